// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/plaintext_p.h"

namespace QImap4Internal {

QString neverRichText(const QString &text)
{
    // A word joiner has no width, and no tag or entity begins with one.
    constexpr char16_t WordJoiner = 0x2060;
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text) {
        plain += c;
        if (c == u'<' || c == u'&')
            plain += QChar(WordJoiner);
    }
    return plain;
}

QString mailboxKey(const QString &name)
{
    const QString inbox = QStringLiteral("INBOX");
    const bool ascii = name.size() == inbox.size() && name.toLatin1() == name.toUtf8();
    return ascii && name.compare(inbox, Qt::CaseInsensitive) == 0 ? inbox : name;
}

} // namespace QImap4Internal
