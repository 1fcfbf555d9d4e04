// SPDX-License-Identifier: LGPL-3.0-or-later
#include "../wire/responsetabletest.h"

#include "protocol/session_p.h"
#include "qimap4quirks.h"

#include <QtTest/qtest.h>

using namespace QImap4Internal;

// What servers send in other ways than the standard says, and how we treat them. The table of
// responses is tests/data/wire/quirks.txt: each case names what the server does, its number in the
// list of quirks, what comes, and what is read of it.
class TestQuirks : public ResponseTableTest
{
    Q_OBJECT

public:
    TestQuirks()
        : ResponseTableTest(QStringLiteral("quirks.txt"))
    {}

private Q_SLOTS:
    void everyQuirkOfReadingHasACase();

    void serverIsKnownByItsWords_data();
    void serverIsKnownByItsWords();
    void sessionTellsWhatItKnows();
    void applicationDecidesOtherwise();
    void clientIntroducesItselfWhereItMust();
};

void TestQuirks::everyQuirkOfReadingHasACase()
{
    QList<int> numbers = {1,   2,   3,   4,   6,   7,   10,  11,  12,  13,  14,  15,  16,  17,
                          18,  20,  22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  41,  43,
                          44,  51,  53,  54,  55,  56,  57,  59,  60,  61,  62,  63,  64,  65,
                          71,  72,  73,  74,  75,  76,  77,  78,  80,  82,  86,  87,  88,  89,
                          90,  91,  92,  93,  94,  95,  96,  97,  98,  99,  100, 101, 102, 103,
                          104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117,
                          118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 130, 131, 137};
    for (const ResponseRow &row : rows())
        numbers.removeAll(row.name.left(row.name.indexOf(' ')).toInt());
    QCOMPARE(numbers, QList<int>());
}

void TestQuirks::serverIsKnownByItsWords_data()
{
    QTest::addColumn<QString>("greeting");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArrayList>("capabilities");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QImap4Quirks::Policies>("policies");

    QTest::newRow("nothing known")
        << "ready"
        << "" << QByteArrayList{"IMAP4rev1"} << "" << QImap4Quirks::Policies();
    QTest::newRow("Gmail, by a capability")
        << "Gimap ready"
        << "" << QByteArrayList{"x-gm-ext-1"} << "Gmail"
        << QImap4Quirks::Policies(QImap4Quirks::NoopAfterAppend);
    QTest::newRow("NetEase, by its identity")
        << "IMAP4 ready"
        << "Coremail Imap" << QByteArrayList{"ID"} << "NetEase"
        << QImap4Quirks::Policies(QImap4Quirks::IdBeforeSelect);
    QTest::newRow("NetEase, by its greeting")
        << "Coremail System IMap Server Ready(163com)"
        << "" << QByteArrayList() << "NetEase"
        << QImap4Quirks::Policies(QImap4Quirks::IdBeforeSelect);
    QTest::newRow("Exchange, in another case")
        << "The MICROSOFT EXCHANGE IMAP4 service is ready."
        << "" << QByteArrayList() << "Exchange"
        << QImap4Quirks::Policies(QImap4Quirks::NoNamespace | QImap4Quirks::NoLsub);
    QTest::newRow("Exchange 2003, which has LSUB")
        << "Microsoft Exchange Server 2003 IMAP4rev1 server ready."
        << "" << QByteArrayList() << "Exchange 2003"
        << QImap4Quirks::Policies(QImap4Quirks::NoNamespace);
    QTest::newRow("iCloud, by a capability")
        << "ready"
        << "" << QByteArrayList{"XAPPLEPUSHSERVICE"} << "iCloud"
        << QImap4Quirks::Policies(QImap4Quirks::RepeatCapability | QImap4Quirks::TrustEnable
                                  | QImap4Quirks::NoQresync | QImap4Quirks::NoAnnotate);
}

void TestQuirks::serverIsKnownByItsWords()
{
    QFETCH(QString, greeting);
    QFETCH(QString, id);
    QFETCH(QByteArrayList, capabilities);
    QMap<QString, QString> serverId;
    if (!id.isEmpty())
        serverId.insert(QStringLiteral("name"), id);
    const QImap4Quirks quirks =
        QImap4Quirks::of(greeting, serverId, QImap4Capabilities(capabilities));
    QTEST(quirks.server, "server");
    QTEST(quirks.policies, "policies");
}

namespace {

// A session that was greeted; what it said and told.
struct Greeted
{
    explicit Greeted(const Session::Options &options = {})
        : session(options)
    {
        session.connecting(1, 0);
        session.start(0);
    }

    void hear(const QByteArray &lines)
    {
        session.framer().append(lines);
        session.receive(0);
        for (Event &event : session.takeEvents()) {
            if (auto *told = std::get_if<QuirksEvent>(&event))
                quirks.append(told->quirks);
        }
    }

    Session session;
    QList<QImap4Quirks> quirks;
};

} // namespace

void TestQuirks::sessionTellsWhatItKnows()
{
    Greeted greeted;
    greeted.hear("* OK [CAPABILITY IMAP4rev1 ID] ready\r\n");
    QVERIFY(greeted.quirks.isEmpty());
    greeted.hear("* ID (\"name\" \"Coremail\")\r\n");
    QCOMPARE(greeted.quirks.size(), 1);
    QCOMPARE(greeted.quirks.first().server, QStringLiteral("NetEase"));
}

void TestQuirks::applicationDecidesOtherwise()
{
    Session::Options options;
    options.quirks = QImap4Quirks{QStringLiteral("mine"), QImap4Quirks::NoLsub, 0};
    Greeted greeted(options);
    greeted.hear("* OK [CAPABILITY IMAP4rev1 X-GM-EXT-1] ready\r\n");
    QCOMPARE(greeted.quirks, QList<QImap4Quirks>{*options.quirks});
}

void TestQuirks::clientIntroducesItselfWhereItMust()
{
    Greeted greeted;
    greeted.hear("* PREAUTH [CAPABILITY IMAP4rev1 ID] Coremail ready\r\n");
    QVERIFY(greeted.quirks.last().has(QImap4Quirks::IdBeforeSelect));
    QByteArray said;
    for (const QByteArray &bytes : greeted.session.takeOutput())
        said += bytes;
    QVERIFY(said.contains(" ID (\"name\" "));
}

QTEST_GUILESS_MAIN(TestQuirks)

#include "tst_quirks.moc"
