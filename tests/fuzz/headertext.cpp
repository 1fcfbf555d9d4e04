// SPDX-License-Identifier: LGPL-3.0-or-later
// What people read of a header is one line without control characters, whatever the bytes are
// (RFC 2047, RFC 2231), and addresses stay whole.
#include "fuzz.h"
#include "mime/addressparser_p.h"
#include "mime/headertext_p.h"
#include "qimap4mime.h"

#include <QtCore/qset.h>

#include <algorithm>

using namespace QImap4Internal;

namespace {

bool isOneLine(const QString &text)
{
    return text.isValidUtf16() && std::none_of(text.cbegin(), text.cend(), [](QChar c) {
               return c.category() == QChar::Other_Control || c == QChar::LineSeparator
                   || c == QChar::ParagraphSeparator;
           });
}

// "name=value;name=value"
void checkParameters(QByteArrayView bytes)
{
    QList<std::pair<QByteArray, QByteArray>> raw;
    for (const QByteArray &pair : bytes.toByteArray().split(';')) {
        const qsizetype equals = pair.indexOf('=');
        raw.append({pair.left(equals), equals < 0 ? QByteArray() : pair.mid(equals + 1)});
    }
    QSet<QByteArray> names;
    for (const auto &[name, value] : decodeParameters(raw)) {
        FUZZ_CHECK(name == name.toLower());
        FUZZ_CHECK(!names.contains(name));
        FUZZ_CHECK(isOneLine(value));
        names.insert(name);
        const QString fileName = QImap4Mime::safeFileName(value);
        FUZZ_CHECK(!fileName.isEmpty() && isOneLine(fileName));
        FUZZ_CHECK(!fileName.contains(u'/') && !fileName.contains(u'\\')
                   && !fileName.startsWith(u'.'));
    }
}

} // namespace

QIMAP4_FUZZ_TARGET(headertext, bytes)
{
    Fuzz::Input input(bytes);
    const quint8 kind = input.byte();
    const QByteArrayView text = input.rest();
    switch (kind % 4) {
    case 0: {
        const QString shown = decodeHeaderText(text);
        FUZZ_CHECK(isOneLine(shown));
        FUZZ_CHECK(shown.size() <= text.size() * 2 + 2);
        break;
    }
    case 1:
        FUZZ_CHECK(isOneLine(decodeParameter(text)));
        break;
    case 2:
        checkParameters(text);
        break;
    default:
        for (const QImap4Address &address : parseAddressList(text.toByteArray())) {
            FUZZ_CHECK(isOneLine(address.displayName()));
            FUZZ_CHECK(isOneLine(address.toString()));
        }
        break;
    }
}
