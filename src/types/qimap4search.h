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

    friend bool operator==(const QImap4SearchResult &a, const QImap4SearchResult &b)
    {
        return a.messages == b.messages && a.minimum == b.minimum && a.maximum == b.maximum
            && a.count == b.count && a.modSeq == b.modSeq;
    }
};

Q_DECLARE_METATYPE(QImap4SearchKey)
Q_DECLARE_METATYPE(QImap4SearchResult)

#endif // QIMAP4SEARCH_H
