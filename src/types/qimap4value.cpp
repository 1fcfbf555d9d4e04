// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4value.h"

#include <QtCore/qdebug.h>

/*!
    \class QImap4Value
    \brief Data of the server that the library has no type for: an atom, a string, NIL, or a list of
    such.

    Every response, FETCH item and response code is built of these (RFC 9051, section 4). An
    application gets them with what the library does not know: see QImap4UntaggedResponse::values
    and QImap4Message::value().
*/

/*! Makes an atom, a string or NIL of the bytes \a text. */
QImap4Value::QImap4Value(Kind kind, const QByteArray &text)
    : m_kind(kind)
    , m_text(kind == Atom || kind == String ? text : QByteArray())
{}

/*! Makes a list of \a items. */
QImap4Value::QImap4Value(const QList<QImap4Value> &items)
    : m_kind(List)
    , m_items(items)
{}

/*! Returns the text as a number. 0, and false in \a ok, if it is none. */
quint64 QImap4Value::number(bool *ok) const
{
    // toULongLong() would accept signs and white space.
    const bool digits = !m_text.isEmpty() && m_text.at(0) >= '0' && m_text.at(0) <= '9';
    bool valid = false;
    const quint64 result = digits ? m_text.toULongLong(&valid) : 0;
    if (ok)
        *ok = valid;
    return result;
}

/*!
    Returns the value behind the word \a name, in any case, of a list that holds names and values in
    turns; a missing one if there is no such name.
*/
QImap4Value QImap4Value::value(QByteArrayView name) const
{
    for (qsizetype i = 0; i + 1 < m_items.size(); i += 2) {
        if (name.compare(m_items.at(i).m_text, Qt::CaseInsensitive) == 0)
            return m_items.at(i + 1);
    }
    return {};
}

/*! Returns whether \a a and \a b are the same. An atom is no string with the same bytes. */
bool operator==(const QImap4Value &a, const QImap4Value &b)
{
    return a.m_kind == b.m_kind && a.m_text == b.m_text && a.m_items == b.m_items;
}

QDebug operator<<(QDebug debug, const QImap4Value &value)
{
    const QDebugStateSaver saver(debug);
    switch (value.kind()) {
    case QImap4Value::Missing:
        return debug.nospace() << "QImap4Value()";
    case QImap4Value::Nil:
        return debug.nospace() << "NIL";
    case QImap4Value::Atom:
        return debug.nospace().noquote() << QString::fromLatin1(value.text());
    case QImap4Value::String:
        return debug.nospace() << value.text();
    case QImap4Value::List:
        return debug.nospace() << value.items();
    }
    return debug;
}
