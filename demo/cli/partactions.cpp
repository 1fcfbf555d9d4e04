// SPDX-License-Identifier: LGPL-3.0-or-later
#include "partactions.h"

#include "messagejson.h"
#include "qimap4mime.h"
#include "session.h"
#include "text.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonobject.h>

#include <functional>
#include <optional>

namespace QImap4Cli {

using Part = QImap4BodyStructure;
using PartList = QList<Part>;

// So many names are tried before a directory counts as full.
static constexpr int maximumAttachments = 1000; // of one message: each is fetched by itself
static constexpr int maximumNames = 10000;

static bool isAttachment(const Part &part)
{
    if (part.isMultipart())
        return false;
    return part.disposition() == "attachment" || part.type() != "text"
        || !part.fileName().isEmpty();
}

// What is left when a server cannot say how a message is made: everything behind its header.
static Part wholeText()
{
    Part part;
    part.setSection("TEXT");
    part.setType("text", "plain");
    return part;
}

// The text that a reader would see first: plain where there is a choice, HTML otherwise.
static std::optional<Part> textPart(const Part &part)
{
    if (part.isNull())
        return wholeText();
    if (!part.isMultipart())
        return isAttachment(part) ? std::nullopt : std::optional(part);
    std::optional<Part> first;
    for (const Part &child : part.children()) {
        const std::optional<Part> found = textPart(child);
        if (!found)
            continue;
        if (part.subtype() != "alternative" || found->subtype() == "plain")
            return found;
        if (!first)
            first = found;
    }
    return first;
}

static PartList attachments(const Part &part)
{
    if (part.isNull())
        return {};
    if (isAttachment(part))
        return {part};
    PartList result;
    if (part.isMultipart()) {
        for (const Part &child : part.children())
            result += attachments(child);
    }
    return result;
}

static QImap4MessageSet only(const QImap4Message &message)
{
    return message.uid() != 0 ? QImap4MessageSet::uids(message.uid())
                              : QImap4MessageSet::sequenceNumbers(message.sequenceNumber());
}

// Runs a function with each message of a set and its structure.
static QImap4Error
forEachStructure(Session &session, const QString &set,
                 const std::function<QImap4Error(const QImap4Message &, const Part &)> &use)
{
    QImap4MessageList messages;
    QImap4Reply *command =
        session.imap().fetch(*messageSetFrom(set), QImap4::Uid | QImap4::BodyStructure);
    QObject::connect(command, &QImap4Reply::messagesFetched, &session,
                     [&](const QImap4MessageList &some) { messages.append(some); });
    const Reply reply = session.wait(command);
    if (reply->isError())
        return session.errorOf(*reply);
    for (const QImap4Message &message : messages) {
        if (!message.has(QImap4Message::BodyStructure))
            continue;
        const QImap4Error error = use(message, message.bodyStructure());
        if (error)
            return error;
    }
    return {};
}

struct Content
{
    QImap4Error error;
    std::optional<QByteArray> bytes; // absent: the server did not send it
};

static Content fetchPart(Session &session, const QImap4Message &message, const Part &part)
{
    Content content;
    QImap4Reply *command = session.imap().fetch(only(message), QImap4::Uid, {part.section()});
    command->setKeepsMessages(false);
    QObject::connect(command, &QImap4Reply::messagesFetched, &session,
                     [&](const QImap4MessageList &messages) {
                         for (const QImap4Message &received : messages) {
                             if (received.has(QImap4Message::Body))
                                 content.bytes = contentOf(received, part.section());
                         }
                     });
    const Reply reply = session.wait(command);
    content.error = session.errorOf(*reply);
    if (content.bytes)
        content.bytes = QImap4Mime::decodeTransferEncoding(*content.bytes, part.encoding());
    return content;
}

static QImap4Error printText(Session &session, const QImap4Message &message, const Part &structure)
{
    QJsonObject object = identityOf(message);
    object.insert(QStringLiteral("text"), QJsonValue());
    if (const std::optional<Part> part = textPart(structure)) {
        const Content content = fetchPart(session, message, *part);
        if (content.error)
            return content.error;
        object.insert(QStringLiteral("part"), QString::fromLatin1(part->section()));
        object.insert(QStringLiteral("type"), QString::fromUtf8(part->mimeType()));
        if (content.bytes) {
            object.insert(QStringLiteral("text"),
                          QImap4Mime::toUnicode(*content.bytes, part->parameter("charset")));
        }
    }
    session.print(QStringLiteral("body"), object);
    return {};
}

QImap4Error body(Session &session, const QStringList &arguments)
{
    return forEachStructure(session, arguments.at(0),
                            [&](const QImap4Message &message, const Part &structure) {
                                return printText(session, message, structure);
                            });
}

static QString proposedName(const Part &part)
{
    if (!part.fileName().isEmpty())
        return QImap4Mime::safeFileName(part.fileName());
    const QString extension = part.isMessage() ? QStringLiteral(".eml") : QString();
    return QImap4Mime::safeFileName(QStringLiteral("part-") + QString::fromLatin1(part.section())
                                    + extension);
}

// "report.pdf", "report (2).pdf", ...
static QString numbered(const QString &name, int number)
{
    if (number == 1)
        return name;
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const qsizetype at = dot > 0 ? dot : name.size();
    return QStringLiteral("%1 (%2)%3").arg(name.left(at)).arg(number).arg(name.mid(at));
}

// Only ever makes a new file: what stands there already, a link too, belongs to somebody.
static bool createFile(QFile *file, const QDir &directory, const QString &name)
{
    for (int number = 1; number <= maximumNames; ++number) {
        file->setFileName(directory.filePath(numbered(name, number)));
        if (file->open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return true;
        if (!QFileInfo(file->fileName()).exists() && !QFileInfo(file->fileName()).isSymLink())
            return false;
    }
    return false;
}

static QImap4Error cannotWrite(const QString &path)
{
    return QImap4Error(QImap4Error::InvalidArgumentError,
                       Text::tr("\"%1\" cannot be written.").arg(path));
}

static QImap4Error saveParts(Session &session, const QImap4Message &message, const Part &structure,
                             const QString &path)
{
    const QList<Part> parts = attachments(structure);
    if (parts.size() > maximumAttachments) {
        return QImap4Error(
            QImap4Error::LimitError,
            Text::tr("A message has more than %1 attachments.").arg(maximumAttachments));
    }
    for (const Part &part : parts) {
        const Content content = fetchPart(session, message, part);
        if (content.error)
            return content.error;
        if (!content.bytes) {
            QJsonObject object = identityOf(message);
            object.insert(QStringLiteral("file"), QJsonValue()); // the server kept it back
            object.insert(QStringLiteral("part"), QString::fromLatin1(part.section()));
            session.print(QStringLiteral("save"), object);
            continue;
        }
        QFile file;
        if (!QDir().mkpath(path) || !createFile(&file, QDir(path), proposedName(part)))
            return cannotWrite(path);
        if (file.write(*content.bytes) != content.bytes->size() || !file.flush()) {
            file.remove();
            return cannotWrite(file.fileName());
        }
        QJsonObject object = identityOf(message);
        object.insert(QStringLiteral("file"), file.fileName());
        object.insert(QStringLiteral("part"), QString::fromLatin1(part.section()));
        object.insert(QStringLiteral("size"), content.bytes->size());
        object.insert(QStringLiteral("type"), QString::fromUtf8(part.mimeType()));
        session.print(QStringLiteral("save"), object);
    }
    return {};
}

QImap4Error save(Session &session, const QStringList &arguments)
{
    return forEachStructure(session, arguments.at(0),
                            [&](const QImap4Message &message, const Part &structure) {
                                return saveParts(session, message, structure, arguments.at(1));
                            });
}

} // namespace QImap4Cli
