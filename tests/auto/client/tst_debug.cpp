// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/actionring_p.h"
#include "protocol/logtext_p.h"
#include "protocol/secretmask_p.h"
#include "scriptedserver.h"
#include "testclient.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qmutex.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

using namespace QImap4Internal;
using namespace QImap4Test;

namespace {

constexpr char User[] = "alice";

// Everything that goes to Qt's log while this lives, with all categories of the library switched
// on.
class LogCapture
{
public:
    LogCapture()
    {
        s_text.clear();
        s_handler = qInstallMessageHandler(&take);
        s_filter = QLoggingCategory::installFilter(&enableAll);
    }
    ~LogCapture()
    {
        QLoggingCategory::installFilter(s_filter);
        qInstallMessageHandler(s_handler);
    }
    LogCapture(const LogCapture &) = delete;
    LogCapture &operator=(const LogCapture &) = delete;

    QByteArray text() const
    {
        const QMutexLocker lock(&s_mutex);
        return s_text;
    }

private:
    static void take(QtMsgType, const QMessageLogContext &context, const QString &message)
    {
        const QMutexLocker lock(&s_mutex);
        s_text += QByteArray(context.category) + ": " + message.toUtf8() + '\n';
    }
    static void enableAll(QLoggingCategory *category)
    {
        s_filter(category);
        if (QByteArrayView(category->categoryName()).startsWith("qimap4."))
            category->setEnabled(QtDebugMsg, true);
    }

    static inline QMutex s_mutex;
    static inline QByteArray s_text;
    static inline QtMessageHandler s_handler = nullptr;
    static inline QLoggingCategory::CategoryFilter s_filter = nullptr;
};

QByteArray oneLine(QByteArray text)
{
    for (const char c : {'\r', '\n', '\0', '\1'})
        text.replace(c, ' ');
    return text;
}

QByteArray quoted(const QByteArray &text)
{
    QByteArray result = text;
    result.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + result + '"';
}

// A server that repeats what it hears, in every form that it can think of.
QByteArray echoOf(const ClientCommand &command)
{
    const QByteArray said = (command.isContinuation ? command.text : command.raw).trimmed();
    const QByteArray last = said.split(' ').constLast();
    QByteArray echo;
    for (const QByteArray &text :
         {said, QByteArray::fromBase64(last), QByteArray::fromBase64(said), last}) {
        const QByteArray line = oneLine(text);
        echo += "* OK you said " + line + "\r\n";
        echo +=
            "* NO [X-ECHO " + QByteArray(line).replace(']', ' ') + "] " + line.toUpper() + "\r\n";
        echo += "* X-ECHO {" + QByteArray::number(text.size()) + "}\r\n" + text + "\r\n";
        echo += "* CAPABILITY IMAP4rev1 " + line + "\r\n";
        echo += "* X-QUOTED " + quoted(line) + "\r\n";
        echo += "* X-CODED " + text.toBase64() + " " + ("x" + text).toBase64() + "\r\n";
        echo += "* X-LONG " + QByteArray(170, 'x') + line + "\r\n";
    }
    return echo;
}

// How the server leads through a login: its challenges, then an end.
Handler echoingServer(const QByteArrayList &challenges, const QByteArray &end)
{
    auto step = std::make_shared<qsizetype>(0);
    return [challenges, end, step](const ClientCommand &command) {
        QByteArray answer = echoOf(command);
        if (*step < challenges.size())
            answer += "+ " + challenges.at((*step)++).toBase64() + "\r\n";
        else
            answer += "$tag " + end + ' ' + oneLine(command.text) + "\r\n";
        return Answer(answer);
    };
}

// The forms in which a secret must not be found, in lower case.
QByteArrayList formsOf(const QByteArray &secret)
{
    QByteArrayList forms{secret, quoted(secret).sliced(1).chopped(1)};
    for (const QByteArray &before :
         {QByteArray(), QByteArray("x"), QByteArray("xx"), QByteArray("\0alice\0", 7)}) {
        const QByteArray code = (before + secret).toBase64(QByteArray::OmitTrailingEquals);
        forms += code.mid((before.size() * 8 + 5) / 6).chopped(1);
    }
    for (QByteArray &form : forms)
        form = form.toLower();
    return forms;
}

} // namespace

class tst_Debug : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreMaskedInEveryForm_data();
    void secretsAreMaskedInEveryForm();
    void cutSecretIsMaskedWhereverItIsCut();
    void linesAreSafeToShow_data();
    void linesAreSafeToShow();
    void ringKeepsTheBeginningOfTheLastActions();

    void noSecretReachesAnySink_data();
    void noSecretReachesAnySink();
    void credentialsDoNotPrintThemselves();

    void levelsAddUp_data();
    void levelsAddUp();
    void levelMayChangeAtAnyTime();
    void deviceMayGoAtAnyTime();
    void linesWithoutADeviceGoToTheLog();
    void hostileServerCannotWriteToTheTerminal();
    void errorsCarryTheLastActions();
    void lastActionsAreShownWhenTheConnectionIsLost();
    void everyRoomHasACategory();
    void identifierNamesTheThreadAndTheLines();
    void protocolMessagesMayBeTurnedOnAndOff();
    void protocolMessagesMayBeTurnedOnInAnyThread();
    void newestProtocolVersionIsTold_data();
    void newestProtocolVersionIsTold();
    void capabilitiesFollowAnyUntaggedResponse();
};

void tst_Debug::secretsAreMaskedInEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("masked");
    const QByteArray secret = "s3cret\"pass";
    QTest::newRow("alone") << secret << QByteArray("***");
    QTest::newRow("within") << "a " + secret + " b" << QByteArray("a *** b");
    QTest::newRow("quoted") << QByteArray("LOGIN alice \"s3cret\\\"pass\"")
                            << QByteArray("LOGIN alice \"***\"");
    QTest::newRow("upper case") << secret.toUpper() << QByteArray("***");
    QTest::newRow("twice, touching") << secret + secret << QByteArray("******");
    QTest::newRow("in a literal") << "{11}\r\n" + secret << QByteArray("{11}\r\n***");
    QTest::newRow("something else") << QByteArray("s3crat\"pass") << QByteArray("s3crat\"pass");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void tst_Debug::secretsAreMaskedInEveryForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, masked);
    SecretMask secrets;
    QCOMPARE(secrets.masked(text), text);
    secrets.add("s3cret\"pass");
    QCOMPARE(secrets.masked(text), masked);
}

void tst_Debug::cutSecretIsMaskedWhereverItIsCut()
{
    SecretMask secrets;
    secrets.add("t0p-s3cret");
    const QByteArray line = "BAD what is t0p-s3cret?";
    for (qsizetype size = 0; size <= line.size(); ++size) {
        const QByteArray masked = secrets.masked(line.first(size), Completeness::Cut);
        QVERIFY2(!masked.contains("t0"), masked);
        QVERIFY(size < 13 || masked.startsWith("BAD what is ***"));
    }
}

void tst_Debug::linesAreSafeToShow_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QByteArray &bytes, const char *shown) {
        QTest::newRow(name) << bytes << QString::fromUtf8(shown);
    };
    row("plain", "* 3 FETCH (FLAGS (\\Seen))", "* 3 FETCH (FLAGS (\\Seen))");
    row("escape", "\x1b[2J\x07", "\\x1b[2J\\x07");
    row("line ends", "a\r\nb\tc", "a\\r\\nb\\tc");
    row("NUL", QByteArray("a\0b", 3), "a\\x00b");
    row("letters", "Gr\xc3\xbc\xc3\x9f", "Gr\xc3\xbc\xc3\x9f");
    row("C1 control",
        "\xc2\x9b"
        "31m",
        "\\x9b31m");
    row("turns direction",
        "a\xe2\x80\xae"
        "b",
        "a\\u{202e}b");
    row("zero width",
        "a\xe2\x80\x8b"
        "b",
        "a\\u{200b}b");
    row("line separator", "\xe2\x80\xa8", "\\u{2028}");
    row("beyond the BMP", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
    row("private use", "\xf3\xb0\x80\x80", "\\u{f0000}");
    row("Latin-1", "Gr\xfc\xdf", "Gr\\xfc\\xdf");
}

void tst_Debug::linesAreSafeToShow()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    QCOMPARE(printable(bytes), shown);
}

void tst_Debug::ringKeepsTheBeginningOfTheLastActions()
{
    ActionRing ring;
    SecretMask secrets;
    QVERIFY(ring.lines(secrets).isEmpty());
    for (int i = 0; i < 30; ++i)
        ring.add(ActionKind::Sent, i * 1000, "A" + QByteArray::number(i) + " NOOP");
    QStringList lines = ring.lines(secrets);
    QCOMPARE(lines.size(), ActionRing::Capacity);
    QCOMPARE(lines.constFirst(), QStringLiteral("00:10.00 > A10 NOOP"));
    QCOMPARE(lines.constLast(), QStringLiteral("00:29.00 > A29 NOOP"));

    secrets.add("hunter2hunter2");
    ring.add(ActionKind::Received, 61230, QByteArray(195, 'x') + "hunter2hunter2 and more");
    lines = ring.lines(secrets);
    QCOMPARE(lines.size(), ActionRing::Capacity);
    QCOMPARE(lines.constLast(),
             QStringLiteral("01:01.23 < ") + QString(195, QLatin1Char('x'))
                 + QStringLiteral("***..."));
    // Not in the middle of a character.
    ring.add(ActionKind::Received, 0, QByteArray(199, 'x') + "\xc3\xbc");
    QVERIFY(ring.lines(secrets).constLast().endsWith(QLatin1String("xx...")));
}

using Login = std::function<QImap4Reply *(QImap4 *, const QString &)>;
Q_DECLARE_METATYPE(Login)

void tst_Debug::noSecretReachesAnySink_data()
{
    QTest::addColumn<Login>("login");
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QByteArrayList>("challenges");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<int>("chunk");

    const QString user = QString::fromLatin1(User);
    const Login plain = [user](QImap4 *imap, const QString &secret) {
        return imap->login(user, secret);
    };
    const Login cram = [user](QImap4 *imap, const QString &secret) {
        return imap->loginCramMd5(user, secret);
    };
    const auto by = [user](const char *mechanism) -> Login {
        return [user, mechanism](QImap4 *imap, const QString &secret) {
            return imap->authenticate(QImap4Credentials::withPassword(user, secret), mechanism);
        };
    };
    const auto token = [user](const char *mechanism) -> Login {
        return [user, mechanism](QImap4 *imap, const QString &secret) {
            return imap->authenticate(QImap4Credentials::withToken(user, secret), mechanism);
        };
    };
    const Login challenges = [](QImap4 *imap, const QString &secret) {
        QObject::connect(imap, &QImap4::authenticationChallenge, imap,
                         [imap, secret] { imap->respondToChallenge(secret.toUtf8()); });
        return imap->authenticateByChallenge("X-OWN");
    };

    const QString atom = QStringLiteral("s3cret-passw0rd");
    const QString quotes = QStringLiteral("s3cret \"pass\\word");
    const QString literal = QStringLiteral("s3cret-p\u00e4ssw\u00f6rd");
    const QString bearer = QStringLiteral("ya29.t0ken-t0ken-t0ken");
    const QByteArrayList none;
    const QByteArrayList empty{QByteArray()};
    const QByteArrayList names{"User Name", "Password"};
    const QByteArrayList cramChallenge{"<1896.697170952@postoffice.example>"};
    for (const int chunk : {0, 1, 7}) {
        const auto row = [chunk](const char *name, const Login &login, const char *command,
                                 const char *capabilities, const QByteArrayList &with,
                                 const QString &secret) {
            QTest::addRow("%s, in pieces of %d", name, chunk)
                << login << QByteArray(command) << QByteArray(capabilities) << with << secret
                << chunk;
        };
        row("LOGIN with an atom", plain, "LOGIN", "", none, atom);
        row("LOGIN with a quoted string", plain, "LOGIN", "", none, quotes);
        row("LOGIN with a literal", plain, "LOGIN", "", none, literal);
        row("LOGIN with LITERAL+", plain, "LOGIN", "LITERAL+", none, literal);
        row("CRAM-MD5", cram, "AUTHENTICATE", "AUTH=CRAM-MD5", cramChallenge, atom);
        row("PLAIN", by("PLAIN"), "AUTHENTICATE", "AUTH=PLAIN", empty, quotes);
        row("PLAIN at once", by("PLAIN"), "AUTHENTICATE", "SASL-IR AUTH=PLAIN", none, literal);
        row("SASL LOGIN", by("LOGIN"), "AUTHENTICATE", "AUTH=LOGIN", names, atom);
        row("XOAUTH2", token("XOAUTH2"), "AUTHENTICATE", "AUTH=XOAUTH2", empty, bearer);
        row("XOAUTH2 at once", token("XOAUTH2"), "AUTHENTICATE", "SASL-IR AUTH=XOAUTH2", none,
            bearer);
        row("OAUTHBEARER", token("OAUTHBEARER"), "AUTHENTICATE", "SASL-IR AUTH=OAUTHBEARER", none,
            bearer);
        row("own mechanism", challenges, "AUTHENTICATE", "AUTH=X-OWN", empty, quotes);
    }
}

void tst_Debug::noSecretReachesAnySink()
{
    QFETCH(Login, login);
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, capabilities);
    QFETCH(QByteArrayList, challenges);
    QFETCH(QString, secret);
    QFETCH(int, chunk);

    const LogCapture log;
    QHash<QByteArray, QByteArray> sinks;
    const auto keep = [&sinks](const char *sink, const QByteArray &text) {
        sinks[sink] += text + '\n';
    };
    const auto keepError = [&keep](const QImap4Error &error) {
        QString printed;
        QDebug(&printed) << error;
        keep("error", printed.toUtf8());
        keep("error", (error.serverText() + error.detail() + error.message()).toUtf8());
        keep("error", error.responseCode().name() + ' ' + error.responseCode().arguments());
        keep("ring", error.recentActions().join(QLatin1Char('\n')).toUtf8());
    };
    QBuffer device;
    QVERIFY(device.open(QIODevice::WriteOnly));

    ScriptedServer server;
    server.setCapabilities("IMAP4rev1 " + capabilities);
    Faults faults;
    faults.chunkSize = chunk;
    server.setFaults(faults);
    server.on(command, echoingServer(challenges, "BAD cannot parse"));
    const auto imap = clientOf(server.port());
    imap->setDebugLevel(5);
    imap->setDebugDevice(&device);
    connect(imap.get(), &QImap4::protocolMessage, this,
            [&](QImap4::Direction, const QByteArray &line) { keep("signal", line); });
    connect(
        imap.get(), &QImap4::protocolWarning, this,
        [&](const QString &text, const QByteArray &raw) { keep("warning", text.toUtf8() + raw); });
    connect(imap.get(), &QImap4::alert, this,
            [&](const QString &text) { keep("alert", text.toUtf8()); });
    connect(imap.get(), &QImap4::bye, this,
            [&](const QString &text, const QImap4ResponseCode &code) {
                keep("bye", text.toUtf8() + code.arguments());
            });
    imap->open();
    QImap4Reply *reply = login(imap.get(), secret);
    reply->setAutoDelete(false);
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 20000);
    QVERIFY(reply->isError());
    keepError(reply->error());
    keep("reply", reply->text().toUtf8());

    // Also when the login is over.
    const QByteArray word = secret.toUtf8();
    server.send("* OK [ALERT] still " + word + "\r\n* BYE [X-ECHO " + word.toUpper() + "] and "
                + word + "\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(imap->state(), QImap4::Disconnected, 20000);
    keepError(imap->lastError());
    // But for X-ECHO, which is data of the server's own making, and is as it came.
    for (const char *name : {"OK", "NO", "BAD", "BYE", "ALERT"})
        keep("kept", imap->response(name).join('\n'));
    keep("device", device.data());
    keep("category", log.text());

    for (const char *sink : {"signal", "device", "category"})
        QVERIFY2(sinks.value(sink).contains(command), sink);
    QVERIFY(sinks.value("kept").contains("still"));
    QVERIFY(sinks.value("ring").count('\n') >= ActionRing::Capacity);
    const QByteArrayList forms = formsOf(word);
    for (auto sink = sinks.constBegin(); sink != sinks.constEnd(); ++sink) {
        const QByteArray text = sink.value().toLower();
        for (const QByteArray &form : forms) {
            const qsizetype at = text.indexOf(form);
            QVERIFY2(at < 0,
                     sink.key() + ": " + form + " in "
                         + sink.value().mid(qMax(qsizetype(0), at - 80), 200));
        }
    }
}

void tst_Debug::credentialsDoNotPrintThemselves()
{
    QString printed;
    QDebug(&printed) << QImap4Credentials::withPassword(QStringLiteral("alice"),
                                                        QStringLiteral("s3cret"))
                     << QImap4Credentials::withToken(QStringLiteral("alice"),
                                                     QStringLiteral("t0ken"))
                     << QImap4Secret(QStringLiteral("hunter2"));
    QVERIFY(printed.contains(QLatin1String("***")));
    for (const char *secret : {"s3cret", "t0ken", "hunter2"})
        QVERIFY(!printed.contains(QLatin1String(secret)));
}

void tst_Debug::levelsAddUp_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<QByteArrayList>("shown");
    QTest::addColumn<QByteArrayList>("hidden");
    const QByteArrayList first{"connects to localhost:",  "state: selected", " LOGIN \"alice\" ***",
                               "capabilities: IMAP4REV1", " NO no such",     "unexpected: "};
    const QByteArrayList second{"IDLE begins"};
    const QByteArrayList third{" waits for 1 before it", "kept for response(): X-UNASKED"};
    const QByteArrayList fourth{"< * 172 EXISTS", "< + idling"};
    const QByteArrayList fifth{"bytes have left", "a response of "};
    QTest::newRow("0") << 0 << QByteArrayList() << first + second + third + fourth + fifth;
    QTest::newRow("1") << 1 << first << second + third + fourth + fifth;
    QTest::newRow("2") << 2 << first + second << third + fourth + fifth;
    QTest::newRow("3") << 3 << first + second + third << fourth + fifth;
    QTest::newRow("4") << 4 << first + second + third + fourth << fifth;
    QTest::newRow("5") << 5 << first + second + third + fourth + fifth << QByteArrayList();
    QTest::newRow("more than there is") << 99 << fifth << QByteArrayList();
    QTest::newRow("less than there is") << -1 << QByteArrayList() << first;
}

void tst_Debug::levelsAddUp()
{
    QFETCH(int, level);
    QFETCH(QByteArrayList, shown);
    QFETCH(QByteArrayList, hidden);
    QBuffer device;
    QVERIFY(device.open(QIODevice::WriteOnly));
    ScriptedServer server;
    server.setScript({S("* OK hello"), C("CAPABILITY"), S("* CAPABILITY IMAP4rev1 IDLE"),
                      S("$tag OK"), C("LOGIN alice secret"), Hold(),
                      S("$tag OK [CAPABILITY IMAP4rev1 IDLE]"), C("SELECT INBOX"),
                      S("* 172 EXISTS"), S("$tag OK [READ-WRITE] done"), C("DELETE gone"),
                      S("$tag NO no such mailbox"), C("NOOP"), S("* X-UNASKED 1"), S("(nonsense"),
                      S("$tag OK"), C("IDLE"), S("+ idling")});
    const auto imap = clientOf(server.port());
    imap->setDebugDevice(&device);
    imap->setDebugLevel(level);
    QCOMPARE(imap->debugLevel(), qBound(0, level, 5));
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();
    server.release();
    QTRY_COMPARE(imap->state(), QImap4::Selected);
    QVERIFY(imap->deleteMailbox(QStringLiteral("gone"))->waitForFinished(5000));
    QVERIFY(imap->noop()->waitForFinished(5000));
    QTRY_VERIFY2(imap->isIdling(), server.report());
    for (const QByteArray &text : shown)
        QVERIFY2(device.data().contains(text), text + " is not in\n" + device.data());
    for (const QByteArray &text : hidden)
        QVERIFY2(!device.data().contains(text), text + " is in\n" + device.data());
    for (const QByteArray &line : device.data().split('\n')) {
        static const QRegularExpression layout(
            QStringLiteral("\\A  [0-9]{2,}:[0-9]{2}\\.[0-9]{2} localhost [ <>] "));
        QVERIFY2(line.isEmpty() || layout.match(QString::fromUtf8(line)).hasMatch(), line);
    }
}

void tst_Debug::levelMayChangeAtAnyTime()
{
    QBuffer device;
    QVERIFY(device.open(QIODevice::WriteOnly));
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    imap->setDebugDevice(&device);
    QSignalSpy changed(imap.get(), &QImap4::debugLevelChanged);
    QVERIFY(imap->open()->waitForFinished(5000));
    QVERIFY(device.data().isEmpty());
    imap->setDebugLevel(4);
    imap->setDebugLevel(4);
    QVERIFY(imap->noop()->waitForFinished(5000));
    QVERIFY2(device.data().contains(" NOOP\n"), device.data());
    imap->setDebugLevel(0);
    QCOMPARE(changed.size(), 2);
    const QByteArray before = device.data();
    QVERIFY(imap->noop()->waitForFinished(5000));
    QCOMPARE(device.data(), before);
}

void tst_Debug::deviceMayGoAtAnyTime()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    auto device = std::make_unique<QBuffer>();
    QVERIFY(device->open(QIODevice::WriteOnly));
    imap->setDebugLevel(5);
    imap->setDebugDevice(device.get());
    // One that goes while it is written to, too.
    connect(device.get(), &QIODevice::bytesWritten, this, [&device] {
        if (device)
            device.release()->deleteLater();
    });
    const LogCapture log;
    QVERIFY(imap->open()->waitForFinished(5000));
    QVERIFY(imap->noop()->waitForFinished(5000));
    QTRY_VERIFY(!imap->debugDevice());
    QVERIFY(imap->noop()->waitForFinished(5000));
    QVERIFY(log.text().contains("NOOP"));
}

void tst_Debug::linesWithoutADeviceGoToTheLog()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    imap->setDebugLevel(1);
    QBuffer closed;
    imap->setDebugDevice(&closed);
    const LogCapture log;
    QVERIFY(imap->open()->waitForFinished(5000));
    QVERIFY(log.text().contains("qimap4.trace:   00:"));
    QVERIFY(!log.text().contains("device not open"));
}

void tst_Debug::hostileServerCannotWriteToTheTerminal()
{
    QBuffer device;
    QVERIFY(device.open(QIODevice::WriteOnly));
    const LogCapture log;
    ScriptedServer server;
    server.on("NOOP",
              "* OK \x1b]0;owned\x07\xe2\x80\xae\r\n* X \x1b[2J" + QByteArray(5000, 'x')
                  + "\r\n$tag OK done");
    const auto imap = clientOf(server.port());
    QByteArrayList lines;
    connect(imap.get(), &QImap4::protocolMessage, this,
            [&lines](QImap4::Direction, const QByteArray &line) { lines.append(line); });
    imap->setDebugLevel(5);
    imap->setDebugDevice(&device);
    imap->open();
    QVERIFY(imap->noop()->waitForFinished(5000));
    QVERIFY(lines.join('\n').contains("\\x1b]0;owned\\x07\\u{202e}"));
    for (const QByteArray &sink : {lines.join('\n'), device.data(), log.text()}) {
        QVERIFY(sink.contains("owned"));
        QVERIFY(!sink.contains('\x1b') && !sink.contains('\x07') && !sink.contains("\xe2\x80\xae"));
        for (const QByteArray &line : sink.split('\n'))
            QVERIFY(line.size() < 1200);
    }
}

void tst_Debug::errorsCarryTheLastActions()
{
    ScriptedServer server;
    server.on("CHECK",
              [](const ClientCommand &) { return Answer("* BYE enough", Answer::Disconnect); });
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();
    for (int i = 0; i < 30; ++i)
        imap->noop();
    QTRY_COMPARE(imap->pendingCommands(), 0);
    QImap4Reply *last = imap->check();
    last->setAutoDelete(false);
    QImap4Reply *behind = imap->select();
    behind->setAutoDelete(false);
    QTRY_VERIFY(behind->isFinished());
    const QStringList actions = imap->lastError().recentActions();
    QCOMPARE(actions.size(), ActionRing::Capacity);
    QCOMPARE(last->error().recentActions(), actions);
    QCOMPARE(behind->error().recentActions(), actions);
    QVERIFY(actions.filter(QLatin1String("CHECK")).size() == 1);
    QVERIFY(actions.filter(QLatin1String("< * BYE enough")).size() == 1);
    QVERIFY(actions.constLast().endsWith(QLatin1String("the connection ends: ByeError, enough")));
    QVERIFY(QImap4Error(QImap4Error::ByeError).recentActions().isEmpty());
    delete last;
    delete behind;
}

void tst_Debug::lastActionsAreShownWhenTheConnectionIsLost()
{
    QBuffer device;
    QVERIFY(device.open(QIODevice::WriteOnly));
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    imap->setDebugLevel(1);
    imap->setDebugDevice(&device);
    imap->open();
    QVERIFY(imap->noop()->waitForFinished(5000));
    QVERIFY(!device.data().contains("actions:"));
    server.on("NOOP", "$tag BAD never heard of it");
    QVERIFY(imap->noop()->waitForFinished(5000));
    QVERIFY2(device.data().contains(" actions:\n"), device.data());
    device.buffer().clear();
    device.seek(0);
    server.dropConnections();
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QVERIFY2(device.data().contains("actions:\n"), device.data());
    QVERIFY2(device.data().contains("< "), device.data());
}

void tst_Debug::everyRoomHasACategory()
{
    const LogCapture log;
    ScriptedServer server;
    server.setCapabilities("IMAP4rev1 AUTH=PLAIN AUTH=LOGIN");
    server.on("AUTHENTICATE", [](const ClientCommand &command) {
        return command.isContinuation ? Answer("$tag OK in") : Answer("+ ");
    });
    server.on("NOOP", "* LIST (nonsense\r\n$tag OK");
    const auto imap = clientOf(server.port());
    imap->open();
    imap->authenticate(
        QImap4Credentials::withPassword(QStringLiteral("alice"), QStringLiteral("s3cret")));
    QVERIFY(imap->noop()->waitForFinished(5000));
    imap->abort();
    for (const char *category :
         {"qimap4.net: ", "qimap4.protocol: ", "qimap4.sasl: ", "qimap4.wire: "})
        QVERIFY2(log.text().contains(category), category + log.text());
}

void tst_Debug::identifierNamesTheThreadAndTheLines()
{
    QBuffer device;
    QVERIFY(device.open(QIODevice::WriteOnly));
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QSignalSpy changed(imap.get(), &QImap4::identifierChanged);
    QCOMPARE(imap->identifier(), QStringLiteral("localhost"));
    imap->setHost(QStringLiteral("127.0.0.1"));
    QCOMPARE(imap->identifier(), QStringLiteral("127.0.0.1"));
    imap->setIdentifier(QStringLiteral("mail-\u00e4-of-the-office"));
    QCOMPARE(changed.size(), 2);
    imap->setDebugLevel(1);
    imap->setDebugDevice(&device);
    QVERIFY(imap->open()->waitForFinished(5000));
    QVERIFY(device.data().contains(" mail-\xc3\xa4-of-the-office "));
#ifdef Q_OS_LINUX
    QByteArrayList names;
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/comm")));
        if (file.open(QIODevice::ReadOnly))
            names.append(file.readAll().trimmed());
    }
    QVERIFY2(names.contains("mail-\xc3\xa4-of-the-"), names.join(' '));
#endif
}

void tst_Debug::protocolMessagesMayBeTurnedOnAndOff()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QVERIFY(imap->open()->waitForFinished(5000));
    QList<QImap4::Direction> seen;
    const auto connection =
        connect(imap.get(), &QImap4::protocolMessage, this,
                [&seen](QImap4::Direction direction) { seen.append(direction); });
    QVERIFY(imap->noop()->waitForFinished(5000));
    QCOMPARE(seen, (QList<QImap4::Direction>{QImap4::Sent, QImap4::Received}));
    disconnect(connection);
    QVERIFY(imap->noop()->waitForFinished(5000));
    QCOMPARE(seen.size(), 2);
}

void tst_Debug::protocolMessagesMayBeTurnedOnInAnyThread()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QObject receiver;
    // Not captured: ThreadSanitizer does not see how Qt hands a slot's captures to another thread.
    static std::atomic_int lines = 0;
    std::thread other([&imap, &receiver] {
        connect(imap.get(), &QImap4::protocolMessage, &receiver, [] { ++lines; });
    });
    QVERIFY(imap->open()->waitForFinished(5000)); // at the same time
    imap->setDebugLevel(1);
    other.join();
    QCoreApplication::processEvents();
    QVERIFY(imap->noop()->waitForFinished(5000));
    QTRY_VERIFY(lines > 0);
}

void tst_Debug::newestProtocolVersionIsTold_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QString>("version");
    QTest::newRow("both") << QByteArray("IMAP4rev1 IMAP4rev2") << QStringLiteral("IMAP4rev2");
    QTest::newRow("rev2") << QByteArray("IMAP4REV2") << QStringLiteral("IMAP4rev2");
    QTest::newRow("rev1") << QByteArray("IMAP4 imap4rev1") << QStringLiteral("IMAP4rev1");
    QTest::newRow("old") << QByteArray("IMAP4 IDLE") << QStringLiteral("IMAP4");
    QTest::newRow("none") << QByteArray("IDLE") << QString();
}

void tst_Debug::newestProtocolVersionIsTold()
{
    QFETCH(QByteArray, capabilities);
    QFETCH(QString, version);
    ScriptedServer server;
    server.setCapabilities(capabilities);
    const auto imap = clientOf(server.port());
    QCOMPARE(imap->protocolVersion(), QString());
    QVERIFY(imap->open()->waitForFinished(5000));
    QCOMPARE(imap->protocolVersion(), version);
}

void tst_Debug::capabilitiesFollowAnyUntaggedResponse()
{
    ScriptedServer server;
    server.on("NOOP", "* CAPABILITY IMAP4rev1 X-NEWS\r\n$tag OK");
    const auto imap = clientOf(server.port());
    QVERIFY(imap->open()->waitForFinished(5000));
    QSignalSpy changed(imap.get(), &QImap4::capabilitiesChanged);
    QVERIFY(imap->noop()->waitForFinished(5000));
    QCOMPARE(changed.size(), 1);
    QVERIFY(imap->hasCapability("x-news"));
}

QTEST_GUILESS_MAIN(tst_Debug)
#include "tst_debug.moc"
