// SPDX-License-Identifier: LGPL-3.0-or-later
#include "addresscheck_p.h"

#include "qimap4mime.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>
#include <QtCore/qurl.h>

namespace QImap4Internal {

namespace {

constexpr qsizetype longestDomain = 253; // RFC 1035, 2.3.4

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

// The first thing in a text that looks like a mail address, in lower case.
QString addressIn(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("[^\\s<>\"'(),;:@]+@([\\w-]+(?:\\.[\\w-]+)+)"),
        QRegularExpression::UseUnicodePropertiesOption);
    return pattern.match(text).captured(0).toLower();
}

} // namespace

QString domainForDisplay(const QString &domain)
{
    if (domain.size() > longestDomain)
        return QImap4Mime::safeForDisplay(domain);
    const QByteArray encoded = QUrl::toAce(domain, QUrl::IgnoreIDNWhitelist);
    const QString unicode = QUrl::fromAce(encoded, QUrl::IgnoreIDNWhitelist);
    if (unicode.isEmpty() || isAscii(unicode))
        return QImap4Mime::safeForDisplay(domain);
    const QString ace = QString::fromLatin1(encoded);
    for (const QStringView label : QStringView(unicode).split(QLatin1Char('.'))) {
        if (hasMixedScripts(label))
            return ace;
    }
    return translated(QT_TRANSLATE_NOOP("QImap4AddressCheck", "%1 (%2)"))
        .arg(QImap4Mime::safeForDisplay(unicode), ace);
}

QString addressForDisplay(const QImap4Address &address)
{
    const QString name = QImap4Mime::safeForDisplay(address.displayName()).trimmed();
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
        const QString claimed = addressIn(address.displayName());
        if (!claimed.isEmpty() && claimed != address.address().toLower()) {
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
