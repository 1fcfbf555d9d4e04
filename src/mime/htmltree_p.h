// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HTMLTREE_P_H
#define QIMAP4_MIME_HTMLTREE_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qdeadlinetimer.h>

#include <gumbo.h>

#include <memory>

namespace QImap4Internal {

class HtmlArena;

// A parsed document. Its nodes live in one arena, so that a deep tree is freed without recursion,
// and the parser gives up when memory or time run out.
class HtmlTree
{
public:
    // The deadline stops the parser between two tokens.
    HtmlTree(const QByteArray &utf8, const QDeadlineTimer &deadline);
    ~HtmlTree();
    Q_DISABLE_COPY_MOVE(HtmlTree)

    const GumboNode *root() const { return m_root; } // null when the parser gave up

private:
    QByteArray m_source; // the nodes point into it
    std::unique_ptr<HtmlArena> m_arena;
    const GumboNode *m_root = nullptr;
};

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HTMLTREE_P_H
