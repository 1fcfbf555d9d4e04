// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4flags.h"

#include <QtCore/qdebug.h>
#include <QtCore/qset.h>

#include <algorithm>
#include <array>

/*!
    \class QImap4Flags
    \brief The flags of a message or a mailbox (RFC 9051, section 2.3.2).

    System flags are bits; keywords, such as \c{$Junk}, are names. Both are compared without
    regard to ASCII case. A keyword keeps the spelling in which it was first added. A flag that
    begins with a backslash but is none of the system flags is kept among the keywords.
*/

namespace {

struct SystemFlagName
{
    QImap4Flags::SystemFlag flag;
    QByteArrayView name;
};

constexpr std::array<SystemFlagName, 7> systemFlagNames{{
    {QImap4Flags::Seen, "\\Seen"},
    {QImap4Flags::Answered, "\\Answered"},
    {QImap4Flags::Flagged, "\\Flagged"},
    {QImap4Flags::Deleted, "\\Deleted"},
    {QImap4Flags::Draft, "\\Draft"},
    {QImap4Flags::Recent, "\\Recent"},
    {QImap4Flags::AnyKeyword, "\\*"},
}};

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

QImap4Flags::SystemFlag systemFlag(QByteArrayView name)
{
    if (!name.startsWith('\\'))
        return QImap4Flags::NoFlag;
    for (const SystemFlagName &entry : systemFlagNames) {
        if (sameName(entry.name, name))
            return entry.flag;
    }
    return QImap4Flags::NoFlag;
}

} // namespace

/*! Makes a set of system \a flags and \a keywords. */
QImap4Flags::QImap4Flags(SystemFlags flags, const QByteArrayList &keywords)
{
    if (!keywords.isEmpty())
        *this = fromList(keywords);
    m_system |= flags;
}

/*! Returns the flags with these \a names, system flags and keywords mixed, as servers send them. */
QImap4Flags QImap4Flags::fromList(const QByteArrayList &names)
{
    QImap4Flags flags;
    // Looking back through a list of thousands would cost the square of its length.
    const bool useSet = names.size() > 32;
    QSet<QByteArray> known;
    for (const QByteArray &name : names) {
        if (const SystemFlag flag = systemFlag(name)) {
            flags.m_system.setFlag(flag);
        } else if (!useSet) {
            flags.insert(name);
        } else if (!name.isEmpty()) {
            const qsizetype before = known.size();
            known.insert(name.toLower());
            if (known.size() != before)
                flags.m_keywords.append(name);
        }
    }
    return flags;
}

/*! Returns the flags that consist of the keyword \a name. */
QImap4Flags QImap4Flags::keyword(const QByteArray &name)
{
    QImap4Flags flags;
    flags.insert(name);
    return flags;
}

/*! Returns whether the keyword \a name is set, in any case. */
bool QImap4Flags::hasKeyword(QByteArrayView name) const
{
    return std::any_of(m_keywords.cbegin(), m_keywords.cend(),
                       [name](const QByteArray &keyword) { return sameName(keyword, name); });
}

/*! Sets the flag \a name, a system flag with its backslash or a keyword. */
void QImap4Flags::insert(QByteArrayView name)
{
    if (const SystemFlag flag = systemFlag(name))
        m_system.setFlag(flag);
    else if (!name.isEmpty() && !hasKeyword(name))
        m_keywords.append(name.toByteArray());
}

/*! Clears the flag \a name, a system flag with its backslash or a keyword. */
void QImap4Flags::remove(QByteArrayView name)
{
    if (const SystemFlag flag = systemFlag(name))
        m_system.setFlag(flag, false);
    else
        m_keywords.removeIf([name](const QByteArray &keyword) { return sameName(keyword, name); });
}

/*! Returns all names: the system flags in a fixed order, then the keywords as they were added. */
QByteArrayList QImap4Flags::toList() const
{
    QByteArrayList names;
    for (const SystemFlagName &entry : systemFlagNames) {
        if (m_system.testFlag(entry.flag))
            names.append(entry.name.toByteArray());
    }
    return names + m_keywords;
}

/*! Returns whether \a a and \a b hold the same flags; order and case do not matter. */
bool operator==(const QImap4Flags &a, const QImap4Flags &b)
{
    if (a.m_system != b.m_system || a.m_keywords.size() != b.m_keywords.size())
        return false;
    if (a.m_keywords == b.m_keywords)
        return true;
    const auto sorted = [](const QByteArrayList &keywords) {
        QByteArrayList list;
        list.reserve(keywords.size());
        for (const QByteArray &keyword : keywords)
            list.append(keyword.toLower());
        std::sort(list.begin(), list.end());
        return list;
    };
    return sorted(a.m_keywords) == sorted(b.m_keywords);
}

QDebug operator<<(QDebug debug, const QImap4Flags &flags)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Flags(" << flags.toList().join(' ').constData() << ')';
    return debug;
}
