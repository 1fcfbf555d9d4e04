// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messageparts.h"

#include "displaytext_p.h"
#include "headertext_p.h"
#include "transferdecoding_p.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace {

using namespace QImap4Internal;

// Opened by a double click, these run, install, or script something on some system.
// In alphabetical order.
constexpr std::string_view executableExtensions[] = {
    "ade",         "adp",       "apk",     "app",        "appimage",
    "application", "appref-ms", "asp",     "bas",        "bat",
    "chm",         "cmd",       "com",     "command",    "cpl",
    "crt",         "deb",       "desktop", "diagcab",    "dll",
    "dmg",         "docm",      "dotm",    "exe",        "gadget",
    "hlp",         "hta",       "img",     "inf",        "ins",
    "iso",         "isp",       "jar",     "jnlp",       "js",
    "jse",         "ksh",       "lib",     "library-ms", "lnk",
    "mad",         "mde",       "msc",     "msh",        "msi",
    "msp",         "mst",       "one",     "ops",        "out",
    "pcd",         "phar",      "php",     "pif",        "pkg",
    "pl",          "potm",      "ppam",    "ppsm",       "pptm",
    "ps1",         "ps1xml",    "psc1",    "py",         "pyc",
    "pyw",         "rb",        "reg",     "rpm",        "run",
    "scf",         "scr",       "sct",     "search-ms",  "settingcontent-ms",
    "sh",          "shb",       "shs",     "svg",        "swf",
    "sys",         "url",       "vb",      "vbe",        "vbs",
    "vhd",         "vhdx",      "website", "ws",         "wsc",
    "wsf",         "wsh",       "xbap",    "xlam",       "xll",
    "xlsm",        "xltm",      "xpi",
};
static_assert(std::is_sorted(std::begin(executableExtensions), std::end(executableExtensions)),
              "looked up by bisection");

struct ExtensionType
{
    std::string_view extension;
    std::string_view type;
};

// What a name promises, for the types that readers trust.
constexpr ExtensionType extensionTypes[] = {
    {"bmp", "image"}, {"csv", "text"},   {"gif", "image"},  {"heic", "image"},
    {"ics", "text"},  {"jpeg", "image"}, {"jpg", "image"},  {"mov", "video"},
    {"mp3", "audio"}, {"mp4", "video"},  {"ogg", "audio"},  {"pdf", "application"},
    {"png", "image"}, {"tif", "image"},  {"tiff", "image"}, {"txt", "text"},
    {"wav", "audio"}, {"webp", "image"},
};
static_assert(std::is_sorted(std::begin(extensionTypes), std::end(extensionTypes),
                             [](const ExtensionType &a, const ExtensionType &b) {
                                 return a.extension < b.extension;
                             }),
              "looked up by bisection");

QByteArray extensionOf(const QString &fileName)
{
    const qsizetype dot = fileName.lastIndexOf(u'.');
    return dot < 0 ? QByteArray() : fileName.mid(dot + 1).trimmed().toLower().toUtf8();
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

bool isExecutable(const QByteArray &extension)
{
    return std::binary_search(std::begin(executableExtensions), std::end(executableExtensions),
                              view(extension));
}

// The type that a file name promises, or nothing.
std::string_view promisedType(const QByteArray &extension)
{
    const auto *const row = std::lower_bound(
        std::begin(extensionTypes), std::end(extensionTypes), view(extension),
        [](const ExtensionType &entry, std::string_view key) { return entry.extension < key; });
    return row != std::end(extensionTypes) && row->extension == view(extension)
        ? row->type
        : std::string_view();
}

QString parameterText(const QImap4BodyStructure::Parameters &parameters, const char *name)
{
    const auto decoded = decodeParameters(parameters);
    const auto found = std::find_if(decoded.begin(), decoded.end(),
                                    [name](const auto &entry) { return entry.first == name; });
    return found == decoded.end() ? QString() : found->second;
}

QImap4Attachment::Dangers dangersOf(const QImap4BodyStructure &part, const QString &fileName)
{
    QImap4Attachment::Dangers dangers;
    const QByteArray extension = extensionOf(fileName);
    const bool runs = isExecutable(extension);
    if (runs)
        dangers |= QImap4Attachment::Executable;

    const std::string_view promised = promisedType(extension);
    const bool saysNothing = part.mimeType() == "application/octet-stream";
    const bool isOtherType = !promised.empty() && !saysNothing && promised != view(part.type());
    const bool hidesProgram = runs && extension != "svg"
        && (part.type() == "image" || part.type() == "audio" || part.type() == "video"
            || part.type() == "text" || part.mimeType() == "application/pdf");
    const QByteArray first =
        extensionOf(safeFileName(parameterText(part.dispositionParameters(), "filename")));
    const QByteArray second = extensionOf(safeFileName(parameterText(part.parameters(), "name")));
    const bool namesDiffer = !first.isEmpty() && !second.isEmpty() && first != second;
    if (isOtherType || hidesProgram || namesDiffer)
        dangers |= QImap4Attachment::TypeMismatch;
    return dangers;
}

QString fileNameOf(const QImap4BodyStructure &part)
{
    QString name = part.fileName();
    if (name.trimmed().isEmpty() && part.isMessage())
        name = part.envelope().subject() + QLatin1String(".eml");
    if (name.trimmed().isEmpty() || name == QLatin1String(".eml"))
        name = QLatin1String("part-") + QString::fromLatin1(part.section());
    return safeFileName(name);
}

quint64 decodedSize(const QImap4BodyStructure &part)
{
    // Four characters for three bytes, and a line end of two for 76 characters.
    const bool isBase64 = transferEncodingFromName(part.encoding()) == TransferEncoding::Base64;
    return isBase64 ? part.octets() / 78 * 57 + part.octets() % 78 * 3 / 4 : part.octets();
}

QByteArray withoutAngles(QByteArray id)
{
    id = id.trimmed();
    return id.startsWith('<') && id.endsWith('>') ? id.mid(1, id.size() - 2) : id;
}

bool isShownText(const QImap4BodyStructure &part)
{
    return (part.mimeType() == "text/plain" || part.mimeType() == "text/html")
        && part.disposition() != "attachment";
}

bool isSignature(const QImap4BodyStructure &part)
{
    return part.mimeType() == "application/pgp-signature"
        || part.mimeType() == "application/pkcs7-signature"
        || part.mimeType() == "application/x-pkcs7-signature";
}

// What a body refers to the picture by; empty for other parts.
QByteArray imageId(const QImap4BodyStructure &part)
{
    return part.type() == "image" ? withoutAngles(part.contentId()) : QByteArray();
}

constexpr int maximumDepth = 100;

} // namespace

// Sorts the parts of one message.
class QImap4MessagePartsBuilder
{
public:
    QImap4MessagePartsBuilder(QImap4MessageParts::Preference preference, QImap4MessageParts *result)
        : m_preferred(preference == QImap4MessageParts::PreferHtml ? "text/html" : "text/plain")
        , m_result(result)
    {}

    void addPart(const QImap4BodyStructure &part, int depth)
    {
        if (depth > maximumDepth)
            return;
        if (!part.isMultipart())
            addLeaf(part);
        else if (part.subtype() == "alternative")
            addAlternative(part, depth);
        else if (part.subtype() == "related")
            addRelated(part, depth);
        else
            addMixed(part, depth);
    }

private:
    void addLeaf(const QImap4BodyStructure &part)
    {
        // A text with a name is a file, but the first text of a message is what it says.
        const bool isNamed = !part.fileName().isEmpty();
        if (isShownText(part) && (m_result->m_bodies.isEmpty() || !isNamed)) {
            m_result->m_bodies.append(part);
            if (!m_related.isEmpty())
                m_result->m_relatedParts.insert(part.section(), m_related);
        } else if (!isSignature(part)) {
            addAttachment(part);
        }
    }

    void addAttachment(const QImap4BodyStructure &part)
    {
        const QString name = fileNameOf(part);
        m_result->m_attachments.append(
            {part.section(), name, part.mimeType(), decodedSize(part), dangersOf(part, name)});
    }

    void addMixed(const QImap4BodyStructure &part, int depth)
    {
        const QList<QImap4BodyStructure> children = part.children();
        for (const QImap4BodyStructure &child : children)
            addPart(child, depth + 1);
    }

    bool contains(const QImap4BodyStructure &part, const char *mimeType, int depth) const
    {
        if (depth > maximumDepth)
            return false;
        if (!part.isMultipart())
            return isShownText(part) && part.mimeType() == mimeType;
        const QList<QImap4BodyStructure> children = part.children();
        return std::any_of(children.begin(), children.end(), [&](const QImap4BodyStructure &child) {
            return contains(child, mimeType, depth + 1);
        });
    }

    // RFC 2046, 5.1.4: the last one is the richest. Others than texts, an invitation for example,
    // can be saved.
    void addAlternative(const QImap4BodyStructure &part, int depth)
    {
        const QList<QImap4BodyStructure> children = part.children();
        qsizetype chosen = -1;
        for (const char *type : {m_preferred, "text/html", "text/plain"}) {
            for (qsizetype i = children.size() - 1; i >= 0 && chosen < 0; --i)
                chosen = contains(children.at(i), type, depth + 1) ? i : -1;
        }
        for (qsizetype i = 0; i < children.size(); ++i) {
            const QImap4BodyStructure &child = children.at(i);
            if (i == chosen)
                addPart(child, depth + 1);
            else if (!child.isMultipart() && !isShownText(child))
                addAttachment(child);
        }
    }

    // RFC 2387: one root, and the parts that it is made with.
    void addRelated(const QImap4BodyStructure &part, int depth)
    {
        const QList<QImap4BodyStructure> children = part.children();
        const QByteArray start = withoutAngles(part.parameter("start"));
        qsizetype root = 0;
        for (qsizetype i = 0; i < children.size() && !start.isEmpty(); ++i) {
            if (withoutAngles(children.at(i).contentId()) == start)
                root = i;
        }
        QHash<QByteArray, QByteArray> siblings;
        for (qsizetype i = 0; i < children.size(); ++i) {
            const QByteArray id = imageId(children.at(i));
            if (i != root && !id.isEmpty() && !siblings.contains(id))
                siblings.insert(id, children.at(i).section());
        }
        std::swap(m_related, siblings);
        if (root < children.size())
            addPart(children.at(root), depth + 1);
        const bool rootIsHtml =
            !m_result->m_bodies.isEmpty() && m_result->m_bodies.last().mimeType() == "text/html";
        for (qsizetype i = 0; i < children.size(); ++i) {
            const QImap4BodyStructure &child = children.at(i);
            const bool isShownInRoot = rootIsHtml && !imageId(child).isEmpty();
            if (i != root && !isShownInRoot)
                addPart(child, depth + 1);
        }
        std::swap(m_related, siblings);
    }

    const char *m_preferred;
    // Of the multipart/related around the part that is looked at: a body refers to the parts that
    // it was sent with, not to those of another body, such as a forwarded one.
    QHash<QByteArray, QByteArray> m_related;
    QImap4MessageParts *m_result;
};

/*!
    \class QImap4MessageParts
    \brief What of a message is shown, and what is attached to it.

    Made of a body structure alone, before anything of the message is fetched. A message inside
    the message is an attachment, whose inside is not looked at.
*/

/*!
    Sorts the parts of \a structure. Of alternatives, the one with \a preference is taken if there
    is one.
*/
QImap4MessageParts QImap4MessageParts::fromStructure(const QImap4BodyStructure &structure,
                                                     Preference preference)
{
    QImap4MessageParts result;
    if (!structure.isNull())
        QImap4MessagePartsBuilder(preference, &result).addPart(structure, 0);
    return result;
}
