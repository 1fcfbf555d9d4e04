// SPDX-License-Identifier: LGPL-3.0-or-later
#include "charset_p.h"

#include "gmimeinit_p.h"

#include <QtCore/qloggingcategory.h>
#include <QtCore/qstringconverter.h>

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

namespace QImap4Internal {

namespace {

Q_LOGGING_CATEGORY(lcMime, "qimap4.mime", QtWarningMsg)

enum class Decoder { Unlabelled, Utf8, Utf16, Utf16Le, Utf16Be, Utf32, Windows1252, Iconv };

struct CharsetName
{
    const char *name; // lower case
    Decoder decoder;
    const char *iconvName;
};

// In alphabetical order. Names that mail uses for something else than they say, or that iconv
// does not know. Each Latin and Asian set is read as its superset, as browsers do (WHATWG
// Encoding, 4.2): mail labelled with the smaller one regularly contains the larger.
constexpr CharsetName charsetNames[] = {
    {"ansi_x3.4-1968", Decoder::Unlabelled, nullptr},
    {"ascii", Decoder::Unlabelled, nullptr},
    {"big5", Decoder::Iconv, "big5-hkscs"},
    {"binary", Decoder::Unlabelled, nullptr},
    {"cp-850", Decoder::Iconv, "cp850"},
    {"cp1252", Decoder::Windows1252, nullptr},
    {"default", Decoder::Unlabelled, nullptr},
    {"default_charset", Decoder::Unlabelled, nullptr},
    {"euc-cn", Decoder::Iconv, "gb18030"},
    {"euc-kr", Decoder::Iconv, "cp949"},
    {"euckr", Decoder::Iconv, "cp949"},
    {"gb2312", Decoder::Iconv, "gb18030"},
    {"gb_2312-80", Decoder::Iconv, "gb18030"},
    {"gbk", Decoder::Iconv, "gb18030"},
    {"hz-gb-2312", Decoder::Iconv, "hz"},
    {"iso-8859-1", Decoder::Windows1252, nullptr},
    {"iso-8859-11", Decoder::Iconv, "cp874"},
    {"iso-8859-6-e", Decoder::Iconv, "iso-8859-6"},
    {"iso-8859-6-i", Decoder::Iconv, "iso-8859-6"},
    {"iso-8859-8-e", Decoder::Iconv, "iso-8859-8"},
    {"iso-8859-8-i", Decoder::Iconv, "iso-8859-8"},
    {"iso-8859-9", Decoder::Iconv, "cp1254"},
    {"iso8859-1", Decoder::Windows1252, nullptr},
    {"iso88591", Decoder::Windows1252, nullptr},
    {"iso_8859-1", Decoder::Windows1252, nullptr},
    {"ks_c_5601", Decoder::Iconv, "cp949"},
    {"ks_c_5601-1987", Decoder::Iconv, "cp949"},
    {"ksc5601", Decoder::Iconv, "cp949"},
    {"latin1", Decoder::Windows1252, nullptr},
    {"macintosh", Decoder::Iconv, "macintosh"},
    {"ms_kanji", Decoder::Iconv, "cp932"},
    {"shift-jis", Decoder::Iconv, "cp932"},
    {"shift_jis", Decoder::Iconv, "cp932"},
    {"sjis", Decoder::Iconv, "cp932"},
    {"tis-620", Decoder::Iconv, "cp874"},
    {"unicode-1-1-utf-7", Decoder::Iconv, "utf-7"},
    {"unicode-1-1-utf-8", Decoder::Utf8, nullptr},
    {"unknown", Decoder::Unlabelled, nullptr},
    {"unknown-8bit", Decoder::Unlabelled, nullptr},
    {"us-ascii", Decoder::Unlabelled, nullptr},
    {"utf-16", Decoder::Utf16, nullptr},
    {"utf-16be", Decoder::Utf16Be, nullptr},
    {"utf-16le", Decoder::Utf16Le, nullptr},
    {"utf-32", Decoder::Utf32, nullptr},
    {"utf-7", Decoder::Iconv, "utf-7"},
    {"utf-8", Decoder::Utf8, nullptr},
    {"utf7", Decoder::Iconv, "utf-7"},
    {"utf8", Decoder::Utf8, nullptr},
    {"utf8mb4", Decoder::Utf8, nullptr},
    {"windows-1252", Decoder::Windows1252, nullptr},
    {"windows-31j", Decoder::Iconv, "cp932"},
    {"windows-949", Decoder::Iconv, "cp949"},
    {"x-euc-jp", Decoder::Iconv, "euc-jp"},
    {"x-gbk", Decoder::Iconv, "gb18030"},
    {"x-mac-roman", Decoder::Iconv, "macintosh"},
    {"x-sjis", Decoder::Iconv, "cp932"},
    {"x-unknown", Decoder::Unlabelled, nullptr},
    {"x-user-defined", Decoder::Unlabelled, nullptr},
};

static_assert(std::is_sorted(std::begin(charsetNames), std::end(charsetNames),
                             [](const CharsetName &a, const CharsetName &b) {
                                 return std::string_view(a.name) < std::string_view(b.name);
                             }),
              "looked up by bisection");

// Families that are handed to iconv under their own name. Everything else that iconv may know
// stays out: rarely used converters have been a place of endless loops and aborts, and the
// sender of a mail chooses the name.
constexpr std::array<QByteArrayView, 18> iconvFamilies = {
    "armscii-",  "big5-",    "cp4",    "cp7",     "cp8",       "cp9",
    "cp125",     "euc-jp",   "euc-tw", "gb18030", "georgian-", "ibm8",
    "iso-8859-", "iso8859-", "koi8-",  "tcvn",    "viscii",    "windows-125",
};
constexpr std::array<QByteArrayView, 7> iconvNames = {
    "cp932", "hz", "iso-2022-cn", "iso-2022-jp", "iso-2022-jp-2", "iso-2022-kr", "ptcp154",
};

// windows-1252, 0x80 to 0x9f; the five holes keep the control character, as WHATWG has it.
constexpr std::array<char16_t, 32> windows1252High = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

constexpr qsizetype maximumCharsetName = 40;

// Lower case, without quotes, spaces and the RFC 2231 language; empty if it cannot be a name.
QByteArray normalizedName(QByteArrayView charset)
{
    QByteArray name;
    for (const char c : charset.trimmed()) {
        if (c == '*')
            break;
        if (c == '"' || c == '\'')
            continue;
        const char lower = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + ('a' - 'A')) : c;
        const bool allowed = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')
            || lower == '-' || lower == '_' || lower == '.';
        if (!allowed || name.size() == maximumCharsetName)
            return {};
        name.append(lower);
    }
    return name;
}

CharsetName lookUp(const QByteArray &name)
{
    const auto *const end = std::end(charsetNames);
    const auto *const row = std::lower_bound(
        std::begin(charsetNames), end, name,
        [](const CharsetName &entry, const QByteArray &wanted) { return entry.name < wanted; });
    if (row != end && name == row->name)
        return *row;
    const bool ofFamily =
        std::any_of(iconvFamilies.begin(), iconvFamilies.end(),
                    [&name](QByteArrayView prefix) { return name.startsWith(prefix); });
    const bool listed = std::find(iconvNames.begin(), iconvNames.end(), name) != iconvNames.end();
    if (ofFamily || listed)
        return {name.constData(), Decoder::Iconv, name.constData()};
    return {name.constData(), Decoder::Unlabelled, nullptr};
}

QString fromWindows1252(QByteArrayView bytes)
{
    QString text(bytes.size(), Qt::Uninitialized);
    std::transform(bytes.begin(), bytes.end(), text.begin(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return QChar(byte >= 0x80 && byte < 0xa0 ? windows1252High.at(byte - 0x80u) : byte);
    });
    return text;
}

// Half a surrogate pair is no character. Qt passes them on.
void replaceLoneSurrogates(QString &text)
{
    if (text.isValidUtf16())
        return;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (c.isSurrogate())
            text[i] = QChar::ReplacementCharacter;
    }
}

// UTF-16 or UTF-32. A character that is cut off at the end shows as one that is broken.
QString fromQtEncoding(QByteArrayView bytes, QStringConverter::Encoding encoding)
{
    const int unitSize = encoding == QStringConverter::Utf32 ? 4 : 2;
    QStringDecoder decoder(encoding);
    QString text = decoder.decode(bytes);
    if (bytes.size() % unitSize != 0)
        text.append(QChar::ReplacementCharacter);
    replaceLoneSurrogates(text);
    return text;
}

// RFC 2781, 4.3: without a byte order mark the text is big-endian.
QString fromUtf16(QByteArrayView bytes)
{
    const bool marked = bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff");
    return fromQtEncoding(bytes, marked ? QStringConverter::Utf16 : QStringConverter::Utf16BE);
}

class IconvHandle
{
public:
    explicit IconvHandle(const char *charset)
    {
        ensureGMime();
        m_handle = g_mime_iconv_open("utf-8", charset);
    }
    ~IconvHandle()
    {
        if (isValid())
            g_mime_iconv_close(m_handle);
    }
    Q_DISABLE_COPY_MOVE(IconvHandle)

    bool isValid() const { return m_handle != reinterpret_cast<iconv_t>(-1); }
    iconv_t get() const { return m_handle; }

private:
    iconv_t m_handle;
};

QString fromIconv(QByteArrayView bytes, const char *charset)
{
    const IconvHandle handle(charset);
    if (!handle.isValid()) {
        qCDebug(lcMime) << "no decoder for the charset" << QByteArray(charset);
        return unlabelledToUnicode(bytes);
    }

    QByteArray utf8;
    std::array<char, 4096> buffer;
    // iconv() takes a non-const pointer for historical reasons; it does not write there.
    char *in = const_cast<char *>(bytes.data());
    auto inLeft = static_cast<size_t>(bytes.size());
    bool flushing = false;
    while (inLeft > 0 || !flushing) {
        flushing = inLeft == 0;
        char *out = buffer.data();
        size_t outLeft = buffer.size();
        const size_t result = flushing ? iconv(handle.get(), nullptr, nullptr, &out, &outLeft)
                                       : iconv(handle.get(), &in, &inLeft, &out, &outLeft);
        const int error = errno;
        utf8.append(buffer.data(), out - buffer.data());
        if (flushing || result != static_cast<size_t>(-1) || error == E2BIG)
            continue;
        // A byte that means nothing here (EILSEQ) or a character cut off at the end (EINVAL).
        utf8.append("\xef\xbf\xbd");
        if (error == EINVAL)
            break;
        ++in;
        --inLeft;
    }
    return QString::fromUtf8(utf8);
}

} // namespace

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isUtf8(QByteArrayView bytes)
{
    return bytes.isValidUtf8();
}

QString unlabelledToUnicode(QByteArrayView bytes, QByteArrayView fallbackCharset)
{
    if (isUtf8(bytes))
        return QString::fromUtf8(bytes);
    if (!fallbackCharset.isEmpty() && isKnownCharset(fallbackCharset))
        return toUnicode(bytes, fallbackCharset);
    return fromWindows1252(bytes);
}

bool isKnownCharset(QByteArrayView charset)
{
    const QByteArray name = normalizedName(charset);
    const CharsetName row = lookUp(name);
    if (row.decoder == Decoder::Iconv)
        return IconvHandle(row.iconvName).isValid();
    return row.decoder != Decoder::Unlabelled || name == "us-ascii" || name == "ascii";
}

QString toUnicode(QByteArrayView bytes, QByteArrayView charset)
{
    const QByteArray name = normalizedName(charset);
    const CharsetName row = lookUp(name);
    switch (row.decoder) {
    case Decoder::Unlabelled:
        return unlabelledToUnicode(bytes);
    case Decoder::Utf8:
        return QString::fromUtf8(bytes);
    case Decoder::Utf16:
        return fromUtf16(bytes);
    case Decoder::Utf16Le:
        return fromQtEncoding(bytes, QStringConverter::Utf16LE);
    case Decoder::Utf16Be:
        return fromQtEncoding(bytes, QStringConverter::Utf16BE);
    case Decoder::Utf32:
        return fromQtEncoding(bytes, QStringConverter::Utf32);
    case Decoder::Windows1252:
        return fromWindows1252(bytes);
    case Decoder::Iconv:
        return fromIconv(bytes, row.iconvName);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace QImap4Internal
