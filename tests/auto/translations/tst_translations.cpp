// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4error.h"
#include "qimap4translations.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qxmlstream.h>
#include <QtTest/qtest.h>

struct CatalogueMessage
{
    QString source;
    QString state; // "unfinished", "vanished", "obsolete", or empty for a finished one
    QStringList translations; // more than one for plural forms
    bool isPlural = false;
};

static QList<CatalogueMessage> readCatalogue(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<CatalogueMessage> messages;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("message")) {
            messages.append(CatalogueMessage());
            messages.last().isPlural =
                xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
        } else if (xml.name() == QLatin1String("source")) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            messages.last().state = xml.attributes().value(QLatin1String("type")).toString();
            if (!messages.last().isPlural)
                messages.last().translations.append(xml.readElementText());
        } else if (xml.name() == QLatin1String("numerusform")) {
            messages.last().translations.append(xml.readElementText());
        }
    }
    return xml.hasError() ? QList<CatalogueMessage>() : messages;
}

// What a translation must not lose: places for values, and the keyboard accelerator.
static QStringList placeholders(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%L?(?:n|[0-9]{1,2})"));
    QStringList result;
    auto it = placeholder.globalMatch(text);
    while (it.hasNext())
        result.append(it.next().captured());
    result.sort();
    result.removeDuplicates();
    return result;
}

static QString endOf(const QString &text)
{
    static const QRegularExpression end(QStringLiteral("[\\s:…]*\\z"));
    return end.match(text).captured();
}

class tst_Translations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogueIsComplete_data();
    void catalogueIsComplete();
    void translatesAfterInstall();
};

void tst_Translations::catalogueIsComplete_data()
{
    QTest::addColumn<QString>("directory");
    QTest::addColumn<QString>("language");
    const struct
    {
        const char *catalogue;
        const char *directory;
    } rows[] = {{"qimap4_core", "src"}, {"qimap4_widgets", "widgets"}, {"qimap4_demo", "demo"}};
    for (const auto &row : rows) {
        for (const char *language : {"de", "en"}) {
            QTest::addRow("%s_%s", row.catalogue, language)
                << QString::fromLatin1(row.directory) << QString::fromLatin1(language);
        }
    }
}

// lupdate works on a copy: what it finds in the sources and not there, or the other way, is
// marked by it.
void tst_Translations::catalogueIsComplete()
{
    QFETCH(QString, directory);
    QFETCH(QString, language);
    const QDir sources(QStringLiteral(QIMAP4_SOURCE_DIR));
    const QString name = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".ts");
    const QTemporaryDir temporary;
    const QString copy = temporary.filePath(name);
    QVERIFY(QFile::copy(sources.filePath(QStringLiteral("translations/") + name), copy));

    QStringList arguments{QStringLiteral("-silent"), QStringLiteral("-recursive"),
                          QStringLiteral("-locations"), QStringLiteral("none")};
    if (language == QLatin1String("en"))
        arguments.append(QStringLiteral("-pluralonly"));
    arguments << sources.filePath(directory) << QStringLiteral("-ts") << copy;
    QProcess lupdate;
    lupdate.start(QStringLiteral(QIMAP4_LUPDATE), arguments);
    QVERIFY(lupdate.waitForFinished(60000));
    QVERIFY2(lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());

    const QList<CatalogueMessage> messages = readCatalogue(copy);
    QVERIFY(!messages.isEmpty() || language == QLatin1String("en"));
    for (const CatalogueMessage &message : messages) {
        const QByteArray source = message.source.toUtf8();
        QVERIFY2(message.state.isEmpty(), (message.state.toUtf8() + ": " + source).constData());
        QVERIFY2(message.translations.size() == (message.isPlural ? 2 : 1), source.constData());
        for (const QString &translation : message.translations) {
            QVERIFY2(!translation.isEmpty(), source.constData());
            QCOMPARE(endOf(translation), endOf(message.source));
            QVERIFY2(translation.count(QLatin1Char('&')) == message.source.count(QLatin1Char('&')),
                     source.constData());
            // A singular may say "one" where the plural has the number.
            if (!message.isPlural || &translation == &message.translations.last())
                QCOMPARE(placeholders(translation), placeholders(message.source));
        }
    }
}

void tst_Translations::translatesAfterInstall()
{
    const QImap4Error error(QImap4Error::TimeoutError);
    const QString english = error.message();
    QVERIFY(!english.isEmpty());
    QCOMPARE(QImap4Translations::install(QLocale(QLocale::German)),
             QStringList{QStringLiteral("qimap4_core")});
    QVERIFY(error.message() != english);
}

QTEST_GUILESS_MAIN(tst_Translations)

#include "tst_translations.moc"
