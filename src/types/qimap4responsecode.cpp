// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4responsecode.h"

#include <QtCore/qdebug.h>

#include <algorithm>

/*!
    \class QImap4ResponseCode
    \brief The machine-readable part of a status response (RFC 9051, section 7.1).

    \c{OK [UIDVALIDITY 3857529045] UIDs valid} has the code \c{UIDVALIDITY} with the arguments
    \c{3857529045}. The arguments are the server's bytes and as trustworthy as the server.
*/

/*!
    \class QImap4UidMapping
    \brief Where messages went: APPENDUID and COPYUID (RFC 4315).

    The n-th UID of \c source became the n-th UID of \c destination, in the mailbox whose
    UIDVALIDITY is \c uidValidity.
*/

namespace {

bool separates(char c)
{
    return c == ' ' || c == '(' || c == ')';
}

// Reads the quoted string at `position`, which stands on its first quote, and moves behind it.
QByteArray takeQuoted(const QByteArray &text, qsizetype *position)
{
    QByteArray word;
    qsizetype i = *position + 1;
    for (; i < text.size() && text.at(i) != '"'; ++i) {
        if (text.at(i) == '\\' && i + 1 < text.size())
            ++i;
        word += text.at(i);
    }
    *position = std::min(i + 1, text.size());
    return word;
}

} // namespace

/*! Makes a code of a \a name, in any case, and the \a arguments behind it. */
QImap4ResponseCode::QImap4ResponseCode(const QByteArray &name, const QByteArray &arguments)
    : m_name(name.toUpper())
    , m_arguments(arguments)
{}

/*! Returns whether this is the code \a name, in any case. */
bool QImap4ResponseCode::is(QByteArrayView name) const
{
    return name.size() == m_name.size() && name.compare(m_name, Qt::CaseInsensitive) == 0;
}

/*!
    Returns the first argument as a number, such as that of UIDNEXT or HIGHESTMODSEQ. 0, and false
    in \a ok, if it is none.
*/
quint64 QImap4ResponseCode::number(bool *ok) const
{
    const qsizetype end = m_arguments.indexOf(' ');
    const QByteArray word = end < 0 ? m_arguments : m_arguments.first(end);
    // toULongLong() would accept signs and white space.
    const bool digits = !word.isEmpty() && word.at(0) >= '0' && word.at(0) <= '9';
    bool valid = false;
    const quint64 value = digits ? word.toULongLong(&valid) : 0;
    if (ok)
        *ok = valid;
    return value;
}

/*!
    Returns the arguments as words; parentheses are left out and quotes taken off. Good for
    PERMANENTFLAGS, BADCHARSET, COPYUID and the like.
*/
QByteArrayList QImap4ResponseCode::words() const
{
    QByteArrayList words;
    for (qsizetype i = 0; i < m_arguments.size();) {
        if (separates(m_arguments.at(i))) {
            ++i;
        } else if (m_arguments.at(i) == '"') {
            words.append(takeQuoted(m_arguments, &i));
        } else {
            const qsizetype begin = i;
            while (i < m_arguments.size() && !separates(m_arguments.at(i)))
                ++i;
            words.append(m_arguments.sliced(begin, i - begin));
        }
    }
    return words;
}

QDebug operator<<(QDebug debug, const QImap4ResponseCode &code)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4ResponseCode(" << code.name().constData();
    if (!code.arguments().isEmpty())
        debug << ' ' << code.arguments();
    debug << ')';
    return debug;
}
