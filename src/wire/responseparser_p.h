// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_RESPONSEPARSER_P_H
#define QIMAP4_WIRE_RESPONSEPARSER_P_H

#include "qimap4limits.h"
#include "wire/framer_p.h"
#include "wire/response_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <memory>

namespace QImap4Internal {

// A tolerance that was used: what the server did, by name, and the bytes.
struct ParserWarning
{
    QString text;
    QByteArray raw;
};

// Reads one complete response. Never fails: what it does not understand becomes an
// UnknownResponse or a MalformedResponse. FETCH data is gathered in a batch of views.
class QIMAP4_AUTOTEST_EXPORT ResponseParser
{
public:
    explicit ResponseParser(const QImap4Limits &limits = {});
    ~ResponseParser();

    // Mailbox names are UTF-8 as they are: IMAP4rev2 or UTF8=ACCEPT is enabled.
    void setUtf8(bool on);

    Response parse(const Frame &frame);

    // Whether a response may go on behind its line end: Framer::join(), then parse it again.
    bool isUnfinished(const Response &response);

    bool hasMessages() const;
    // Parsed since the last call, but for the newest `keep` of one batch, which begin a new one.
    QImap4MessageList takeMessages(qsizetype keep = 0);
    void dropNewestMessage();
    QList<ParserWarning> takeWarnings();

    // Name and data of any untagged response, for those who collect it unparsed.
    static QImap4UntaggedResponse untagged(const Frame &frame);

private:
    Q_DISABLE_COPY(ResponseParser)
    class Private;
    const std::unique_ptr<Private> d;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_RESPONSEPARSER_P_H
