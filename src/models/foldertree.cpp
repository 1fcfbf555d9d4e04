// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/foldertree_p.h"

#include "mime/displaytext_p.h"
#include "models/plaintext_p.h"
#include "models/specialuse_p.h"

#include <QtCore/qlocale.h>
#include <QtCore/qmap.h>
#include <QtCore/qset.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr qsizetype LongestShownName = 255;

struct Place
{
    QString parentPath;
    QString leaf;
};

// Splits at the last delimiter that has something on both of its sides. "/a", "a/" and "a//b" thus
// have no level without a name.
Place placeOf(const QString &path, QChar delimiter)
{
    if (delimiter.isNull() || path.size() > FolderTree::LongestSplitPath)
        return {{}, path};
    int depth = 0;
    qsizetype last = -1;
    for (qsizetype i = 1; i + 1 < path.size() && depth < FolderTree::MaximumDepth - 1; ++i) {
        if (path.at(i) != delimiter || path.at(i - 1) == delimiter)
            continue;
        last = i;
        ++depth;
    }
    return last < 0 ? Place{{}, path} : Place{path.left(last), path.mid(last + 1)};
}

QString withoutTrailing(QString path, QChar delimiter)
{
    while (!delimiter.isNull() && path.size() > 1 && path.endsWith(delimiter))
        path.chop(1);
    return path;
}

QString shownName(const QString &leaf)
{
    const QString name = safeForDisplay(leaf, LongestShownName);
    return name.isEmpty() ? QString(QChar::ReplacementCharacter) : name;
}

QCollator nameCollator()
{
    // The "C" locale knows no order for people.
    QLocale locale;
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English);
    QCollator collator(locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

} // namespace

FolderTree::FolderTree(const QList<QImap4Mailbox> &listed, const QList<QImap4Mailbox> &subscribed)
{
    for (const QImap4Mailbox &mailbox : listed)
        insert(mailbox);
    // Parents come in after all that were listed, so that a listed one is never taken for missing.
    const QList<QString> keys = m_folders.keys();
    for (const QString &key : keys)
        insertParents(m_folders.value(key));
    for (const QImap4Mailbox &mailbox : subscribed) {
        const auto folder =
            m_folders.find(mailboxKey(withoutTrailing(mailbox.name(), mailbox.delimiter())));
        if (folder != m_folders.end())
            folder->subscribed = true;
    }
    guessUses();
    sortChildren();
}

void FolderTree::insert(const QImap4Mailbox &mailbox)
{
    const QString path = withoutTrailing(mailbox.name(), mailbox.delimiter());
    if (path.isEmpty() || path == QString(mailbox.delimiter()))
        return; // the answer to LIST "" "", not a folder
    const QString key = mailboxKey(path);
    const bool isInbox = key == QLatin1String("INBOX");
    const QImap4Mailbox::Attributes attributes = mailbox.attributes();
    const Place place = placeOf(path, mailbox.delimiter());

    FolderInfo folder;
    folder.key = key;
    folder.path = path == mailbox.name() || isInbox ? path : mailbox.name();
    folder.parentKey = mailboxKey(place.parentPath);
    folder.name = shownName(place.leaf);
    folder.delimiter = mailbox.delimiter();
    folder.use = isInbox ? QImap4Mailbox::Inbox : mailbox.specialUse();
    // INBOX always exists (RFC 9051, 5.1), whatever its attributes say.
    folder.selectable = isInbox || mailbox.isSelectable();
    folder.canHaveChildren =
        !folder.delimiter.isNull() && !attributes.testFlag(QImap4Mailbox::NoInferiors);
    folder.subscribed = attributes.testFlag(QImap4Mailbox::Subscribed);

    const auto known = m_folders.constFind(key);
    if (known != m_folders.constEnd()) {
        // One folder that is listed twice can all that either row says.
        folder.selectable = folder.selectable || known->selectable;
        folder.canHaveChildren = folder.canHaveChildren || known->canHaveChildren;
        folder.subscribed = folder.subscribed || known->subscribed;
        if (folder.use == QImap4Mailbox::NoSpecialUse)
            folder.use = known->use;
    }
    m_folders.insert(key, folder);
}

void FolderTree::insertParents(const FolderInfo &folder)
{
    FolderInfo child = folder;
    while (!child.parentKey.isEmpty() && !m_folders.contains(child.parentKey)) {
        const Place place = placeOf(child.parentKey, child.delimiter);
        FolderInfo parent;
        parent.key = parent.path = child.parentKey;
        parent.parentKey = mailboxKey(place.parentPath);
        parent.name = shownName(place.leaf);
        parent.delimiter = child.delimiter;
        if (parent.key == QLatin1String("INBOX")) {
            parent.use = QImap4Mailbox::Inbox;
            parent.selectable = true;
        }
        m_folders.insert(parent.key, parent);
        child = parent;
    }
}

// Only near the top: "Old/Sent" of some archive is not where sent mail goes.
void FolderTree::guessUses()
{
    QSet<int> taken;
    for (const FolderInfo &folder : std::as_const(m_folders))
        taken.insert(folder.use);
    QMap<int, std::pair<int, QString>> best; // by use: rank and key
    for (const FolderInfo &folder : std::as_const(m_folders)) {
        const bool nearTop =
            folder.parentKey.isEmpty() || m_folders.value(folder.parentKey).parentKey.isEmpty();
        if (!nearTop || !folder.selectable || folder.use != QImap4Mailbox::NoSpecialUse)
            continue;
        const SpecialUseGuess guess = guessSpecialUse(folder.name);
        if (guess.use == QImap4Mailbox::NoSpecialUse || taken.contains(guess.use))
            continue;
        // At the top before one level down, then the more usual name, then by name.
        const int rank = guess.rank + (folder.parentKey.isEmpty() ? 0 : 1000);
        const std::pair<int, QString> candidate{rank, folder.key};
        const auto other = best.constFind(guess.use);
        if (other == best.constEnd() || candidate < *other)
            best.insert(guess.use, candidate);
    }
    for (auto it = best.constBegin(); it != best.constEnd(); ++it)
        m_folders[it->second].use = QImap4Mailbox::SpecialUse(it.key());
}

void FolderTree::sortChildren()
{
    struct Sortable
    {
        int use;
        QCollatorSortKey name;
        QString key;
    };
    const QCollator collator = nameCollator();
    QHash<QString, std::vector<Sortable>> groups;
    for (const FolderInfo &folder : std::as_const(m_folders)) {
        groups[folder.parentKey].push_back(
            {specialUseOrder(folder.use), collator.sortKey(folder.name), folder.key});
    }
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        std::sort(group->begin(), group->end(), [](const Sortable &a, const Sortable &b) {
            if (a.use != b.use)
                return a.use < b.use;
            const int order = a.name.compare(b.name);
            return order != 0 ? order < 0 : a.key < b.key;
        });
        QList<QString> &keys = m_children[group.key()];
        keys.reserve(qsizetype(group->size()));
        for (const Sortable &child : *group)
            keys.append(child.key);
    }
}

} // namespace QImap4Internal
