// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4bodystructure.h"

#include "mime/headertext_p.h"

#include <tuple>

/*!
    \class QImap4BodyStructure
    \brief One MIME part of a message, with the parts inside it (RFC 9051, section 7.5.2).

    It tells what a message consists of without fetching any of it. section() is what FETCH takes
    to get the part. Strings are the bytes that the server sent; type(), subtype(), encoding(),
    disposition() and the names of parameters are in lower case.
*/

class QImap4BodyStructureData : public QSharedData
{
public:
    QByteArray section;
    QByteArray type;
    QByteArray subtype;
    QImap4BodyStructure::Parameters parameters;
    QByteArray contentId;
    QByteArray description;
    QByteArray encoding;
    quint64 octets = 0;
    quint64 lines = 0;
    QByteArray md5;
    QByteArray disposition;
    QImap4BodyStructure::Parameters dispositionParameters;
    QByteArrayList languages;
    QByteArray location;
    QImap4Envelope envelope;
    QList<QImap4BodyStructure> children;
};

namespace {

using Parameters = QImap4BodyStructure::Parameters;

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

Parameters withLowerCaseNames(Parameters parameters)
{
    for (auto &[name, value] : parameters)
        name = name.toLower();
    return parameters;
}

QString decodedParameter(const Parameters &parameters, QByteArrayView name)
{
    const auto decoded = QImap4Internal::decodeParameters(parameters);
    for (const auto &[key, value] : decoded) {
        if (sameName(key, name))
            return value;
    }
    return {};
}

const QImap4BodyStructureData &emptyData()
{
    static const QImap4BodyStructureData data;
    return data;
}

// Whether the part `wanted` can be `section` itself or inside it: "2.TEXT", the content of a
// message, has parts "2.1" and "2.2".
bool mayHold(QByteArrayView section, QByteArrayView wanted)
{
    constexpr QByteArrayView content(".TEXT");
    if (section.endsWith(content))
        section.chop(content.size());
    if (section.isEmpty())
        return true;
    return wanted.startsWith(section)
        && (wanted.size() == section.size() || wanted.at(section.size()) == '.');
}

} // namespace

/*! Makes a null structure. Setting any field makes it not null. */
QImap4BodyStructure::QImap4BodyStructure() = default;
QImap4BodyStructure::QImap4BodyStructure(const QImap4BodyStructure &other) = default;
QImap4BodyStructure::QImap4BodyStructure(QImap4BodyStructure &&other) noexcept = default;
QImap4BodyStructure &QImap4BodyStructure::operator=(const QImap4BodyStructure &other) = default;
QImap4BodyStructure &QImap4BodyStructure::operator=(QImap4BodyStructure &&other) noexcept = default;
QImap4BodyStructure::~QImap4BodyStructure() = default;

/*! Returns whether the server gave no structure, or none that could be read. */
bool QImap4BodyStructure::isNull() const
{
    return !d;
}

/*! Returns the part number, "1.2", for BODY[1.2]; empty for a multipart at the root. */
QByteArray QImap4BodyStructure::section() const
{
    return d ? d->section : QByteArray();
}

QByteArray QImap4BodyStructure::type() const
{
    return d ? d->type : QByteArray();
}

QByteArray QImap4BodyStructure::subtype() const
{
    return d ? d->subtype : QByteArray();
}

/*! Returns type and subtype, "text/plain"; empty for a null structure. */
QByteArray QImap4BodyStructure::mimeType() const
{
    return d && !d->type.isEmpty() ? d->type + '/' + d->subtype : QByteArray();
}

bool QImap4BodyStructure::isMultipart() const
{
    return d && d->type == "multipart";
}

/*! Returns whether the part is a whole message, with an envelope() and one child: its body. */
bool QImap4BodyStructure::isMessage() const
{
    return d && d->type == "message" && (d->subtype == "rfc822" || d->subtype == "global");
}

QImap4BodyStructure::Parameters QImap4BodyStructure::parameters() const
{
    return d ? d->parameters : Parameters();
}

/*! Returns the value of the content type's parameter \a name, such as \c charset, as it was sent.
 */
QByteArray QImap4BodyStructure::parameter(QByteArrayView name) const
{
    if (!d)
        return {};
    for (const auto &[key, value] : d->parameters) {
        if (sameName(key, name))
            return value;
    }
    return {};
}

/*! Returns the content id, with its angle brackets. */
QByteArray QImap4BodyStructure::contentId() const
{
    return d ? d->contentId : QByteArray();
}

QByteArray QImap4BodyStructure::description() const
{
    return d ? d->description : QByteArray();
}

/*! Returns the transfer encoding in lower case; "7bit" when the server said nothing. */
QByteArray QImap4BodyStructure::encoding() const
{
    return d && !d->encoding.isEmpty() ? d->encoding : QByteArrayLiteral("7bit");
}

/*! Returns the size of the part in bytes, as it is encoded. */
quint64 QImap4BodyStructure::octets() const
{
    return d ? d->octets : 0;
}

/*! Returns the number of lines of a text or message part. */
quint64 QImap4BodyStructure::lines() const
{
    return d ? d->lines : 0;
}

QByteArray QImap4BodyStructure::md5() const
{
    return d ? d->md5 : QByteArray();
}

/*! Returns "attachment", "inline", another word in lower case, or nothing (RFC 2183). */
QByteArray QImap4BodyStructure::disposition() const
{
    return d ? d->disposition : QByteArray();
}

QImap4BodyStructure::Parameters QImap4BodyStructure::dispositionParameters() const
{
    return d ? d->dispositionParameters : Parameters();
}

QByteArrayList QImap4BodyStructure::languages() const
{
    return d ? d->languages : QByteArrayList();
}

QByteArray QImap4BodyStructure::location() const
{
    return d ? d->location : QByteArray();
}

/*!
    Returns the file name that the sender proposes, decoded (RFC 2231, RFC 2047): the
    disposition's \c filename, else the content type's \c name. It is not safe as a path: see
    QImap4Mime::safeFileName().
*/
QString QImap4BodyStructure::fileName() const
{
    if (!d)
        return {};
    const QString name = decodedParameter(d->dispositionParameters, "filename");
    return name.isEmpty() ? decodedParameter(d->parameters, "name") : name;
}

/*! Returns the envelope of the message that this part is; null for other parts. */
QImap4Envelope QImap4BodyStructure::envelope() const
{
    return d ? d->envelope : QImap4Envelope();
}

/*! Returns the parts of a multipart, or the one body of a message part. */
QList<QImap4BodyStructure> QImap4BodyStructure::children() const
{
    return d ? d->children : QList<QImap4BodyStructure>();
}

/*!
    Returns the part whose number is \a section, this one or one inside it, or null. The pointer
    is good as long as this structure is neither changed nor destroyed.
*/
const QImap4BodyStructure *QImap4BodyStructure::find(QByteArrayView section) const
{
    if (!d)
        return nullptr;
    if (d->section == section)
        return this;
    for (const QImap4BodyStructure &child : d->children) {
        if (!child.d || !mayHold(child.d->section, section))
            continue;
        if (const QImap4BodyStructure *found = child.find(section))
            return found;
    }
    return nullptr;
}

void QImap4BodyStructure::setSection(const QByteArray &section)
{
    data().section = section;
}

void QImap4BodyStructure::setType(const QByteArray &type, const QByteArray &subtype)
{
    data().type = type.toLower();
    data().subtype = subtype.toLower();
}

void QImap4BodyStructure::setParameters(const Parameters &parameters)
{
    data().parameters = withLowerCaseNames(parameters);
}

void QImap4BodyStructure::setContentId(const QByteArray &id)
{
    data().contentId = id;
}

void QImap4BodyStructure::setDescription(const QByteArray &description)
{
    data().description = description;
}

void QImap4BodyStructure::setEncoding(const QByteArray &encoding)
{
    data().encoding = encoding.toLower();
}

void QImap4BodyStructure::setOctets(quint64 octets)
{
    data().octets = octets;
}

void QImap4BodyStructure::setLines(quint64 lines)
{
    data().lines = lines;
}

void QImap4BodyStructure::setMd5(const QByteArray &md5)
{
    data().md5 = md5;
}

void QImap4BodyStructure::setDisposition(const QByteArray &disposition,
                                         const Parameters &parameters)
{
    data().disposition = disposition.toLower();
    data().dispositionParameters = withLowerCaseNames(parameters);
}

void QImap4BodyStructure::setLanguages(const QByteArrayList &languages)
{
    data().languages = languages;
}

void QImap4BodyStructure::setLocation(const QByteArray &location)
{
    data().location = location;
}

void QImap4BodyStructure::setEnvelope(const QImap4Envelope &envelope)
{
    data().envelope = envelope;
}

/*! Sets the parts inside; each must already know its section(). */
void QImap4BodyStructure::setChildren(const QList<QImap4BodyStructure> &children)
{
    data().children = children;
}

QImap4BodyStructureData &QImap4BodyStructure::data()
{
    if (!d)
        d = new QImap4BodyStructureData;
    return *d;
}

/*! Returns whether \a a and \a b agree in every field and in all parts inside. */
bool operator==(const QImap4BodyStructure &a, const QImap4BodyStructure &b)
{
    if (a.d == b.d)
        return true;
    const auto fields = [](const QImap4BodyStructureData &s) {
        return std::tie(s.section, s.type, s.subtype, s.parameters, s.contentId, s.description,
                        s.encoding, s.octets, s.lines, s.md5, s.disposition,
                        s.dispositionParameters, s.languages, s.location, s.envelope, s.children);
    };
    return a.isNull() == b.isNull()
        && fields(a.d ? *a.d : emptyData()) == fields(b.d ? *b.d : emptyData());
}
