// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4BODYSTRUCTURE_H
#define QIMAP4BODYSTRUCTURE_H

#include "qimap4envelope.h"
#include "qimap4global.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>

#include <utility>

class QImap4BodyStructureData;

// One MIME part with its children (RFC 9051, 7.5.2). Strings are raw as the server sent them,
// but type, subtype, encoding and disposition, which are lower case.
class QIMAP4_EXPORT QImap4BodyStructure
{
    Q_GADGET
    Q_PROPERTY(QByteArray mimeType READ mimeType)
    Q_PROPERTY(QByteArray section READ section)
public:
    using Parameters = QList<std::pair<QByteArray, QByteArray>>; // names in lower case

    QImap4BodyStructure();
    QImap4BodyStructure(const QImap4BodyStructure &other);
    QImap4BodyStructure(QImap4BodyStructure &&other) noexcept;
    QImap4BodyStructure &operator=(const QImap4BodyStructure &other);
    QImap4BodyStructure &operator=(QImap4BodyStructure &&other) noexcept;
    ~QImap4BodyStructure();

    bool isNull() const; // the server gave none, or it could not be read

    QByteArray section() const; // part number, "1.2"; empty for a multipart at the root
    QByteArray type() const; // "text"
    QByteArray subtype() const; // "plain"
    QByteArray mimeType() const; // "text/plain"
    bool isMultipart() const;
    bool isMessage() const; // message/rfc822 or message/global
    Parameters parameters() const;
    QByteArray parameter(QByteArrayView name) const; // raw
    QByteArray contentId() const; // with its angle brackets
    QByteArray description() const;
    QByteArray encoding() const; // "7bit" when the server said nothing
    quint64 octets() const; // encoded size in bytes
    quint64 lines() const;
    QByteArray md5() const;
    QByteArray disposition() const; // "attachment", "inline" or empty
    Parameters dispositionParameters() const;
    QByteArrayList languages() const;
    QByteArray location() const;
    QString fileName() const; // decoded; not safe as a path, see QImap4Mime::safeFileName()

    QImap4Envelope envelope() const; // of a message/rfc822 part
    QList<QImap4BodyStructure> children() const; // of a multipart; the body of a message part
    const QImap4BodyStructure *find(QByteArrayView section) const;

    void setSection(const QByteArray &section);
    void setType(const QByteArray &type, const QByteArray &subtype);
    void setParameters(const Parameters &parameters);
    void setContentId(const QByteArray &id);
    void setDescription(const QByteArray &description);
    void setEncoding(const QByteArray &encoding);
    void setOctets(quint64 octets);
    void setLines(quint64 lines);
    void setMd5(const QByteArray &md5);
    void setDisposition(const QByteArray &disposition, const Parameters &parameters);
    void setLanguages(const QByteArrayList &languages);
    void setLocation(const QByteArray &location);
    void setEnvelope(const QImap4Envelope &envelope);
    void setChildren(const QList<QImap4BodyStructure> &children);

    friend QIMAP4_EXPORT bool operator==(const QImap4BodyStructure &a,
                                         const QImap4BodyStructure &b);
    friend bool operator!=(const QImap4BodyStructure &a, const QImap4BodyStructure &b)
    {
        return !(a == b);
    }

private:
    QImap4BodyStructureData &data();

    QSharedDataPointer<QImap4BodyStructureData> d; // null: a null structure
};

Q_DECLARE_METATYPE(QImap4BodyStructure)

#endif // QIMAP4BODYSTRUCTURE_H
