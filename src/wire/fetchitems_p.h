// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_FETCHITEMS_P_H
#define QIMAP4_WIRE_FETCHITEMS_P_H

#include "qimap4message.h"
#include "wire/scanner_p.h"

namespace QImap4Internal {

// One item of a FETCH response: its name as answered and its value.
struct FetchItem
{
    QImap4Message::Item kind = QImap4Message::Other;
    QByteArrayView name;
    Value value; // Missing: the server sent none
    QByteArrayView raw; // the bytes of the value

    bool isLiteral() const { return value.kind == Value::String && !raw.startsWith('"'); }
};

// Other for all that QImap4Message has no place for.
QImap4Message::Item kindOfItem(QByteArrayView name);

// Goes through the items between the parentheses of a FETCH response; a parenthesis that closes
// none of them ends it. What is not known is passed over.
class FetchItems
{
public:
    explicit FetchItems(QByteArrayView items, int nesting = defaultNesting)
        : m_scanner(items, nesting)
    {}

    bool next(FetchItem *item);
    bool failed() const { return m_scanner.failed() || m_failed || m_wrongLength; }
    bool hasWrongLength() const { return m_wrongLength; } // a literal
    bool hadExtraParentheses() const { return m_extra; }
    bool closedEarly() const { return m_closedEarly; } // with items behind the parenthesis
    const Scanner &scanner() const { return m_scanner; } // behind the last item

private:
    Scanner m_scanner;
    int m_open = 0; // parentheses around items that do not belong there
    bool m_extra = false;
    bool m_closedEarly = false;
    bool m_failed = false;
    bool m_wrongLength = false;
};

// The last item of that kind; it counts when a server sends one twice.
FetchItem findItem(QByteArrayView items, QImap4Message::Item kind);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_FETCHITEMS_P_H
