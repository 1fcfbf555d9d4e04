// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_PARSERCONTEXT_P_H
#define QIMAP4_WIRE_PARSERCONTEXT_P_H

#include "qimap4limits.h"
#include "wire/flaglist_p.h"
#include "wire/responseparser_p.h"
#include "wire/scanner_p.h"

namespace QImap4Internal {

// What the parse functions of the single responses share.
class ParserContext
{
public:
    explicit ParserContext(const QImap4Limits &limits)
        : m_limits(limits)
    {}

    const QImap4Limits &limits() const { return m_limits; }
    bool isUtf8() const { return m_utf8; } // mailbox names are UTF-8, not modified UTF-7
    void setUtf8(bool on) { m_utf8 = on; }

    void begin(const Frame &frame) { m_frame = &frame; }
    const Frame &frame() const { return *m_frame; }

    // Notes a tolerance, which `text` names.
    void warn(const char *text);
    void warn(FlagListQuirk quirk);
    QList<ParserWarning> takeWarnings();

    MalformedResponse malformed(const char *reason) const;
    QString mailboxName(const QByteArray &bytes) const;

private:
    QImap4Limits m_limits;
    QList<ParserWarning> m_warnings;
    const Frame *m_frame = nullptr;
    bool m_utf8 = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_PARSERCONTEXT_P_H
