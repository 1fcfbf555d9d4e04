// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4THREAD_H
#define QIMAP4THREAD_H

#include "qimap4global.h"
#include "qimap4messageset.h"

#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>

// One conversation, as the server threads it (RFC 5256, 4). The tree is a flat list, so that a
// conversation of any depth can be read, copied and destroyed without recursion.
class QIMAP4_EXPORT QImap4Thread
{
    Q_GADGET
public:
    static constexpr int NoParent = -1;

    struct Node
    {
        quint32 number = 0; // of a message; 0: one that is missing, which has replies
        int parent = NoParent; // index in nodes()

        friend bool operator==(const Node &a, const Node &b)
        {
            return a.number == b.number && a.parent == b.parent;
        }
        friend bool operator!=(const Node &a, const Node &b) { return !(a == b); }
    };

    QImap4Thread() = default;
    explicit QImap4Thread(const QList<Node> &nodes);

    bool isEmpty() const { return m_nodes.isEmpty(); }
    const QList<Node> &nodes() const { return m_nodes; } // a parent before its children
    QList<int> childrenOf(int index) const; // NoParent: the nodes without a parent
    QList<int> depths() const; // one for each node, 0 without a parent
    QImap4MessageSet messages(QImap4MessageSet::Kind kind = QImap4MessageSet::Uids) const;

    friend bool operator==(const QImap4Thread &a, const QImap4Thread &b)
    {
        return a.m_nodes == b.m_nodes;
    }
    friend bool operator!=(const QImap4Thread &a, const QImap4Thread &b) { return !(a == b); }

private:
    QList<Node> m_nodes;
};

using QImap4ThreadList = QList<QImap4Thread>;

Q_DECLARE_METATYPE(QImap4Thread)

#endif // QIMAP4THREAD_H
