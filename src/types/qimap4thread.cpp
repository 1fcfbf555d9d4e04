// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4thread.h"

#include <algorithm>

/*!
    \class QImap4Thread
    \brief One conversation: messages and what they answer (RFC 5256, section 4).

    nodes() is in the order of the server, depth first. A message that is missing from the mailbox,
    but has replies there, is a node with the number 0. Whether the numbers are UIDs or sequence
    numbers is as QImap4::threadMessages() was asked.
*/

/*! Makes a thread of \a nodes. A node whose parent does not stand before it becomes one without a
    parent. */
QImap4Thread::QImap4Thread(const QList<Node> &nodes)
    : m_nodes(nodes)
{
    for (int i = 0; i < m_nodes.size(); ++i) {
        const int parent = m_nodes.at(i).parent;
        if (parent != NoParent && (parent < 0 || parent >= i))
            m_nodes[i].parent = NoParent;
    }
}

/*! Returns the indexes of the nodes that answer the node \a index. */
QList<int> QImap4Thread::childrenOf(int index) const
{
    QList<int> children;
    for (int i = std::max(index + 1, 0); i < m_nodes.size(); ++i) {
        if (m_nodes.at(i).parent == index)
            children.append(i);
    }
    return children;
}

/*! Returns how deep each node stands below one without a parent. */
QList<int> QImap4Thread::depths() const
{
    QList<int> depths;
    depths.reserve(m_nodes.size());
    for (const Node &node : m_nodes)
        depths.append(node.parent == NoParent ? 0 : depths.at(node.parent) + 1);
    return depths;
}

/*! Returns the messages that are there, as a set of the given \a kind. */
QImap4MessageSet QImap4Thread::messages(QImap4MessageSet::Kind kind) const
{
    QList<quint32> numbers;
    numbers.reserve(m_nodes.size());
    for (const Node &node : m_nodes) {
        if (node.number != 0)
            numbers.append(node.number);
    }
    return kind == QImap4MessageSet::Uids ? QImap4MessageSet::uids(numbers)
                                          : QImap4MessageSet::sequenceNumbers(numbers);
}
