// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_FOLDERTREE_P_H
#define QIMAP4_MODELS_FOLDERTREE_P_H

#include "qimap4global.h"
#include "qimap4mailbox.h"

#include <QtCore/qcollator.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <memory>
#include <vector>

namespace QImap4Internal {

// One folder as LIST describes it, with its place in the tree.
struct FolderInfo
{
    QString key; // identity: the path, but INBOX in capitals
    QString path; // as the server spells it
    QString parentKey; // empty at the top
    QString name; // what is shown: last part of the path, made safe
    QChar delimiter;
    QImap4Mailbox::SpecialUse use = QImap4Mailbox::NoSpecialUse;
    bool selectable = false;
    bool canHaveChildren = true;
    bool subscribed = false;

    friend bool operator==(const FolderInfo &a, const FolderInfo &b)
    {
        return a.key == b.key && a.path == b.path && a.parentKey == b.parentKey && a.name == b.name
            && a.delimiter == b.delimiter && a.use == b.use && a.selectable == b.selectable
            && a.canHaveChildren == b.canHaveChildren && a.subscribed == b.subscribed;
    }
};

// The tree that a LIST makes: what the model should show.
class QIMAP4_AUTOTEST_EXPORT FolderTree
{
public:
    // Deeper hierarchies go on in the name of the last level: views recurse.
    static constexpr int MaximumDepth = 64;
    // Longer names are one level: a parent for each part of them would cost their square.
    static constexpr qsizetype LongestSplitPath = 8192;

    FolderTree() = default;
    // Missing parents are added, doubles merged, uses guessed where the server names none.
    FolderTree(const QList<QImap4Mailbox> &listed, const QList<QImap4Mailbox> &subscribed);

    qsizetype size() const { return m_folders.size(); }
    bool contains(const QString &key) const { return m_folders.contains(key); }
    const FolderInfo &folder(const QString &key) const { return *m_folders.find(key); }
    // Keys in the order in which they are shown; those at the top for an empty key.
    QList<QString> children(const QString &key) const { return m_children.value(key); }

private:
    void insert(const QImap4Mailbox &mailbox);
    void insertParents(const FolderInfo &folder);
    void guessUses();
    void sortChildren();

    QHash<QString, FolderInfo> m_folders;
    QHash<QString, QList<QString>> m_children;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_FOLDERTREE_P_H
