// SPDX-License-Identifier: LGPL-3.0-or-later
#include "compressingserver.h"
#include "dovecotserver.h"
#include "net/deflate_p.h"
#include "testclient.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qrandom.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <sys/resource.h>

#include <memory>

using namespace QImap4Test;
using QImap4Internal::Deflater;
using QImap4Internal::Inflater;

// COMPRESS=DEFLATE: the room, and connections through it.
class tst_Compress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyChunksInflate();
    void syncFlushShowsEverything();
    void bombInflatesInPieces();
    void brokenDataIsDamaged_data();
    void brokenDataIsDamaged();

    void everythingAfterTheConsentIsCompressed();
    void consentAndDataInOnePacket();
    void compressIsRefused_data();
    void compressIsRefused();
    void whatCompressesWellArrives();
    void bombEndsInALimit();
    void damagedStreamIsTold();
    void byeBeforeTheEndIsHeard();
    void compressionEndsWithTheConnection();
    void dovecotCompresses_data();
    void dovecotCompresses();

private:
    static std::unique_ptr<QImap4> connectTo(const CompressingServer &server);
};

static QByteArray randomBytes(qsizetype size, quint32 seed = 1)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.bounded(1, 256));
    return bytes;
}

// All memory that this process has had at one time.
static qint64 peakBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

// Bounded output only: as if there were no more room than `piece`.
static QByteArray inflated(Inflater &inflater, const QByteArray &input, qsizetype piece)
{
    QByteArray output;
    inflater.feed(input);
    QByteArray block(piece, Qt::Uninitialized);
    while (true) {
        const qint64 count = inflater.read(block.data(), block.size());
        if (count <= 0)
            return output;
        output.append(block.constData(), count);
    }
}

void tst_Compress::anyChunksInflate()
{
    QRandomGenerator random(7);
    const QByteArray plain = randomBytes(100000) + QByteArray(200000, 'a') + randomBytes(5000, 2);
    for (int round = 0; round < 20; ++round) {
        Deflater deflater;
        QByteArray compressed;
        for (qsizetype at = 0; at < plain.size();) {
            const qsizetype size = qMin(qsizetype(random.bounded(1, 40000)), plain.size() - at);
            const bool last = at + size == plain.size();
            compressed += deflater.deflate(QByteArrayView(plain).sliced(at, size),
                                           last || random.bounded(2) ? Deflater::Flush::Sync
                                                                     : Deflater::Flush::None);
            at += size;
        }
        Inflater inflater;
        QByteArray result;
        for (qsizetype at = 0; at < compressed.size();) {
            const qsizetype size = qMin(qsizetype(random.bounded(1, 3000)), compressed.size() - at);
            result += inflated(inflater, compressed.mid(at, size), random.bounded(1, 5000));
            QVERIFY(!inflater.isDamaged());
            at += size;
        }
        QVERIFY(result == plain);
    }
}

void tst_Compress::syncFlushShowsEverything()
{
    Deflater deflater;
    Inflater inflater;
    for (const QByteArray &line : {QByteArray("A1 NOOP\r\n"), QByteArray("A2 LOGOUT\r\n")})
        QCOMPARE(inflated(inflater, deflater.deflate(line, Deflater::Flush::Sync), 100), line);
    QVERIFY(!inflater.mayHaveMore());
    QCOMPARE(inflated(inflater, {}, 100), QByteArray());
    QVERIFY(!inflater.isDamaged());
}

void tst_Compress::bombInflatesInPieces()
{
    const QByteArray bomb = rawDeflated(QByteArray(64 * 1024 * 1024, '\0'));
    QVERIFY(bomb.size() < 100000);
    Inflater inflater;
    inflater.feed(bomb);
    QByteArray block(4096, Qt::Uninitialized);
    qint64 total = 0;
    while (const qint64 count = inflater.read(block.data(), block.size())) {
        QVERIFY(count <= block.size());
        total += count;
    }
    QCOMPARE(total, qint64(64 * 1024 * 1024));
    QVERIFY(!inflater.isDamaged());
}

void tst_Compress::brokenDataIsDamaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("damaged");
    const QByteArray good = rawDeflated("hello, hello, hello");
    QTest::newRow("whole") << good << false;
    QTest::newRow("cut short") << good.left(good.size() / 2) << false; // the rest may come
    QTest::newRow("reserved block type") << QByteArray("\xff\xff\xff\xff") << true;
    QTest::newRow("plain IMAP") << QByteArray("* OK still here and not compressed\r\n") << true;
    QTest::newRow("distance too far") << QByteArray::fromHex("03fe7f") << true;
    QTest::newRow("more behind the end") << QByteArray::fromHex("030041") << true;
}

void tst_Compress::brokenDataIsDamaged()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, damaged);
    Inflater inflater;
    inflated(inflater, bytes, 10);
    QCOMPARE(inflater.isDamaged(), damaged);
    QVERIFY(!inflater.mayHaveMore());
}

std::unique_ptr<QImap4> tst_Compress::connectTo(const CompressingServer &server)
{
    auto imap = clientOf(server.port());
    imap->setAutoIdle(false);
    imap->open();
    return imap;
}

static const QByteArray Greeting =
    "* PREAUTH [CAPABILITY IMAP4rev1 LITERAL+ COMPRESS=DEFLATE] hi\r\n";

// Greets, and consents to compress.
static void beginCompression(CompressingPeer &peer)
{
    peer.send(Greeting);
    const QByteArray tag = peer.readTag();
    peer.send(tag + " OK go\r\n");
    peer.compress();
}

void tst_Compress::everythingAfterTheConsentIsCompressed()
{
    QByteArray said;
    QByteArrayList after;
    {
        const CompressingServer server([&](CompressingPeer &peer) {
            peer.send(Greeting);
            const QByteArray tag = peer.readTag(&said);
            peer.send(tag + " OK go\r\n");
            peer.compress();
            for (int i = 0; i < 2; ++i) {
                QByteArray command;
                const QByteArray next = peer.readTag(&command);
                after.append(command);
                peer.send("* 5 EXISTS\r\n" + next + " OK done\r\n");
            }
        });
        const auto imap = connectTo(server);
        QSignalSpy changed(imap.get(), &QImap4::compressedChanged);
        QImap4Reply *compress = imap->compress();
        QImap4Reply *noop = imap->noop(); // waits for the consent
        RUN(compress);
        QVERIFY(imap->isCompressed());
        QCOMPARE(changed.size(), 1);
        RUN(noop);
        QImap4Reply *again = imap->compress();
        QVERIFY(again->waitForFinished(10000));
        QCOMPARE(again->error().category(), QImap4Error::IllegalStateError);
        RUN(imap->invoke("capability"));
    }
    QCOMPARE(said, QByteArray("COMPRESS DEFLATE"));
    QCOMPARE(after, (QByteArrayList{"NOOP", "CAPABILITY"}));
}

void tst_Compress::consentAndDataInOnePacket()
{
    const CompressingServer server([](CompressingPeer &peer) {
        peer.send(Greeting);
        const QByteArray tag = peer.readTag();
        peer.compress();
        // The first compressed bytes come in the same segment as the consent.
        peer.sendRaw(tag + " OK go\r\n" + rawDeflated("* 7 EXISTS\r\n* BYE enough\r\n"));
    });
    const auto imap = connectTo(server);
    QSignalSpy bye(imap.get(), &QImap4::bye);
    RUN(imap->compress());
    QTRY_COMPARE(bye.size(), 1);
    QCOMPARE(bye.first().first().toString(), QStringLiteral("enough"));
}

void tst_Compress::compressIsRefused_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QImap4Error::Category>("category");
    const QByteArray nothing;
    QTest::newRow("not offered") << QByteArray("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n") << nothing
                                 << QImap4Error::UnsupportedError;
    QTest::newRow("before the login")
        << QByteArray("* OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] hi\r\n") << nothing
        << QImap4Error::IllegalStateError;
    QTest::newRow("refused") << Greeting << QByteArray("NO [COMPRESSIONACTIVE] TLS compresses\r\n")
                             << QImap4Error::RefusedError;
    QTest::newRow("not understood")
        << Greeting << QByteArray("BAD what\r\n") << QImap4Error::BadError;
}

void tst_Compress::compressIsRefused()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QByteArray, answer);
    QFETCH(QImap4Error::Category, category);
    const CompressingServer server([=](CompressingPeer &peer) {
        peer.send(greeting);
        if (!answer.isEmpty())
            peer.send(peer.readTag() + ' ' + answer);
        peer.send(peer.readTag() + " OK still plain\r\n");
    });
    const auto imap = connectTo(server);
    QImap4Reply *compress = imap->compress();
    QVERIFY(compress->waitForFinished(10000));
    QCOMPARE(compress->error().category(), category);
    QVERIFY(!imap->isCompressed());
    RUN(imap->noop());
}

// imaplib2 asks zlib for so many bytes at a time, and waits for the network to have the rest.
void tst_Compress::whatCompressesWellArrives()
{
    constexpr int Size = 5 * 1000 * 1000;
    const CompressingServer server([](CompressingPeer &peer) {
        beginCompression(peer);
        peer.send("* 1 EXISTS\r\n" + peer.readTag() + " OK selected\r\n");
        const QByteArray tag = peer.readTag();
        peer.send("* 1 FETCH (UID 9 BODY[] {" + QByteArray::number(Size) + "}\r\n"
                  + QByteArray(Size, 'x') + ")\r\n" + tag + " OK done\r\n");
    });
    const auto imap = connectTo(server);
    RUN(imap->compress());
    RUN(imap->select());
    QImap4Reply *fetch = imap->fetch(QImap4MessageSet::uids(9), QImap4::FullMessage);
    RUN(fetch);
    QCOMPARE(fetch->value<QImap4MessageList>().first().body(), QByteArray(Size, 'x'));
}

void tst_Compress::bombEndsInALimit()
{
    constexpr int Megabytes = 256;
    constexpr qint64 Mega = 1024 * 1024;
    const CompressingServer server([](CompressingPeer &peer) {
        beginCompression(peer);
        peer.send("* OK ");
        const QByteArray piece(Mega, 'A');
        for (int i = 0; i < Megabytes; ++i)
            peer.send(piece);
    });
    const qint64 before = peakBytes();
    const auto imap = connectTo(server);
    RUN(imap->compress());
    QTRY_COMPARE_WITH_TIMEOUT(imap->state(), QImap4::Disconnected, 30000);
    QCOMPARE(imap->lastError().category(), QImap4Error::LimitError);
    const qint64 grown = peakBytes() - before;
    QVERIFY2(grown < 64 * Mega, QByteArray::number(grown));
}

void tst_Compress::damagedStreamIsTold()
{
    const CompressingServer server([](CompressingPeer &peer) {
        beginCompression(peer);
        const QByteArray tag = peer.readTag();
        peer.send("* 3 EXISTS\r\n" + tag + " OK done\r\n");
        peer.sendRaw("* BYE not compressed any more\r\n");
    });
    const auto imap = connectTo(server);
    RUN(imap->compress());
    RUN(imap->noop());
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QCOMPARE(imap->lastError().category(), QImap4Error::ProtocolError);
}

void tst_Compress::byeBeforeTheEndIsHeard()
{
    const CompressingServer server([](CompressingPeer &peer) {
        beginCompression(peer);
        peer.send("* BYE overloaded\r\n");
        peer.close();
    });
    const auto imap = connectTo(server);
    QImap4Reply *noop = imap->compress();
    RUN(noop);
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QCOMPARE(imap->lastError().category(), QImap4Error::ByeError);
}

void tst_Compress::compressionEndsWithTheConnection()
{
    const CompressingServer server([](CompressingPeer &peer) { beginCompression(peer); });
    const auto imap = connectTo(server);
    RUN(imap->compress());
    imap->abort();
    QVERIFY(!imap->isCompressed());
    const CompressingServer plain([](CompressingPeer &peer) {
        peer.send(Greeting);
        peer.send(peer.readTag() + " OK plain\r\n");
    });
    imap->setPort(plain.port());
    RUN(imap->open());
    RUN(imap->noop());
    QVERIFY(!imap->isCompressed());
    imap->abort();
}

void tst_Compress::dovecotCompresses_data()
{
    QTest::addColumn<QByteArray>("body");
    QByteArray lines;
    while (lines.size() < 5 * 1000 * 1000)
        lines += "The same line again and again.\r\n";
    QTest::newRow("compressible") << lines;
    // Every octet that a message may have, in lines of a length that it may have (RFC 5322, 2.1.1).
    constexpr qsizetype LineLength = 900;
    QByteArray noise = randomBytes(20 * 1000 * 1000, 3);
    noise.replace('\r', 'r').replace('\n', 'n');
    for (qsizetype at = LineLength; at + 1 < noise.size(); at += LineLength)
        noise.replace(at, 2, "\r\n");
    QTest::newRow("incompressible") << noise;
}

void tst_Compress::dovecotCompresses()
{
    QFETCH(QByteArray, body);
    DovecotServer dovecot;
    QIMAP4_START_DOVECOT(dovecot);
    QImap4 imap;
    setServer(&imap, dovecot, QImap4::Plaintext);
    imap.open();
    RUN(imap.login(QStringLiteral("alice"), QStringLiteral("secret")));
    RUN(imap.compress());
    QVERIFY(imap.isCompressed());
    const QByteArray message = "Subject: large\r\n\r\n" + body;
    RUN(imap.append(QStringLiteral("INBOX"), message));
    RUN(imap.select());
    QBuffer sink;
    sink.open(QIODevice::WriteOnly);
    RUN(imap.fetchTo(&sink, QImap4MessageSet::sequenceNumbers(1)));
    QVERIFY(sink.data() == message);
    QImap4Reply *fetch = imap.fetch(QImap4MessageSet::sequenceNumbers(1), QImap4::FullMessage);
    RUN(fetch);
    QVERIFY(fetch->value<QImap4MessageList>().first().body() == message);
    RUN(imap.logout());
}

QTEST_GUILESS_MAIN(tst_Compress)
#include "tst_compress.moc"
