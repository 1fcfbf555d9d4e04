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
    static constexpr const char *TooLong = "list longer than its limit";

    explicit ParserContext(const QImap4Limits &limits)
        : m_limits(limits)
    {}

    const QImap4Limits &limits() const { return m_limits; }
    void setUtf8(bool on) { m_utf8 = on; } // mailbox names are UTF-8, not modified UTF-7

    void begin(const Frame &frame) { m_frame = &frame; }
    const Frame &frame() const { return *m_frame; }

    // Notes a tolerance, which `text` names.
    void warn(const char *text);
    void warn(FlagListQuirk quirk);
    QList<ParserWarning> takeWarnings();

    MalformedResponse malformed(const char *reason) const;
    MalformedResponse tooLong() const;

    // Whether a list of `size` entries may have no more.
    bool isFull(qsizetype size) const { return size >= m_limits.listEntries; }
    // Reads up to the end of a list. `read` gets a value, and takes from the scanner what belongs
    // to it; it returns what is wrong, or null. So does this, also for a list that is too long.
    template <typename Read>
    const char *forEachValue(Scanner &scanner, Read read) const;
    // The same for names alone; lists between them are passed over.
    template <typename Read>
    const char *forEachName(Scanner &scanner, Read read);
    // The texts of a list; none where there is no list. False if it is too long.
    bool readTexts(const Value &list, QByteArrayList &texts) const;

    Value readMailbox(Scanner &scanner); // with parentheses that should be within quotes
    QString mailboxName(const QByteArray &bytes) const; // as the server spells it
    QString mailboxName(const Value &value) const; // as commands take it: INBOX in upper case

private:
    QImap4Limits m_limits;
    QList<ParserWarning> m_warnings;
    const Frame *m_frame = nullptr;
    bool m_utf8 = false;
};

template <typename Read>
const char *ParserContext::forEachValue(Scanner &scanner, Read read) const
{
    qsizetype count = 0;
    for (Value value = scanner.value(); value.kind != Value::Missing; value = scanner.value()) {
        if (isFull(count++))
            return TooLong;
        if (const char *problem = read(value))
            return problem;
    }
    return nullptr;
}

template <typename Read>
const char *ParserContext::forEachName(Scanner &scanner, Read read)
{
    return forEachValue(scanner, [&](const Value &value) -> const char * {
        if (value.isName())
            return read(value);
        warn("list where a name belongs");
        return nullptr;
    });
}

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_PARSERCONTEXT_P_H
