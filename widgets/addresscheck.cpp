// SPDX-License-Identifier: LGPL-3.0-or-later
#include "addresscheck_p.h"

#include "qimap4mime.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>
#include <QtCore/qurl.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr qsizetype longestDomain = 253; // RFC 1035, 2.3.4
constexpr qsizetype longestName = 100; // characters; more would push the address out of sight
constexpr qsizetype mostSearched = 4096; // characters of a name that addresses are looked for in

QString translated(const char *text)
{
    return QCoreApplication::translate("QImap4AddressCheck", text);
}

// Japanese is written in three scripts, with Latin letters between them.
QChar::Script foldedScript(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
        return QChar::Script_Han;
    default:
        return script;
    }
}

bool hasMixedScripts(QStringView label)
{
    QSet<int> scripts;
    for (const char32_t letter : label.toUcs4()) {
        const QChar::Script script = foldedScript(QChar::script(letter));
        if (script != QChar::Script_Common && script != QChar::Script_Inherited)
            scripts.insert(script);
    }
    return scripts.size() > 1;
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

// Letters that cannot be mistaken for others: "\u{430}".
QString escaped(const QString &text)
{
    QString result;
    for (const char32_t letter : text.toUcs4()) {
        if (letter < 0x80)
            result += QChar(char16_t(letter));
        else
            result += QStringLiteral("\\u{%1}").arg(uint(letter), 0, 16);
    }
    return QImap4Mime::safeForDisplay(result);
}

QString shortened(const QString &name)
{
    if (name.size() <= longestName)
        return name;
    QString start = name.left(longestName);
    if (start.back().isHighSurrogate())
        start.chop(1);
    return start.trimmed() + QChar(0x2026);
}

// What looks like mail addresses in a text, in lower case and ordinary width.
QStringList addressesIn(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("[^\\s<>\"'(),;:@]+@([\\w-]+(?:\\.[\\w-]+)+)"),
        QRegularExpression::UseUnicodePropertiesOption);
    const QString plain = text.left(mostSearched).normalized(QString::NormalizationForm_KC);
    QStringList addresses;
    for (auto matches = pattern.globalMatch(plain); matches.hasNext();)
        addresses.append(matches.next().captured(0).toLower());
    return addresses;
}

// The first address in the name of a sender that is not that of the sender; empty for none.
QString falseClaim(const QImap4Address &address)
{
    const QString real = address.address().toLower();
    const QStringList claims = addressesIn(address.displayName());
    const auto found = std::find_if(claims.begin(), claims.end(),
                                    [&real](const QString &claim) { return claim != real; });
    return found == claims.end() ? QString() : *found;
}

} // namespace

QString domainForDisplay(const QString &domain)
{
    if (isAscii(domain) && domain.size() > longestDomain)
        return QImap4Mime::safeForDisplay(domain);
    if (domain.size() > longestDomain)
        return escaped(domain);
    const QByteArray encoded = QUrl::toAce(domain, QUrl::IgnoreIDNWhitelist);
    const QString unicode = QUrl::fromAce(encoded, QUrl::IgnoreIDNWhitelist);
    const QString ace = QString::fromLatin1(encoded);
    if (isAscii(domain) && (unicode.isEmpty() || isAscii(unicode)))
        return QImap4Mime::safeForDisplay(domain);
    if (unicode.isEmpty())
        return escaped(domain);
    if (isAscii(unicode))
        return ace; // written in letters of another width
    for (const QStringView label : QStringView(unicode).split(QLatin1Char('.'))) {
        if (hasMixedScripts(label))
            return ace;
    }
    return translated(QT_TRANSLATE_NOOP("QImap4AddressCheck", "%1 (%2)"))
        .arg(QImap4Mime::safeForDisplay(unicode), ace);
}

QString addressForDisplay(const QImap4Address &address)
{
    const QString name = shortened(QImap4Mime::safeForDisplay(address.displayName()).trimmed());
    if (address.isGroupStart())
        return translated(QT_TRANSLATE_NOOP("QImap4AddressCheck", "%1:"))
            .arg(QImap4Mime::safeForDisplay(QString::fromUtf8(address.mailbox())));
    const QString local = QImap4Mime::safeForDisplay(QString::fromUtf8(address.mailbox()));
    const QString domain = domainForDisplay(QString::fromUtf8(address.host()));
    const QString mail = local + QLatin1Char('@') + domain;
    if (name.isEmpty() || name.compare(mail, Qt::CaseInsensitive) == 0)
        return mail;
    // A name of right-to-left letters must not carry the brackets of the address along.
    constexpr QChar isolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    return isolate + name + popIsolate + QLatin1String(" <") + mail + QLatin1Char('>');
}

QString addressesForDisplay(const QList<QImap4Address> &addresses)
{
    QStringList texts;
    for (const QImap4Address &address : addresses) {
        if (!address.isGroupEnd())
            texts.append(addressForDisplay(address));
    }
    return texts.join(translated(QT_TRANSLATE_NOOP("QImap4AddressCheck", ", ")));
}

QStringList senderWarnings(const QImap4Envelope &envelope)
{
    QStringList warnings;
    const QList<QImap4Address> from = envelope.from();
    for (const QImap4Address &address : from) {
        const QString claimed = falseClaim(address);
        if (!claimed.isEmpty()) {
            warnings.append(
                translated(QT_TRANSLATE_NOOP("QImap4AddressCheck",
                                             "The name of the sender shows the address “%1”, but "
                                             "the message comes from “%2”."))
                    .arg(QImap4Mime::safeForDisplay(claimed),
                         addressForDisplay(QImap4Address({}, address.mailbox(), address.host()))));
        }
    }
    if (from.size() > 1) {
        warnings.append(translated(
            QT_TRANSLATE_NOOP("QImap4AddressCheck", "The message names more than one sender.")));
    }
    const QList<QImap4Address> sender = envelope.sender();
    if (!sender.isEmpty() && !from.isEmpty()
        && sender.first().address().compare(from.first().address(), Qt::CaseInsensitive) != 0) {
        warnings.append(translated(QT_TRANSLATE_NOOP("QImap4AddressCheck",
                                                     "The message was sent by “%1” for the sender "
                                                     "that it names."))
                            .arg(addressForDisplay(sender.first())));
    }
    return warnings;
}

} // namespace QImap4Internal
