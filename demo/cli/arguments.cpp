// SPDX-License-Identifier: LGPL-3.0-or-later
#include "arguments.h"

#include "text.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qlocale.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>

namespace QImap4Cli {

// A day; an idle that is longer belongs to a program, not to a command line.
static constexpr int maximumSeconds = 24 * 60 * 60;

bool isPlainText(const QString &text)
{
    // What could not be read as text has become U+FFFD, half a surrogate pair too.
    const QList<uint> characters = text.toUcs4();
    return std::none_of(characters.begin(), characters.end(), [](uint c) {
        return QChar::category(c) == QChar::Other_Control || c == QChar::ReplacementCharacter;
    });
}

static constexpr qsizetype longestWord = 1000; // of a flag, keyword or field name

// RFC 9051: atom characters. "\" may only begin a system flag.
static bool isFlag(const QString &word)
{
    static const QRegularExpression flag(
        QStringLiteral("\\A\\\\?[!#$&'+,\\-./0-9:;<=>?@A-Z\\[^_`a-z|}~]+\\z"));
    return word.size() <= longestWord && flag.match(word).hasMatch();
}

// RFC 5322, 3.6.8: printable ASCII without the colon.
static bool isHeaderField(const QString &word)
{
    static const QRegularExpression field(
        QStringLiteral("\\A[!#$&'+,\\-./0-9;<=>?@A-Z\\[^_`a-z|}~]+\\z"));
    return word.size() <= longestWord && field.match(word).hasMatch();
}

// RFC 9051, 9: section-spec, with the fields of HEADER.FIELDS as atoms.
static bool isSection(const QString &word)
{
    static const QRegularExpression section(
        QStringLiteral("\\A(?:[1-9][0-9]{0,9}(?:\\.[1-9][0-9]{0,9}){0,99})?"
                       "(?:\\.?(?:HEADER|TEXT|MIME|HEADER\\.FIELDS(?:\\.NOT)? "
                       "\\([A-Za-z0-9_\\-]+(?: [A-Za-z0-9_\\-]+)*\\)))?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    return section.match(word).hasMatch() && !word.startsWith(QLatin1Char('.'));
}

std::optional<QImap4MessageSet> messageSetFrom(const QString &argument)
{
    const QLatin1String uidPrefix("uid:");
    const bool byUid = argument.startsWith(uidPrefix, Qt::CaseInsensitive);
    const QString numbers = byUid ? argument.mid(uidPrefix.size()) : argument;
    bool ok = false;
    const QImap4MessageSet set = QImap4MessageSet::fromString(
        numbers.toUtf8(), byUid ? QImap4MessageSet::Uids : QImap4MessageSet::SequenceNumbers, &ok);
    if (!ok || set.isEmpty())
        return std::nullopt;
    return set;
}

std::optional<QImap4Flags> flagsFrom(const QString &argument)
{
    QString words = argument;
    if (words.startsWith(QLatin1Char('(')) && words.endsWith(QLatin1Char(')')) && words.size() > 1)
        words = words.mid(1, words.size() - 2);
    QImap4Flags flags;
    for (const QString &word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!isFlag(word))
            return std::nullopt;
        flags.insert(word.toLatin1());
    }
    return flags;
}

std::optional<QDateTime> dateFrom(const QString &argument)
{
    if (argument.isEmpty())
        return QDateTime();
    const QDateTime iso = QDateTime::fromString(argument, Qt::ISODate);
    if (iso.isValid())
        return iso;
    static const QRegularExpression imap(
        QStringLiteral("\\A([ 0-9][0-9]-[A-Za-z]{3}-[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}) "
                       "([+-])([0-9]{2})([0-9]{2})\\z"));
    const QRegularExpressionMatch match = imap.match(argument);
    if (!match.hasMatch())
        return std::nullopt;
    QDateTime date =
        QLocale::c().toDateTime(match.captured(1).trimmed(), QStringLiteral("d-MMM-yyyy HH:mm:ss"));
    if (!date.isValid())
        return std::nullopt;
    const int offset = match.captured(3).toInt() * 3600 + match.captured(4).toInt() * 60;
    date.setOffsetFromUtc(match.captured(2) == QLatin1String("-") ? -offset : offset);
    return date;
}

int secondsFrom(const QString &argument)
{
    bool ok = false;
    const int seconds = argument.toInt(&ok);
    return ok && seconds >= 0 && seconds <= maximumSeconds ? seconds : -1;
}

// One that does not exist yet is made when there is something to save.
static bool isUsableDirectory(const QString &path)
{
    const QFileInfo info(path);
    return !path.isEmpty() && (!info.exists() || (info.isDir() && info.isWritable()));
}

static bool isUsable(ArgumentKind kind, const QString &argument)
{
    switch (kind) {
    case ArgumentKind::Mailbox:
        return !argument.isEmpty();
    case ArgumentKind::MessageSet:
        return messageSetFrom(argument).has_value();
    case ArgumentKind::Text:
        return true;
    case ArgumentKind::Keyword:
        return isFlag(argument);
    case ArgumentKind::FlagList:
        return flagsFrom(argument).has_value();
    case ArgumentKind::Date:
        return dateFrom(argument).has_value();
    case ArgumentKind::File:
        return QFileInfo(argument).isFile() && QFileInfo(argument).isReadable();
    case ArgumentKind::Directory:
        return isUsableDirectory(argument);
    case ArgumentKind::Section:
        return isSection(argument);
    case ArgumentKind::HeaderField:
        return isHeaderField(argument);
    case ArgumentKind::Seconds:
        return secondsFrom(argument) >= 0;
    }
    return false;
}

QString argumentProblem(const Parameter &parameter, const QString &argument)
{
    const QString name = QLatin1String(parameter.name);
    if (!isPlainText(argument)) {
        return Text::tr("%1 holds characters that cannot be sent.").arg(name);
    }
    if (!isUsable(parameter.kind, argument)) {
        return Text::tr("\"%1\" cannot be used as %2.").arg(argument.left(100), name);
    }
    return {};
}

} // namespace QImap4Cli
