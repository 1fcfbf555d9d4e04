// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4SEARCH_H
#define QIMAP4SEARCH_H

#include "qimap4flags.h"
#include "qimap4global.h"
#include "qimap4messageset.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

#include <optional>

// A search criterion (RFC 9051, 6.4.4). Keys combine: from("ann") && !seen() || larger(1000).
// Text may be anything: it is sent as a quoted string or a literal, never spliced into the command.
class QIMAP4_EXPORT QImap4SearchKey
{
    Q_GADGET
public:
    // What the encoder writes: words as they are, and strings that it quotes.
    struct Token
    {
        enum Kind { Word, String, Open, Close };
        Kind kind = Word;
        QByteArray word;
        QString text;
        bool isSequenceSet = false; // a word that counts messages by sequence number
    };

    QImap4SearchKey(); // matches every message

    static QImap4SearchKey all();
    static QImap4SearchKey hasFlag(QImap4Flags::SystemFlag flag);
    static QImap4SearchKey keyword(const QByteArray &name);
    static QImap4SearchKey seen();
    static QImap4SearchKey unseen();
    static QImap4SearchKey from(const QString &text);
    static QImap4SearchKey to(const QString &text);
    static QImap4SearchKey cc(const QString &text);
    static QImap4SearchKey bcc(const QString &text);
    static QImap4SearchKey subject(const QString &text);
    static QImap4SearchKey body(const QString &text);
    static QImap4SearchKey text(const QString &text); // header or body
    static QImap4SearchKey header(const QByteArray &field, const QString &text);
    static QImap4SearchKey since(const QDate &internalDate);
    static QImap4SearchKey before(const QDate &internalDate);
    static QImap4SearchKey on(const QDate &internalDate);
    static QImap4SearchKey sentSince(const QDate &date);
    static QImap4SearchKey sentBefore(const QDate &date);
    static QImap4SearchKey larger(quint64 octets);
    static QImap4SearchKey smaller(quint64 octets);
    static QImap4SearchKey in(const QImap4MessageSet &set);
    static QImap4SearchKey raw(const QByteArray &words); // atoms, numbers and parentheses only

    bool isAll() const { return m_tokens.isEmpty(); }
    bool needsUtf8() const;
    bool usesSequenceNumbers() const;
    const QList<Token> &tokens() const { return m_tokens; }

    QIMAP4_EXPORT friend QImap4SearchKey operator&&(const QImap4SearchKey &a,
                                                    const QImap4SearchKey &b);
    QIMAP4_EXPORT friend QImap4SearchKey operator||(const QImap4SearchKey &a,
                                                    const QImap4SearchKey &b);
    QIMAP4_EXPORT friend QImap4SearchKey operator!(const QImap4SearchKey &key);

private:
    static QImap4SearchKey make(const QList<Token> &tokens);

    QList<Token> m_tokens; // one search-key, or several that must all match
};

// A window of a long result: PARTIAL (RFC 9394, RFC 5267).
struct QIMAP4_EXPORT QImap4SearchWindow
{
    Q_GADGET
    Q_PROPERTY(qint64 first MEMBER first)
    Q_PROPERTY(qint64 last MEMBER last)
public:
    qint64 first = 0; // positions in the whole result from 1; negative: from its end
    qint64 last = 0;
    QList<QImap4MessageSet::Range> messages; // in the result's order; empty: nothing is there

    friend bool operator==(const QImap4SearchWindow &a, const QImap4SearchWindow &b)
    {
        return a.first == b.first && a.last == b.last && a.messages == b.messages;
    }
};

// A change to a result that the server keeps up to date: ADDTO and REMOVEFROM (RFC 5267, 4.3).
struct QIMAP4_EXPORT QImap4SearchChange
{
    Q_GADGET
public:
    enum Action { Added, Removed };
    Q_ENUM(Action)

    Action action = Added;
    quint32 position = 0; // in the result; 0: where the order does not matter
    QList<QImap4MessageSet::Range> messages;

    friend bool operator==(const QImap4SearchChange &a, const QImap4SearchChange &b)
    {
        return a.action == b.action && a.position == b.position && a.messages == b.messages;
    }
};

// The answer to SEARCH, plain or extended (RFC 4731).
struct QIMAP4_EXPORT QImap4SearchResult
{
    Q_GADGET
    Q_PROPERTY(QImap4MessageSet messages MEMBER messages)
public:
    QImap4MessageSet messages; // all that matched, in ascending runs
    std::optional<quint32> minimum;
    std::optional<quint32> maximum;
    std::optional<quint32> count;
    quint64 modSeq = 0; // highest among the matches, RFC 7162; 0: not told
    QList<QImap4MessageSet::Range> order; // ESORT: as sorted; else empty
    std::optional<QImap4SearchWindow> window;
    QList<QImap4SearchChange> changes; // in the order in which they are to be made
    QList<quint32> relevancy; // SEARCH=FUZZY: 1 to 100 for each match, RFC 6203
    QString mailbox; // MULTISEARCH: where these are, RFC 7377
    quint32 uidValidity = 0; // and its UIDVALIDITY; 0: not told

    friend bool operator==(const QImap4SearchResult &a, const QImap4SearchResult &b)
    {
        return a.messages == b.messages && a.minimum == b.minimum && a.maximum == b.maximum
            && a.count == b.count && a.modSeq == b.modSeq && a.order == b.order
            && a.window == b.window && a.changes == b.changes && a.relevancy == b.relevancy
            && a.mailbox == b.mailbox && a.uidValidity == b.uidValidity;
    }
};

Q_DECLARE_METATYPE(QImap4SearchKey)
Q_DECLARE_METATYPE(QImap4SearchResult)
Q_DECLARE_METATYPE(QImap4SearchWindow)

#endif // QIMAP4SEARCH_H
