// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/command_p.h"

#include "wire/commandgrammar_p.h"

#include <QtCore/qvariant.h>

#include <algorithm>

// Arguments of QImap4::command(), whose types are known only when it is called.
namespace QImap4Internal {

namespace {

bool isWrapped(const QByteArray &text, char first, char last)
{
    return text.size() >= 2 && text.startsWith(first) && text.endsWith(last);
}

// imaplib2's rule for what goes out without quotes.
bool isPlain(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$&'+,./:;<=>?@[^_`|}~-").contains(c);
    });
}

bool hasLineEndOrNul(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

// What stands between the quotes, with the backslashes taken off; nothing if a quote stands alone.
std::optional<QByteArray> unquoted(const QByteArray &text)
{
    QByteArray content;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        if (text.at(i) == '"')
            return std::nullopt;
        if (text.at(i) == '\\' && (++i == text.size() - 1))
            return std::nullopt;
        content += text.at(i);
    }
    return content;
}

} // namespace

/*
    A string of bytes follows imaplib2's rule: 'single quotes' are taken off and the rest goes out
    as it is; what is wrapped in parentheses or double quotes goes out as it is; anything else is
    quoted if it has to be. But nothing goes out as it is unless it is contained.
*/
Command &Command::compatible(const QByteArray &text)
{
    if (hasLineEndOrNul(text))
        return refuse("an argument holds a line end or a NUL");
    if (isWrapped(text, '"', '"')) {
        const auto content = unquoted(text);
        return content ? string(*content) : refuse("an argument's quotes do not match");
    }
    const bool bare = isWrapped(text, '\'', '\'');
    if (!bare && !isWrapped(text, '(', ')'))
        return isPlain(text) ? add(Form::Words, text) : string(text);
    const QByteArray words = bare ? text.sliced(1, text.size() - 2) : text;
    if (words.isEmpty() || !isContained(words))
        return refuse("an argument's parentheses or quotes do not match");
    return add(Form::Words, words);
}

template <typename List>
Command &Command::list(const List &values)
{
    open();
    for (const auto &value : values)
        variant(value);
    return close();
}

Command &Command::variant(const QVariant &value)
{
    if (!value.isValid())
        return nil();
    switch (value.typeId()) {
    case QMetaType::QByteArray:
        return compatible(value.toByteArray());
    case QMetaType::QString:
        return addText(Form::AString, value.toString());
    case QMetaType::Int:
    case QMetaType::Long:
    case QMetaType::LongLong:
    case QMetaType::Short:
        if (value.toLongLong() < 0)
            return refuse("a number is negative");
        return number(value.toULongLong());
    case QMetaType::UInt:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
    case QMetaType::UShort:
        return number(value.toULongLong());
    case QMetaType::QDate:
        return date(value.toDate());
    case QMetaType::QDateTime:
        return internalDate(value.toDateTime());
    case QMetaType::QVariantList:
        return list(value.toList());
    case QMetaType::QStringList:
        return list(value.toStringList());
    case QMetaType::QByteArrayList:
        return list(value.value<QByteArrayList>());
    default:
        break;
    }
    if (value.metaType() == QMetaType::fromType<QImap4MessageSet>())
        return set(value.value<QImap4MessageSet>());
    if (value.metaType() == QMetaType::fromType<QImap4Flags>())
        return flags(value.value<QImap4Flags>());
    if (value.metaType() == QMetaType::fromType<QImap4SearchKey>())
        return search(value.value<QImap4SearchKey>());
    return refuse("an argument has a type that cannot be sent");
}

} // namespace QImap4Internal
