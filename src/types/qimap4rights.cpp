// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4rights.h"

#include <QtCore/qdebug.h>

/*!
    \class QImap4Rights
    \brief What somebody may do with a mailbox (RFC 4314, section 2.1).

    Beside the rights that have a name, any letter and digit may stand for a right of the server's
    own. Servers of the older RFC 2086 say "c" and "d" where RFC 4314 has "kx" and "te"; both
    are kept as the server says them.
*/

/*!
    \fn bool QImap4Rights::has(Right right) const
    Returns whether \a right is in the set.

    \fn void QImap4Rights::set(Right right, bool on)
    Adds \a right, or removes it if \a on is false.
*/

/*!
    \class QImap4AclEntry
    \brief The rights of one user or group, or those that are taken from it (RFC 4314, section 2).

    \c identifier is the server's name for them; "anyone" are all. One that begins with "-" takes
    rights away, and isNegative() is true.

    \class QImap4Acl
    \brief The answer to GETACL: who may do what with a mailbox.

    \class QImap4ListRights
    \brief The answer to LISTRIGHTS: what rights somebody could be given.

    \class QImap4MyRights
    \brief The answer to MYRIGHTS.
*/

namespace {

constexpr int LetterCount = 26;
constexpr int RightCount = LetterCount + 10;

// The bit of a right's letter; -1 when it is none. Rights are written in lower case.
int bitOf(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a';
    if (letter >= '0' && letter <= '9')
        return LetterCount + letter - '0';
    return -1;
}

char letterOf(int bit)
{
    return char(bit < LetterCount ? 'a' + bit : '0' + bit - LetterCount);
}

} // namespace

/*! Makes the set of \a rights. */
QImap4Rights::QImap4Rights(std::initializer_list<Right> rights)
{
    for (const Right right : rights)
        set(right);
}

/*! Reads rights as IMAP writes them, for example "lrs". What is no right is left out, and \a ok,
    if given, tells whether there was any such. */
QImap4Rights QImap4Rights::fromString(QByteArrayView letters, bool *ok)
{
    QImap4Rights rights;
    bool good = true;
    for (const char letter : letters) {
        good = good && bitOf(letter) >= 0;
        rights.set(letter);
    }
    if (ok)
        *ok = good;
    return rights;
}

/*! Returns whether the right \a letter is in the set; false for a character that is none. */
bool QImap4Rights::has(char letter) const
{
    const int bit = bitOf(letter);
    return bit >= 0 && (m_bits >> bit & 1U);
}

/*! Adds or removes a right; a character that is neither lower-case letter nor digit is none. */
void QImap4Rights::set(char letter, bool on)
{
    const int bit = bitOf(letter);
    if (bit < 0)
        return;
    const quint64 mask = quint64(1) << bit;
    m_bits = on ? m_bits | mask : m_bits & ~mask;
}

/*! Returns the letters in alphabetical order, digits last. */
QByteArray QImap4Rights::toString() const
{
    QByteArray letters;
    for (int bit = 0; bit < RightCount; ++bit) {
        if (m_bits >> bit & 1U)
            letters.append(letterOf(bit));
    }
    return letters;
}

/*! Returns what the entry of \a identifier says; none where it has no entry. Groups and negative
    entries are not taken into account: only the server knows what comes of all of them. */
QImap4Rights QImap4Acl::rightsOf(const QString &identifier) const
{
    for (const QImap4AclEntry &entry : entries) {
        if (entry.identifier == identifier)
            return entry.rights;
    }
    return {};
}

QDebug operator<<(QDebug debug, const QImap4Rights &rights)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Rights(" << rights.toString().constData() << ')';
    return debug;
}

QDebug operator<<(QDebug debug, const QImap4AclEntry &entry)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4AclEntry(" << entry.identifier << ' '
                    << entry.rights.toString().constData() << ')';
    return debug;
}
