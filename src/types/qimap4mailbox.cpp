// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4mailbox.h"

#include <QtCore/qdebug.h>

#include <algorithm>
#include <array>
#include <tuple>

/*!
    \class QImap4Mailbox
    \brief One row of a LIST or LSUB answer (RFC 9051, section 7.3.1).

    The name is text, whatever its encoding on the wire was, and is given back to the server
    unchanged but for one thing: INBOX, which servers spell as they like, is always "INBOX".
*/

/*!
    \class QImap4MailboxStatus
    \brief The answer to STATUS for one mailbox (RFC 9051, section 7.3.4).

    A value that the server did not give is absent. \c size and \c appendLimit are in bytes.
*/

/*!
    \class QImap4Namespaces
    \brief Where a user's own mailboxes, those of others, and shared ones stand (RFC 2342).
*/

class QImap4MailboxData : public QSharedData
{
public:
    QString name;
    QChar delimiter;
    QImap4Mailbox::Attributes attributes;
    QImap4Mailbox::SpecialUse specialUse = QImap4Mailbox::NoSpecialUse;
    QByteArrayList attributeNames;
    std::optional<QImap4MailboxStatus> status;
    QByteArrayList childInfo;
    QString oldName;
};

namespace {

struct AttributeName
{
    QByteArrayView name;
    quint16 attributes; // with what the attribute implies
};

// RFC 9051, 7.3.1 and the extensions of LIST that it took in.
constexpr std::array<AttributeName, 9> attributeTable{{
    {"HasChildren", QImap4Mailbox::HasChildren},
    {"HasNoChildren", QImap4Mailbox::HasNoChildren},
    {"Marked", QImap4Mailbox::Marked},
    {"NoInferiors", QImap4Mailbox::NoInferiors | QImap4Mailbox::HasNoChildren},
    {"NonExistent", QImap4Mailbox::NonExistent | QImap4Mailbox::NoSelect},
    {"NoSelect", QImap4Mailbox::NoSelect},
    {"Remote", QImap4Mailbox::Remote},
    {"Subscribed", QImap4Mailbox::Subscribed},
    {"Unmarked", QImap4Mailbox::Unmarked},
}};

struct SpecialUseName
{
    QByteArrayView name;
    QImap4Mailbox::SpecialUse use;
};

// RFC 6154, RFC 8457, and the names that XLIST used before there was a standard.
constexpr std::array<SpecialUseName, 12> specialUseTable{{
    {"All", QImap4Mailbox::All},
    {"AllMail", QImap4Mailbox::All},
    {"Archive", QImap4Mailbox::Archive},
    {"Drafts", QImap4Mailbox::Drafts},
    {"Flagged", QImap4Mailbox::Flagged},
    {"Important", QImap4Mailbox::Important},
    {"Inbox", QImap4Mailbox::Inbox},
    {"Junk", QImap4Mailbox::Junk},
    {"Sent", QImap4Mailbox::Sent},
    {"Spam", QImap4Mailbox::Junk},
    {"Starred", QImap4Mailbox::Flagged},
    {"Trash", QImap4Mailbox::Trash},
}};

template <typename Table>
const typename Table::value_type *findName(const Table &table, QByteArrayView name)
{
    if (name.startsWith('\\'))
        name = name.sliced(1);
    for (const auto &entry : table) {
        if (entry.name.size() == name.size() && entry.name.compare(name, Qt::CaseInsensitive) == 0)
            return &entry;
    }
    return nullptr;
}

QString normalizedName(const QString &name)
{
    const QLatin1String inbox("INBOX");
    // Only ASCII counts: a dotless i makes another name.
    const bool same = name.size() == inbox.size()
        && std::equal(name.begin(), name.end(), inbox.begin(), [](QChar a, char b) {
                          return a.unicode() == b || a.unicode() == b + ('a' - 'A');
                      });
    return same ? QString(inbox) : name;
}

QImap4Mailbox::Attributes readAttributes(const QByteArrayList &names)
{
    QImap4Mailbox::Attributes attributes;
    for (const QByteArray &name : names) {
        if (const AttributeName *entry = findName(attributeTable, name))
            attributes |= QImap4Mailbox::Attributes::fromInt(entry->attributes);
    }
    // A server that says both is taken to have children: looking for them in vain does no harm.
    if (attributes.testFlag(QImap4Mailbox::HasChildren))
        attributes.setFlag(QImap4Mailbox::HasNoChildren, false);
    return attributes;
}

QImap4Mailbox::SpecialUse readSpecialUse(const QByteArrayList &names)
{
    for (const QByteArray &name : names) {
        if (const SpecialUseName *entry = findName(specialUseTable, name))
            return entry->use;
    }
    return QImap4Mailbox::NoSpecialUse;
}

// The length of the name without the delimiters at its end; all of a name that has nothing else.
qsizetype trimmedLength(QStringView name, QChar delimiter)
{
    qsizetype length = name.size();
    while (length > 0 && name.at(length - 1) == delimiter)
        --length;
    return length > 0 ? length : name.size();
}

} // namespace

/*! Returns whether \a a and \a b hold the same values for the same mailbox. */
bool operator==(const QImap4MailboxStatus &a, const QImap4MailboxStatus &b)
{
    const auto fields = [](const QImap4MailboxStatus &s) {
        return std::tie(s.mailbox, s.messages, s.recent, s.uidNext, s.uidValidity, s.unseen,
                        s.deleted, s.size, s.highestModSeq, s.appendLimit, s.deletedStorage,
                        s.mailboxId);
    };
    return fields(a) == fields(b);
}

/*! Makes a mailbox without a name. */
QImap4Mailbox::QImap4Mailbox()
    : d(new QImap4MailboxData)
{}

/*!
    Makes the mailbox \a name in a hierarchy separated by \a delimiter, which is null in a flat
    one. \a attributeNames are what the server said, with or without the backslash, in any case;
    names that nobody knows are kept.

    \c{\NonExistent} implies \c{\NoSelect}, \c{\NoInferiors} implies \c{\HasNoChildren}, and
    \c{\HasChildren} beats \c{\HasNoChildren}. A mailbox that does not exist has no special use.
*/
QImap4Mailbox::QImap4Mailbox(const QString &name, QChar delimiter,
                             const QByteArrayList &attributeNames)
    : d(new QImap4MailboxData)
{
    d->name = normalizedName(name);
    d->delimiter = delimiter;
    d->attributeNames = attributeNames;
    d->attributes = readAttributes(attributeNames);
    if (d->name == QLatin1String("INBOX"))
        d->specialUse = Inbox;
    else if (!d->attributes.testFlag(NonExistent))
        d->specialUse = readSpecialUse(attributeNames);
}

QImap4Mailbox::QImap4Mailbox(const QImap4Mailbox &other) = default;
QImap4Mailbox &QImap4Mailbox::operator=(const QImap4Mailbox &other) = default;
QImap4Mailbox::~QImap4Mailbox() = default;

/*! Returns the whole path, decoded, as commands take it. */
QString QImap4Mailbox::name() const
{
    return d->name;
}

/*! Returns the part behind the last delimiter; delimiters at the end do not count. */
QString QImap4Mailbox::leafName() const
{
    if (d->delimiter.isNull())
        return d->name;
    const qsizetype end = trimmedLength(d->name, d->delimiter);
    const qsizetype cut = end > 0 ? d->name.lastIndexOf(d->delimiter, end - 1) : -1;
    if (cut == end - 1)
        return d->name; // nothing but delimiters
    return d->name.mid(cut + 1, end - cut - 1);
}

/*! Returns the path of the mailbox above, or an empty string at the top. */
QString QImap4Mailbox::parentName() const
{
    if (d->delimiter.isNull())
        return {};
    const qsizetype end = trimmedLength(d->name, d->delimiter);
    const qsizetype cut = end > 0 ? d->name.lastIndexOf(d->delimiter, end - 1) : -1;
    if (cut <= 0 || cut == end - 1)
        return {};
    const QStringView parent = QStringView(d->name).first(cut);
    const qsizetype length = trimmedLength(parent, d->delimiter);
    if (parent.at(length - 1) == d->delimiter)
        return {};
    return normalizedName(parent.first(length).toString());
}

/*! Returns the character between the levels of the hierarchy; null: the name space is flat. */
QChar QImap4Mailbox::delimiter() const
{
    return d->delimiter;
}

/*! Returns the attributes that are known, with those that they imply. */
QImap4Mailbox::Attributes QImap4Mailbox::attributes() const
{
    return d->attributes;
}

/*! Returns all attributes as the server spelt them. */
QByteArrayList QImap4Mailbox::attributeNames() const
{
    return d->attributeNames;
}

/*! Returns what the mailbox is for (RFC 6154). INBOX is always Inbox. */
QImap4Mailbox::SpecialUse QImap4Mailbox::specialUse() const
{
    return d->specialUse;
}

/*! Returns whether new mail arrives here. */
bool QImap4Mailbox::isInbox() const
{
    return d->specialUse == Inbox;
}

/*! Returns whether SELECT may be tried. */
bool QImap4Mailbox::isSelectable() const
{
    return !d->attributes.testFlag(NoSelect);
}

/*! Returns the status that came with the row (RFC 5819), if one came. */
std::optional<QImap4MailboxStatus> QImap4Mailbox::status() const
{
    return d->status;
}

void QImap4Mailbox::setStatus(const QImap4MailboxStatus &status)
{
    d->status = status;
}

/*! Returns the criteria that mailboxes below this one meet, such as SUBSCRIBED (RFC 5258). */
QByteArrayList QImap4Mailbox::childInfo() const
{
    return d->childInfo;
}

void QImap4Mailbox::setChildInfo(const QByteArrayList &criteria)
{
    d->childInfo = criteria;
}

/*! Returns the name that the mailbox had before (RFC 9051, 6.3.9.7), or an empty string. */
QString QImap4Mailbox::oldName() const
{
    return d->oldName;
}

void QImap4Mailbox::setOldName(const QString &name)
{
    d->oldName = name;
}

/*! Returns whether \a a and \a b agree in everything that the server said. */
bool operator==(const QImap4Mailbox &a, const QImap4Mailbox &b)
{
    const auto fields = [](const QImap4MailboxData &m) {
        return std::tie(m.name, m.delimiter, m.attributes, m.specialUse, m.attributeNames, m.status,
                        m.childInfo, m.oldName);
    };
    return a.d == b.d || fields(*a.d) == fields(*b.d);
}

QDebug operator<<(QDebug debug, const QImap4Mailbox &mailbox)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Mailbox(" << mailbox.name();
    if (!mailbox.delimiter().isNull())
        debug << ", " << mailbox.delimiter();
    debug << ", (" << mailbox.attributeNames().join(' ').constData() << ')';
    if (const auto status = mailbox.status())
        debug << ", " << *status;
    debug << ')';
    return debug;
}

QDebug operator<<(QDebug debug, const QImap4MailboxStatus &status)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4MailboxStatus(" << status.mailbox;
    const auto put = [&debug](const char *name, const auto &value) {
        if (value)
            debug << ", " << name << ' ' << *value;
    };
    put("messages", status.messages);
    put("recent", status.recent);
    put("uidNext", status.uidNext);
    put("uidValidity", status.uidValidity);
    put("unseen", status.unseen);
    put("deleted", status.deleted);
    put("size", status.size);
    put("highestModSeq", status.highestModSeq);
    put("appendLimit", status.appendLimit);
    put("deletedStorage", status.deletedStorage);
    debug << ')';
    return debug;
}
