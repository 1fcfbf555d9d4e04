// SPDX-License-Identifier: LGPL-3.0-or-later
#include "headertext_p.h"

#include "charset_p.h"
#include "hexdigit_p.h"

#include <optional>
#include <limits>

namespace QImap4Internal {

namespace {

bool isHeaderSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isBlank(QByteArrayView bytes)
{
    for (const char c : bytes) {
        if (!isHeaderSpace(c))
            return false;
    }
    return true;
}

// RFC 2047, 4.2. A broken escape stays as it is.
QByteArray decodeQ(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (c == '_') {
            bytes.append(' ');
            continue;
        }
        if (c == '=' && i + 2 < text.size()) {
            const int high = hexValue(text.at(i + 1));
            const int low = hexValue(text.at(i + 2));
            if (high >= 0 && low >= 0) {
                bytes.append(static_cast<char>(high * 16 + low));
                i += 2;
                continue;
            }
        }
        bytes.append(c);
    }
    return bytes;
}

struct EncodedWord
{
    QByteArrayView charset;
    QByteArrayView text;
    bool isBase64;
    qsizetype end; // behind the closing "?="
};

// Walks once over a header value, collecting text. Adjacent encoded words of one charset are
// joined as bytes first, because senders cut between the bytes of one character.
class HeaderTextDecoder
{
public:
    HeaderTextDecoder(QByteArrayView raw, QByteArrayView fallbackCharset)
        : m_raw(raw)
        , m_fallbackCharset(fallbackCharset)
    {}

    QString decode()
    {
        qsizetype plainStart = 0;
        qsizetype position = 0;
        while ((position = m_raw.indexOf("=?", position)) >= 0) {
            const std::optional<EncodedWord> word = wordAt(position);
            if (!word) {
                position += 2;
                continue;
            }
            addPlain(m_raw.sliced(plainStart, position - plainStart), BeforeWord);
            addWord(*word);
            plainStart = position = word->end;
        }
        addPlain(m_raw.sliced(plainStart), AtEnd);
        return m_text;
    }

private:
    enum PlainPlace { BeforeWord, AtEnd };

    std::optional<EncodedWord> wordAt(qsizetype start)
    {
        constexpr qsizetype longestCharset = 60;
        const qsizetype charsetStart = start + 2;
        const QByteArrayView head =
            m_raw.sliced(charsetStart).first(qMin(longestCharset, m_raw.size() - charsetStart));
        const qsizetype charsetLength = head.indexOf('?');
        const qsizetype textStart = charsetStart + charsetLength + 3;
        if (charsetLength <= 0 || textStart > m_raw.size() || m_raw.at(textStart - 1) != '?')
            return {};
        const char encoding = m_raw.at(textStart - 2);
        const bool isBase64 = encoding == 'b' || encoding == 'B';
        if (!isBase64 && encoding != 'q' && encoding != 'Q')
            return {};
        const QByteArrayView charset = head.first(charsetLength);
        for (const char c : charset) {
            if (isHeaderSpace(c) || c == '=')
                return {};
        }
        const qsizetype close = closeFrom(textStart);
        if (close < 0)
            return {};
        return EncodedWord{charset, m_raw.sliced(textStart, close - textStart), isBase64,
                           close + 2};
    }

    // The next "?=" is remembered, so that many openings without an end stay linear.
    qsizetype closeFrom(qsizetype position)
    {
        if (m_close < position && m_close != NoClose) {
            const qsizetype found = m_raw.indexOf("?=", position);
            m_close = found < 0 ? NoClose : found;
        }
        return m_close == NoClose ? -1 : m_close;
    }

    void addPlain(QByteArrayView plain, PlainPlace place)
    {
        // RFC 2047, 6.2: white space between two encoded words is not shown.
        if (place == BeforeWord && m_hasWord && isBlank(plain))
            return;
        flushWords();
        m_text.append(unlabelledToUnicode(plain, m_fallbackCharset));
    }

    void addWord(const EncodedWord &word)
    {
        if (m_hasWord && m_charset.compare(word.charset, Qt::CaseInsensitive) != 0)
            flushWords();
        m_charset = word.charset;
        m_hasWord = true;
        m_pending.append(word.isBase64 ? QByteArray::fromBase64(word.text.toByteArray())
                                       : decodeQ(word.text));
    }

    void flushWords()
    {
        if (!m_pending.isEmpty())
            m_text.append(toUnicode(m_pending, m_charset));
        m_pending.clear();
        m_hasWord = false;
    }

    static constexpr qsizetype NoClose = std::numeric_limits<qsizetype>::max();

    QByteArrayView m_raw;
    QByteArrayView m_fallbackCharset;
    QByteArrayView m_charset;
    QByteArray m_pending;
    QString m_text;
    qsizetype m_close = -1;
    bool m_hasWord = false;
};

bool isLineBreak(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator
        || c == u'\v' || c == u'\f' || c == QChar(0x85);
}

} // namespace

QString toSingleLine(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (isLineBreak(c)) {
            // A folded line ("\r\n\t") is one space.
            while (i + 1 < text.size()
                   && (isLineBreak(text.at(i + 1)) || text.at(i + 1) == u'\t'
                       || text.at(i + 1) == u' ')) {
                ++i;
            }
            if (!line.endsWith(u' '))
                line.append(u' ');
        } else if (c == u'\t') {
            line.append(u' ');
        } else if (c.category() == QChar::Other_Control) {
            line.append(QChar::ReplacementCharacter);
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            line.append(c);
            line.append(text.at(++i));
        } else {
            line.append(c.isSurrogate() ? QChar(QChar::ReplacementCharacter) : c);
        }
    }
    return line.trimmed();
}

QString decodeHeaderText(QByteArrayView raw, QByteArrayView fallbackCharset)
{
    return toSingleLine(HeaderTextDecoder(raw, fallbackCharset).decode());
}

} // namespace QImap4Internal
