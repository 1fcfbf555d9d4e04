// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_FOLDERNODES_P_H
#define QIMAP4_MODELS_FOLDERNODES_P_H

#include "models/foldertree_p.h"
#include "qimap4global.h"

#include <QtCore/qglobal.h>
#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

#include <memory>
#include <optional>
#include <vector>

namespace QImap4Internal {

// One row of the folder model.
struct FolderNode
{
    FolderInfo info;
    FolderNode *parent = nullptr;
    std::vector<FolderNode *> children;
    quint32 id = 0;
    int row = 0; // among its siblings
    std::optional<quint32> unseen;
    std::optional<quint32> total;
    quint64 subtreeUnseen = 0; // of this one and all below
    QString lastError;
};

// Owns the nodes of a folder model and finds them by their number or their path.
class QIMAP4_AUTOTEST_EXPORT FolderNodes
{
public:
    FolderNodes();

    FolderNode *root() { return m_nodes.front().get(); }
    const FolderNode *root() const { return m_nodes.front().get(); }
    FolderNode *node(quint32 id) const; // null: gone
    FolderNode *find(const QString &key) const;

    // Nodes come and go as whole subtrees, in one run of siblings.
    void insert(FolderNode *parent, int row, const QList<QString> &keys, const FolderTree &tree);
    void remove(FolderNode *parent, int first, int last);
    static void move(FolderNode *parent, int from, int to); // to < from
    void clear();

    // Changes what is counted below all of its parents too.
    static void setUnseen(FolderNode *node, std::optional<quint32> unseen);

    // Numbers as a model index should hold them: QModelIndex hashes by adding its fields, so ids
    // that follow each other make its persistent indexes collide.
    static constexpr quintptr toIndexId(quint32 id) { return quintptr(id) * Spread; }
    static quint32 fromIndexId(quintptr indexId) { return quint32(indexId * inverse()); }

private:
    static constexpr quintptr Spread =
        quintptr(sizeof(quintptr) == 8 ? Q_UINT64_C(0x9E3779B97F4A7C15) : 0x9E3779B9U);
    static constexpr quintptr inverse();
    FolderNode *create(FolderNode *parent, const FolderInfo &info);
    void destroy(FolderNode *node);
    static void renumber(FolderNode *parent, size_t from);

    std::vector<std::unique_ptr<FolderNode>> m_nodes; // by id; null: free
    std::vector<quint32> m_freeIds;
    QHash<QString, FolderNode *> m_byKey;
};

// Of an odd number modulo a power of two: Newton's iteration doubles the right bits each time.
constexpr quintptr FolderNodes::inverse()
{
    quintptr x = Spread;
    for (int i = 0; i < 6; ++i)
        x *= 2 - Spread * x;
    return x;
}

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_FOLDERNODES_P_H
