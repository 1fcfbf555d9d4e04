// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"
#include "scriptedserver.h"
#include "testclient.h"

#include <QtCore/qbuffer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>

using namespace QImap4Test;

// Messages that go from a device into a mailbox.
class tst_Append : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentComesFromTheDevice();
    void memoryInFlightIsBounded();
    void devicesThatCannotBeReadAreRefused_data();
    void devicesThatCannotBeReadAreRefused();
    void emptyDeviceIsAnEmptyMessage();
    void lineEndsOfBytesBecomeCrLf_data();
    void lineEndsOfBytesBecomeCrLf();
    void refusalLeavesTheDeviceUnread();
    void tooLargeIsNotSent();
    void brokenPromiseEndsTheConnection_data();
    void brokenPromiseEndsTheConnection();
    void refusalInTheMiddleTellsTheServersReason();
    void growingDeviceIsReadToItsSize();
    void commandsWaitForTheContent();
    void dovecotTakesAStream();

private:
    static std::unique_ptr<QImap4> connectTo(ScriptedServer &server);
};

static const QString Inbox = QStringLiteral("INBOX");

// A pipe: gives what was put into it.
class Pipe : public QIODevice
{
public:
    Pipe() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }

    void put(const QByteArray &bytes)
    {
        m_bytes += bytes;
        Q_EMIT readyRead();
    }
    void finish()
    {
        m_finished = true;
        Q_EMIT readChannelFinished();
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 count = qMin(size, qint64(m_bytes.size()));
        std::copy_n(m_bytes.constData(), count, data);
        m_bytes.remove(0, count);
        return count == 0 && m_finished ? -1 : count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    bool m_finished = false;
};

// Lines without end; counts what was read.
class Spring : public QIODevice
{
public:
    Spring() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    qint64 given = 0;
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        for (qint64 i = 0; i < size; ++i, ++given)
            data[i] =
                "01234567890123456789012345678901234567890123456789012345678901\r\n"[given % 64];
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }
};

std::unique_ptr<QImap4> tst_Append::connectTo(ScriptedServer &server)
{
    server.on("APPEND", "$tag OK done");
    auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    return imap;
}

void tst_Append::contentComesFromTheDevice()
{
    ScriptedServer server;
    server.setCapabilities("IMAP4rev1 LITERAL+ UIDPLUS");
    const auto imap = connectTo(server);
    server.on("APPEND", "$tag OK [APPENDUID 38505 3955] done");
    QByteArray message = "xxSubject: a\r\n\r\n";
    while (message.size() < 300000)
        message += "line\r\n";
    QBuffer device(&message);
    QVERIFY(device.open(QIODevice::ReadOnly));
    device.seek(2); // from its position on
    const QDateTime date(QDate(2022, 2, 7), QTime(21, 52, 25), Qt::OffsetFromUTC, 3600);
    QImap4Reply *append = imap->append(Inbox, &device, -1, QImap4Flags::Seen, date);
    QSignalSpy progress(append, &QImap4Reply::progress);
    RUN(append);
    QCOMPARE(append->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(3955));
    const QByteArray size = QByteArray::number(message.size() - 2);
    QVERIFY(server.received().contains(" APPEND INBOX (\\Seen) \" 7-Feb-2022 21:52:25 +0100\" {"
                                       + size + "}\r\n")
            || server.received().contains(" APPEND INBOX (\\Seen) \"07-Feb-2022 21:52:25 +0100\" {"
                                          + size + "}\r\n"));
    QVERIFY(server.received().contains("}\r\n" + message.mid(2) + "\r\n"));
    QVERIFY(!progress.isEmpty());
    QCOMPARE(progress.constLast().at(0).toLongLong(), qint64(message.size() - 2));
    QCOMPARE(progress.constLast().at(1).toLongLong(), qint64(message.size() - 2));
    RUN(imap->noop());
}

void tst_Append::memoryInFlightIsBounded()
{
    constexpr qint64 Size = 64 * 1024 * 1024;
    ScriptedServer server;
    const auto imap = connectTo(server);
    Spring device;
    QImap4Reply *append = imap->append(Inbox, &device, Size);
    qint64 inFlight = 0;
    connect(append, &QImap4Reply::progress, this,
            [&](qint64 sent) { inFlight = qMax(inFlight, device.given - sent); });
    RUN(append);
    QCOMPARE(device.given, Size);
    QVERIFY2(inFlight > 0 && inFlight < 1024 * 1024, QByteArray::number(inFlight));
    QVERIFY(server.received().size() > Size);
}

void tst_Append::devicesThatCannotBeReadAreRefused_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"null", "closed", "write only", "sequential without a size"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void tst_Append::devicesThatCannotBeReadAreRefused()
{
    QFETCH(QString, what);
    ScriptedServer server;
    const auto imap = connectTo(server);
    QBuffer buffer;
    Pipe pipe;
    QIODevice *device = nullptr;
    if (what == QLatin1String("closed") || what == QLatin1String("write only"))
        device = &buffer;
    if (what == QLatin1String("write only"))
        buffer.open(QIODevice::WriteOnly);
    if (what == QLatin1String("sequential without a size"))
        device = &pipe;
    QImap4Reply *append = imap->append(Inbox, device, what.startsWith(QLatin1Char('s')) ? -1 : 10);
    QVERIFY(append->waitForFinished(10000));
    QCOMPARE(append->error().category(), QImap4Error::InvalidArgumentError);
    RUN(imap->noop());
    QVERIFY(!server.received().contains("APPEND"));
}

// As bytes that are none.
void tst_Append::emptyDeviceIsAnEmptyMessage()
{
    ScriptedServer server;
    const auto imap = connectTo(server);
    QBuffer empty;
    empty.open(QIODevice::ReadOnly);
    RUN(imap->append(Inbox, &empty));
    RUN(imap->append(Inbox, QByteArray()));
    QCOMPARE(server.received().count("APPEND INBOX {0}\r\n"), 2);
}

void tst_Append::lineEndsOfBytesBecomeCrLf_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("none") << QByteArray("a") << QByteArray("a");
    QTest::newRow("as they are") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nb\r\n");
    QTest::newRow("LF") << QByteArray("\na\n\nb\n") << QByteArray("\r\na\r\n\r\nb\r\n");
    QTest::newRow("CR") << QByteArray("\ra\r\rb\r") << QByteArray("\r\na\r\n\r\nb\r\n");
    QTest::newRow("mixed") << QByteArray("a\nb\r\nc\rd") << QByteArray("a\r\nb\r\nc\r\nd");
    QTest::newRow("CR CR LF") << QByteArray("a\r\r\nb") << QByteArray("a\r\n\r\nb");
    QTest::newRow("CR LF CR") << QByteArray("a\r\n\r") << QByteArray("a\r\n\r\n");
    QTest::newRow("LF CR") << QByteArray("a\n\rb") << QByteArray("a\r\n\r\nb");
    QTest::newRow("LF CR LF") << QByteArray("a\n\r\nb") << QByteArray("a\r\n\r\nb");
    QTest::newRow("late") << QByteArray("a\r\n").repeated(5000) + "\rb\n"
                          << QByteArray("a\r\n").repeated(5000) + "\r\nb\r\n";
}

void tst_Append::lineEndsOfBytesBecomeCrLf()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, sent);
    ScriptedServer server;
    const auto imap = connectTo(server);
    RUN(imap->append(Inbox, given));
    QVERIFY(server.received().endsWith('{' + QByteArray::number(sent.size()) + "}\r\n" + sent
                                       + "\r\n"));
}

void tst_Append::refusalLeavesTheDeviceUnread()
{
    ScriptedServer server;
    server.setScript({S("* PREAUTH [CAPABILITY IMAP4rev1 LITERAL+] hi"),
                      CLiteral("APPEND nowhere {6}"), S("$tag NO [TRYCREATE] no such mailbox"),
                      C("NOOP"), S("$tag OK done")});
    QImap4 imap;
    setServer(&imap, server.port());
    imap.setAutoIdle(false);
    imap.open();
    QBuffer device;
    device.setData("a: b\r\n");
    device.open(QIODevice::ReadOnly);
    QImap4Reply *append = imap.append(QStringLiteral("nowhere"), &device);
    QVERIFY(append->waitForFinished(10000));
    QCOMPARE(append->error().category(), QImap4Error::RefusedError);
    QVERIFY(append->error().responseCode().is("TRYCREATE"));
    QCOMPARE(device.pos(), qint64(0));
    RUN(imap.noop());
    QVERIFY2(server.error().isEmpty(), server.report());
}

void tst_Append::tooLargeIsNotSent()
{
    ScriptedServer server;
    server.setCapabilities("IMAP4rev1 APPENDLIMIT=100");
    const auto imap = connectTo(server);
    Spring device;
    QImap4Reply *stream = imap->append(Inbox, &device, 101);
    QImap4Reply *bytes = imap->append(Inbox, QByteArray(101, 'x'));
    QImap4Reply *fits = imap->append(Inbox, QByteArray(100, 'x'));
    for (QImap4Reply *reply : {stream, bytes}) {
        QVERIFY(reply->waitForFinished(10000));
        QCOMPARE(reply->error().category(), QImap4Error::InvalidArgumentError);
        QVERIFY(reply->error().detail().contains(QStringLiteral("100")));
    }
    RUN(fits);
    QCOMPARE(device.given, qint64(0));
}

void tst_Append::brokenPromiseEndsTheConnection_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QImap4Error::Category>("category");
    for (const char *what : {"finishes early", "is closed", "is destroyed", "cancel"})
        QTest::newRow(what) << QString::fromLatin1(what) << QImap4Error::CancelledError;
    QTest::newRow("NUL") << QStringLiteral("NUL") << QImap4Error::InvalidArgumentError;
}

void tst_Append::brokenPromiseEndsTheConnection()
{
    QFETCH(QString, what);
    QFETCH(QImap4Error::Category, category);
    ScriptedServer server;
    const auto imap = connectTo(server);
    auto device = std::make_unique<Pipe>();
    QImap4Reply *append = imap->append(Inbox, device.get(), 1000);
    QImap4Reply *behind = imap->noop();
    QSignalSpy finished(append, &QImap4Reply::finished);
    QSignalSpy behindFinished(behind, &QImap4Reply::finished);
    append->setAutoDelete(false);
    behind->setAutoDelete(false);
    device->put(QByteArray(500, 'x'));
    QTRY_VERIFY(server.received().contains(QByteArray(500, 'x')));
    if (what == QLatin1String("finishes early"))
        device->finish();
    else if (what == QLatin1String("is closed"))
        device->close();
    else if (what == QLatin1String("is destroyed"))
        device.reset();
    else if (what == QLatin1String("cancel"))
        append->cancel();
    else
        device->put(QByteArray(1, '\0'));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(append->error().category(), category);
    QTRY_COMPARE(behindFinished.size(), 1);
    QVERIFY(behind->isError());
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QVERIFY(!server.received().contains("NOOP"));
}

void tst_Append::refusalInTheMiddleTellsTheServersReason()
{
    ScriptedServer server;
    const auto imap = connectTo(server);
    Pipe device;
    QImap4Reply *append = imap->append(Inbox, &device, 1000);
    QImap4Reply *behind = imap->noop();
    QSignalSpy finished(append, &QImap4Reply::finished);
    QSignalSpy behindFinished(behind, &QImap4Reply::finished);
    append->setAutoDelete(false);
    behind->setAutoDelete(false);
    device.put(QByteArray(500, 'x'));
    QTRY_VERIFY(server.received().contains(QByteArray(500, 'x')));
    QByteArray tag = server.received();
    tag.truncate(tag.indexOf(" APPEND"));
    tag = tag.mid(tag.lastIndexOf('\n') + 1);
    server.send(tag + " NO [OVERQUOTA] full\r\n");
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(append->error().category(), QImap4Error::RefusedError);
    QVERIFY(append->error().responseCode().is("OVERQUOTA"));
    QTRY_COMPARE(behindFinished.size(), 1);
    QVERIFY(behind->isError());
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
}

void tst_Append::growingDeviceIsReadToItsSize()
{
    ScriptedServer server;
    const auto imap = connectTo(server);
    QBuffer device;
    device.setData("a: b\r\n\r\n");
    device.open(QIODevice::ReadWrite);
    QImap4Reply *append = imap->append(Inbox, &device);
    device.buffer().append("and more\r\n");
    RUN(append);
    QVERIFY(server.received().contains("a: b\r\n\r\n\r\n"));
    QVERIFY(!server.received().contains("more"));
}

void tst_Append::commandsWaitForTheContent()
{
    ScriptedServer server;
    const auto imap = connectTo(server);
    Pipe first;
    Spring second;
    QImap4Reply *one = imap->append(Inbox, &first, 10);
    QImap4Reply *two = imap->append(Inbox, &second, 1000000);
    QImap4Reply *noop = imap->noop();
    QTRY_VERIFY(server.received().contains("{10}"));
    first.put("0123456789");
    RUN(one);
    RUN(two);
    RUN(noop);
    QCOMPARE(server.commandTexts().mid(server.commandTexts().size() - 1).value(0).left(4),
             QByteArray("NOOP"));
}

void tst_Append::dovecotTakesAStream()
{
    DovecotServer dovecot;
    QIMAP4_START_DOVECOT(dovecot);
    QImap4 imap;
    setServer(&imap, dovecot, QImap4::Plaintext);
    imap.open();
    RUN(imap.login(QStringLiteral("alice"), QStringLiteral("secret")));
    QByteArray message = "Subject: stream\r\n\r\n";
    for (int i = 0; message.size() < 8 * 1000 * 1000; ++i)
        message += "line " + QByteArray::number(i) + "\r\n";
    QBuffer device(&message);
    device.open(QIODevice::ReadOnly);
    QImap4Reply *append = imap.append(Inbox, &device);
    RUN(append);
    QCOMPARE(append->value<QImap4UidMapping>().destination.count(), quint64(1));
    QBuffer unread(&message);
    unread.open(QIODevice::ReadOnly);
    QImap4Reply *nowhere = imap.append(QStringLiteral("nowhere"), &unread);
    QVERIFY(nowhere->waitForFinished(20000));
    QVERIFY(nowhere->error().responseCode().is("TRYCREATE"));
    RUN(imap.select());
    QBuffer sink;
    sink.open(QIODevice::WriteOnly);
    RUN(imap.fetchTo(&sink, QImap4MessageSet::sequenceNumbers(1)));
    QVERIFY(sink.data() == message);
    RUN(imap.logout());
}

QTEST_GUILESS_MAIN(tst_Append)
#include "tst_append.moc"
