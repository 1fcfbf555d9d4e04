// SPDX-License-Identifier: LGPL-3.0-or-later
#include "commandscript.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace CommandScript;
using namespace QImap4Test;

// What a handle on one command tells: its value, its error, and the content that went to a device.
class tst_Reply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentOfExactlyOneMessageGoesToADevice_data();
    void contentOfExactlyOneMessageGoesToADevice();
    void contentThatIsNotThereIsAnError_data();
    void contentThatIsNotThereIsAnError();
    void onlyOneContentGoesToADevice_data();
    void onlyOneContentGoesToADevice();
    void contentNamedByUidGoesToADevice();
    void errorOfADeviceTellsWhatTheServerSaid_data();
    void errorOfADeviceTellsWhatTheServerSaid();
    void errorOfADeviceKeepsTheLastActions();

    void messagesThatCameBeforeAnErrorAreKept();
    void valueIsInvalidAfterAnError();

    void waitsLeaveNothingBehind();
    void waitWithoutTimeDeliversWhatIsHere();
    void deletedReplyIsNotPending();
    void finishedRepliesCanBeDeletedWithoutAnEventLoop();
};

// Counts what was posted to an object, when it is delivered.
class PostedCalls : public QObject
{
public:
    explicit PostedCalls(QObject *object) { object->installEventFilter(this); }

    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::MetaCall ? 1 : 0;
        return false;
    }
};

static Script fetchAnswered(const QByteArray &answer)
{
    return selected({CMatching("UID FETCH .*"), Raw(answer)});
}

static QByteArray literal(const QByteArray &content)
{
    return '{' + QByteArray::number(content.size()) + "}\r\n" + content;
}

void tst_Reply::contentOfExactlyOneMessageGoesToADevice_data()
{
    QTest::addColumn<QImap4MessageSet>("set");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("none") << QImap4MessageSet() << false;
    QTest::newRow("two") << QImap4MessageSet::uids(1, 2) << false;
    QTest::newRow("all") << QImap4MessageSet::all() << false;
    QTest::newRow("saved result") << QImap4MessageSet::savedResult() << false;
    QTest::newRow("one") << QImap4MessageSet::uids(2) << true;
    QTest::newRow("last") << QImap4MessageSet::uids(QImap4MessageSet::Last) << true;
}

void tst_Reply::contentOfExactlyOneMessageGoesToADevice()
{
    QFETCH(QImap4MessageSet, set);
    QFETCH(bool, isAllowed);
    ScriptedServer server;
    server.setScript(fetchAnswered("* 9 FETCH (UID 2 BODY[] {3}\r\nabc)\r\n$tag OK done\r\n"));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    QImap4Reply *reply = imap->fetchTo(&device, set);
    QVERIFY(reply->waitForFinished(10000));
    QCOMPARE(reply->error().category(),
             isAllowed ? QImap4Error::NoError : QImap4Error::InvalidArgumentError);
    QCOMPARE(device.data(), isAllowed ? QByteArray("abc") : QByteArray());
    QCOMPARE(server.received().contains("FETCH"), isAllowed);
    QImap4Reply *nowhere = imap->fetchTo(nullptr, set);
    QVERIFY(nowhere->waitForFinished(10000));
    QCOMPARE(nowhere->error().category(), QImap4Error::InvalidArgumentError);
}

void tst_Reply::contentThatIsNotThereIsAnError_data()
{
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::addColumn<QByteArray>("content");
    constexpr auto Missing = QImap4Error::RefusedError;
    constexpr auto Fine = QImap4Error::NoError;
    QTest::newRow("no such message") << QByteArray() << QByteArray() << Missing << QByteArray();
    QTest::newRow("no such section")
        << QByteArray("9") << QByteArray("* 1 FETCH (UID 1 BODY[9] NIL)\r\n") << Missing
        << QByteArray();
    QTest::newRow("only news of it")
        << QByteArray("9") << QByteArray("* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n") << Missing
        << QByteArray();
    QTest::newRow("another section")
        << QByteArray("1") << QByteArray("* 1 FETCH (UID 1 BODY[2] \"two\")\r\n") << Missing
        << QByteArray();
    QTest::newRow("the middle of it")
        << QByteArray("1") << QByteArray("* 1 FETCH (UID 1 BODY[1]<5> \"five\")\r\n") << Missing
        << QByteArray();
    QTest::newRow("another part of it")
        << QByteArray("1<3.4>") << QByteArray("* 1 FETCH (UID 1 BODY[1]<5> \"five\")\r\n")
        << Missing << QByteArray();
    QTest::newRow("from its beginning on")
        << QByteArray("1") << QByteArray("* 1 FETCH (UID 1 BODY[1]<0> \"all\")\r\n") << Fine
        << QByteArray("all");
    QTest::newRow("empty text") << QByteArray("1")
                                << QByteArray("* 1 FETCH (UID 1 BODY[1] \"\")\r\n") << Fine
                                << QByteArray();
    QTest::newRow("empty literal")
        << QByteArray() << QByteArray("* 1 FETCH (UID 1 BODY[] {0}\r\n)\r\n") << Fine
        << QByteArray();
    QTest::newRow("a part of it") << QByteArray("TEXT<2.9>")
                                  << QByteArray("* 1 FETCH (UID 1 BODY[TEXT]<2> \"xy\")\r\n")
                                  << Fine << QByteArray("xy");
}

void tst_Reply::contentThatIsNotThereIsAnError()
{
    QFETCH(QByteArray, section);
    QFETCH(QByteArray, answer);
    QFETCH(QImap4Error::Category, category);
    QFETCH(QByteArray, content);
    ScriptedServer server;
    server.setScript(fetchAnswered(answer + "$tag OK done\r\n"));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    QImap4Reply *reply = imap->fetchTo(&device, QImap4MessageSet::uids(1), section);
    QVERIFY(reply->waitForFinished(10000));
    QCOMPARE(reply->error().category(), category);
    QCOMPARE(device.data(), content);
    if (reply->isError())
        QCOMPARE(reply->error().commandName(), QStringLiteral("UID FETCH"));
}

void tst_Reply::onlyOneContentGoesToADevice_data()
{
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<QByteArrayList>("items");
    QTest::addColumn<QByteArray>("written");
    const QByteArray large(500'000, 'x');
    const QByteArray other(400'000, 'y');
    const auto row = [](const char *name, const QByteArray &section, const QByteArrayList &items,
                        const QByteArray &written) {
        QTest::newRow(name) << section << items << written;
    };
    row("the middle of it, then all", "",
        {"BODY[]<9> " + literal(other), "BODY[] " + literal(large)}, large);
    row("large, then small", "", {"BODY[] " + literal(large), "BODY[] " + literal("abc")}, large);
    row("small twice", "", {"BODY[] " + literal("abc"), "BODY[] " + literal("abc")}, "abc");
    row("large twice", "", {"BODY[] " + literal(large), "BODY[] " + literal(other)}, large);
    row("large twice at once", "", {"BODY[] " + literal(large) + " BODY[] " + literal(other)},
        large);
    row("small, then large", "", {"BODY[] " + literal("abc"), "BODY[] " + literal(large)}, "abc");
    row("another section before", "", {"BODY[2] " + literal(other), "BODY[] " + literal(large)},
        large);
    row("another section besides", "1",
        {"BODY[2] " + literal(other) + " BODY[1] " + literal(large)}, large);
    row("in the words of an old server", "TEXT", {"RFC822.TEXT " + literal(large)}, large);
    row("a part of it", "", {"BODY[]<0> " + literal(large)}, large);
    row("decoded", "1", {"BINARY[1] ~" + literal(large)}, large);
    row("header fields", "HEADER.FIELDS (To From)",
        {"BODY[HEADER.FIELDS (\"TO\" from)] " + literal(large)}, large);
}

// A server that repeats itself, or sends what nobody asked for, does not get to write it.
void tst_Reply::onlyOneContentGoesToADevice()
{
    QFETCH(QByteArray, section);
    QFETCH(QByteArrayList, items);
    QFETCH(QByteArray, written);
    QByteArray answer;
    for (const QByteArray &item : std::as_const(items))
        answer += "* 1 FETCH (UID 1 " + item + ")\r\n";
    ScriptedServer server;
    server.setScript(fetchAnswered(answer + "$tag OK done\r\n"));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    RUN_SCRIPT(imap->fetchTo(&device, QImap4MessageSet::uids(1), section));
    QCOMPARE(device.data().size(), written.size());
    QCOMPARE(device.data(), written);
}

// Where the server numbers messages by UID alone (RFC 9586).
void tst_Reply::contentNamedByUidGoesToADevice()
{
    const QByteArray large(500'000, 'x');
    ScriptedServer server;
    server.setScript(
        fetchAnswered("* 25 UIDFETCH (BODY[] " + literal(large) + ")\r\n$tag OK done\r\n"));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    RUN_SCRIPT(imap->fetchTo(&device, QImap4MessageSet::uids(25)));
    QCOMPARE(device.data(), large);
}

void tst_Reply::errorOfADeviceTellsWhatTheServerSaid_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("text");
    QTest::newRow("OK") << QByteArray("$tag OK done") << QByteArray() << QString();
    QTest::newRow("NO") << QByteArray("$tag NO [LIMIT] too much") << QByteArray("LIMIT")
                        << QStringLiteral("too much");
}

void tst_Reply::errorOfADeviceTellsWhatTheServerSaid()
{
    QFETCH(QByteArray, end);
    QFETCH(QByteArray, code);
    QFETCH(QString, text);
    ScriptedServer server;
    server.setScript(fetchAnswered("* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n" + end + "\r\n"));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QBuffer closed;
    QImap4Reply *reply = imap->fetchTo(&closed, QImap4MessageSet::uids(1));
    QVERIFY(reply->waitForFinished(10000));
    QCOMPARE(reply->error().category(), QImap4Error::CancelledError);
    QCOMPARE(reply->error().commandName(), QStringLiteral("UID FETCH"));
    QCOMPARE(reply->error().responseCode().name(), code);
    QCOMPARE(reply->error().serverText(), text);
}

void tst_Reply::errorOfADeviceKeepsTheLastActions()
{
    ScriptedServer server;
    server.setScript(selected(
        {CMatching("UID FETCH .*"), Raw("* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n"), Close()}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QBuffer closed;
    QImap4Reply *reply = imap->fetchTo(&closed, QImap4MessageSet::uids(1));
    QVERIFY(reply->waitForFinished(10000));
    QCOMPARE(reply->error().category(), QImap4Error::CancelledError);
    QVERIFY(!reply->error().recentActions().filter(QStringLiteral("UID FETCH")).isEmpty());
}

// Half of a list is better than none, and whoever wants all or nothing looks at isError().
void tst_Reply::messagesThatCameBeforeAnErrorAreKept()
{
    ScriptedServer server;
    server.setScript(fetchAnswered("* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n"
                                   "$tag NO [EXPUNGEISSUED] some are gone\r\n"));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QImap4Reply *reply = imap->fetch(QImap4MessageSet::uids(1, 2), QImap4::Flags);
    QVERIFY(reply->waitForFinished(10000));
    QVERIFY(reply->isError());
    const auto messages = reply->value<QImap4MessageList>();
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages.first().uid(), 1U);
    QVERIFY(messages.first().flags().has(QImap4Flags::Seen));
}

void tst_Reply::valueIsInvalidAfterAnError()
{
    ScriptedServer server;
    server.setScript(
        session({C("STATUS a (MESSAGES)"), S("* STATUS a (MESSAGES 3)"), S("$tag NO not now"),
                 C("NOOP"), S("* 3 RECENT"), S("$tag NO not now")}));
    const auto imap = openClient(server);
    QImap4Reply *status = imap->status(QStringLiteral("a"), QImap4MailboxStatus::Messages);
    QVERIFY(status->waitForFinished(10000));
    QVERIFY(status->isError());
    QVERIFY(!status->value().isValid());
    QImap4Reply *recent = imap->recent();
    QVERIFY(recent->waitForFinished(10000));
    QVERIFY(recent->isError());
    QVERIFY(!recent->value().isValid());
}

// Each wait ends before the news that came with the answer is delivered.
void tst_Reply::waitsLeaveNothingBehind()
{
    constexpr int Waits = 50;
    Script script;
    for (int i = 0; i < Waits; ++i)
        script += {C("NOOP"), S("$tag OK done"), S("* " + QByteArray::number(10 + i) + " EXISTS")};
    ScriptedServer server;
    server.setScript(selected(script));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QSignalSpy exists(imap.get(), &QImap4::existsChanged);
    QCoreApplication::processEvents();
    PostedCalls posted(imap.get());
    for (int i = 0; i < Waits; ++i)
        RUN_SCRIPT(imap->noop());
    QTRY_COMPARE(exists.size(), Waits);
    QVERIFY2(posted.count <= 3, qPrintable(QString::number(posted.count)));
}

// Whoever looks now and then sees the end, too.
void tst_Reply::waitWithoutTimeDeliversWhatIsHere()
{
    ScriptedServer server;
    server.setScript(
        selected({C("NOOP"), Hold(), S("* 10 EXISTS"), S("* 11 EXISTS"), S("$tag OK done")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QSignalSpy exists(imap.get(), &QImap4::existsChanged);
    QImap4Reply *noop = imap->noop();
    QVERIFY(!noop->waitForFinished(0));
    server.release();
    const QDeadlineTimer patience(CommandPatience);
    while (!noop->waitForFinished(0) && !patience.hasExpired())
        QThread::yieldCurrentThread();
    QVERIFY2(noop->isFinished(), server.report());
    QCOMPARE(exists.size(), 2);
}

void tst_Reply::deletedReplyIsNotPending()
{
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), Hold(), S("$tag OK done"), C("CHECK"), S("$tag OK")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QSignalSpy pending(imap.get(), &QImap4::pendingCommandsChanged);
    QImap4Reply *noop = imap->noop();
    QTRY_COMPARE(pending.size(), 1);
    delete noop;
    QTRY_COMPARE(pending.size(), 2);
    QCOMPARE(pending.last().first().toInt(), 0);
    server.release();
    RUN_SCRIPT(imap->check());
}

void tst_Reply::finishedRepliesCanBeDeletedWithoutAnEventLoop()
{
    ScriptedServer server;
    server.setScript(session({C("NOOP"), S("$tag OK done")}));
    const auto imap = openClient(server);
    const QPointer<QImap4Reply> noop = imap->noop();
    RUN_SCRIPT(noop);
    QVERIFY(noop);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!noop);
}

QTEST_GUILESS_MAIN(tst_Reply)
#include "tst_reply.moc"
