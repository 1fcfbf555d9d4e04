// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/foldernodes_p.h"

#include <algorithm>

namespace QImap4Internal {

FolderNodes::FolderNodes()
{
    clear();
}

void FolderNodes::clear()
{
    m_nodes.clear();
    m_freeIds.clear();
    m_byKey.clear();
    m_nodes.push_back(std::make_unique<FolderNode>());
}

FolderNode *FolderNodes::node(quint32 id) const
{
    return id < m_nodes.size() ? m_nodes[id].get() : nullptr;
}

FolderNode *FolderNodes::find(const QString &key) const
{
    return m_byKey.value(key);
}

FolderNode *FolderNodes::create(FolderNode *parent, const FolderInfo &info)
{
    quint32 id = quint32(m_nodes.size());
    if (m_freeIds.empty()) {
        m_nodes.push_back(std::make_unique<FolderNode>());
    } else {
        id = m_freeIds.back();
        m_freeIds.pop_back();
        m_nodes[id] = std::make_unique<FolderNode>();
    }
    FolderNode *node = m_nodes[id].get();
    node->id = id;
    node->info = info;
    node->parent = parent;
    m_byKey.insert(info.key, node);
    return node;
}

void FolderNodes::destroy(FolderNode *node)
{
    for (FolderNode *child : node->children)
        destroy(child);
    if (m_byKey.value(node->info.key) == node)
        m_byKey.remove(node->info.key);
    m_freeIds.push_back(node->id);
    m_nodes[node->id].reset();
}

void FolderNodes::renumber(FolderNode *parent, size_t from)
{
    for (size_t i = from; i < parent->children.size(); ++i)
        parent->children[i]->row = int(i);
}

void FolderNodes::insert(FolderNode *parent, int row, const QList<QString> &keys,
                         const FolderTree &tree)
{
    std::vector<FolderNode *> fresh;
    for (const QString &key : keys) {
        FolderNode *node = create(parent, tree.folder(key));
        fresh.push_back(node);
        insert(node, 0, tree.children(key), tree); // FolderTree::MaximumDepth bounds this
    }
    parent->children.insert(parent->children.begin() + row, fresh.begin(), fresh.end());
    renumber(parent, size_t(row));
}

void FolderNodes::remove(FolderNode *parent, int first, int last)
{
    const auto begin = parent->children.begin() + first;
    const auto end = parent->children.begin() + last + 1;
    quint64 unseen = 0;
    for (auto it = begin; it != end; ++it) {
        unseen += (*it)->subtreeUnseen;
        destroy(*it);
    }
    parent->children.erase(begin, end);
    renumber(parent, size_t(first));
    for (FolderNode *above = parent; above; above = above->parent)
        above->subtreeUnseen -= unseen;
}

void FolderNodes::move(FolderNode *parent, int from, int to)
{
    const auto begin = parent->children.begin();
    std::rotate(begin + to, begin + from, begin + from + 1);
    renumber(parent, size_t(to));
}

void FolderNodes::setUnseen(FolderNode *node, std::optional<quint32> unseen)
{
    const quint32 before = node->unseen.value_or(0);
    const quint32 after = unseen.value_or(0);
    node->unseen = unseen;
    for (FolderNode *above = node; above; above = above->parent)
        above->subtreeUnseen = above->subtreeUnseen - before + after;
}

} // namespace QImap4Internal
