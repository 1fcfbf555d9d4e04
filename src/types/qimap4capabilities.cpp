// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4capabilities.h"

#include <algorithm>

/*!
    \class QImap4Capabilities
    \brief The words of the server's CAPABILITY list (RFC 9051, section 7.2.2).

    Names are compared without regard to case. has() also knows what one capability says about
    others, so that nobody needs to ask for \c{MOVE} or \c{IMAP4rev2}. What the server literally
    said is in names(): a server with IMAP4rev2 but without a literal \c{BINARY}, for example, lets
    binary parts be fetched but not appended.
*/

namespace {

struct Implication
{
    QByteArrayView name;
    QByteArrayView givenBy;
};

// RFC 9051 appendix E lists what IMAP4rev2 has taken in; the rest is each extension's own word.
constexpr Implication implications[] = {
    {"BINARY", "IMAP4REV2"},         {"CHILDREN", "IMAP4REV2"},
    {"CONDSTORE", "QRESYNC"}, // RFC 7162, 3.2.3
    {"ENABLE", "IMAP4REV2"},         {"ENABLE", "QRESYNC"},
    {"ENABLE", "UTF8=ACCEPT"}, // RFC 6855, 3
    {"ENABLE", "UTF8=ONLY"},         {"ESEARCH", "IMAP4REV2"},
    {"IDLE", "IMAP4REV2"},           {"LIST-EXTENDED", "IMAP4REV2"},
    {"LIST-STATUS", "IMAP4REV2"},    {"LITERAL-", "IMAP4REV2"},
    {"LITERAL-", "LITERAL+"}, // RFC 7888, 5
    {"METADATA-SERVER", "METADATA"}, // RFC 5464, 1
    {"MOVE", "IMAP4REV2"},           {"NAMESPACE", "IMAP4REV2"},
    {"SASL-IR", "IMAP4REV2"},        {"SEARCHRES", "IMAP4REV2"},
    {"SPECIAL-USE", "IMAP4REV2"},    {"STATUS=SIZE", "IMAP4REV2"},
    {"UIDPLUS", "IMAP4REV2"},        {"UNSELECT", "IMAP4REV2"},
    {"UTF8=ACCEPT", "UTF8=ONLY"}, // RFC 6855, 6
};

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

bool holds(const QByteArrayList &names, QByteArrayView name)
{
    return std::any_of(names.cbegin(), names.cend(),
                       [name](const QByteArray &known) { return sameName(known, name); });
}

} // namespace

/*! Makes the list of \a names, in any case. */
QImap4Capabilities::QImap4Capabilities(const QByteArrayList &names)
{
    m_names.reserve(names.size());
    for (const QByteArray &name : names) {
        if (!name.isEmpty())
            m_names.append(name.toUpper());
    }
}

/*! Returns whether the server offers \a name, by its own word or because something implies it. */
bool QImap4Capabilities::has(QByteArrayView name) const
{
    if (holds(m_names, name))
        return true;
    return std::any_of(std::begin(implications), std::end(implications),
                       [this, name](const Implication &implication) {
                           return sameName(implication.name, name)
                               && holds(m_names, implication.givenBy);
                       });
}

/*! Returns the values of \a key: \c{AUTH} gives \c{PLAIN} and \c{SCRAM-SHA-256}, in the server's
 * order. */
QByteArrayList QImap4Capabilities::values(QByteArrayView key) const
{
    QByteArrayList values;
    for (const QByteArray &name : m_names) {
        if (name.size() > key.size() && name.at(key.size()) == '='
            && sameName(QByteArrayView(name).first(key.size()), key))
            values.append(name.sliced(key.size() + 1));
    }
    return values;
}

/*! Returns the list without \a names, in any case; what only these imply is gone with them. */
QImap4Capabilities QImap4Capabilities::without(const QByteArrayList &names) const
{
    QImap4Capabilities rest;
    for (const QByteArray &name : m_names) {
        if (!holds(names, name))
            rest.m_names.append(name);
    }
    return rest;
}
