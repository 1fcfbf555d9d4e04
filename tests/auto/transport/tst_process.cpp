// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"
#include "testclient.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <utility>

using namespace QImap4Test;

// A child process instead of a network connection.
class tst_Process : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandIsASetting();
    void childSpeaksImap();
    void passwordMayCrossThePipe();
    void startTlsIsRefused();
    void argumentsDoNotMeetAShell();
    void commandThatFailsIsTold_data();
    void commandThatFailsIsTold();
    void byeBeforeTheEndIsHeard();
    void silentChildTimesOut();
    void floodOfErrorsIsBounded();
    void errorsOfTheChildHideSecrets_data();
    void errorsOfTheChildHideSecrets();
    void largeContentGoesBothWays();
    void slowApplicationStopsTheChild();
    void childKilledInTheMiddleIsTold();
    void stubbornChildIsEnded_data();
    void stubbornChildIsEnded();
    void opensAgain();
    void dovecotByAPipe();

private:
    static std::unique_ptr<QImap4> shell(const QByteArray &script);
    qint64 pidIn(const QString &fileName) const;

    QTemporaryDir m_files;
};

// A server that says OK to everything but what `cases` answers.
static QByteArray server(const QByteArray &cases = {}, const QByteArray &greeting = "OK")
{
    return "printf '* " + greeting
        + " [CAPABILITY IMAP4rev1 LITERAL+] ready\\r\\n'\n"
          "cr=$(printf '\\r')\n"
          "while read -r tag name rest; do\n"
          "name=${name%\"$cr\"} rest=${rest%\"$cr\"}\n"
          "case $name in\n"
        + cases
        + "LOGOUT) printf '* BYE bye\\r\\n%s OK done\\r\\n' $tag; exit 0 ;;\n"
          "SELECT) printf '* 1 EXISTS\\r\\n%s OK done\\r\\n' $tag ;;\n"
          "*) printf '%s OK done\\r\\n' $tag ;;\n"
          "esac\ndone\n";
}

// Into which a child writes what the test waits for without an event loop.
class NamedPipe
{
public:
    explicit NamedPipe(const QString &fileName)
        : m_path(QFile::encodeName(fileName))
    {
        ::mkfifo(m_path.constData(), 0600);
        // For writing too, so that it has no end between two writers.
        m_descriptor = ::open(m_path.constData(), O_RDWR | O_CLOEXEC);
    }
    ~NamedPipe() { ::close(m_descriptor); }
    NamedPipe(const NamedPipe &) = delete;
    NamedPipe &operator=(const NamedPipe &) = delete;

    QByteArray path() const { return m_path; }

    // One octet; false if none comes for so many milliseconds.
    bool readOne(int timeoutMs) const
    {
        pollfd readable{m_descriptor, POLLIN, 0};
        char octet = 0;
        return ::poll(&readable, 1, timeoutMs) == 1 && ::read(m_descriptor, &octet, 1) == 1;
    }

private:
    QByteArray m_path;
    int m_descriptor = -1;
};

static bool isAlive(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    return !status.readAll().contains(") Z");
}

static bool exists(qint64 pid)
{
    return QFile::exists(QStringLiteral("/proc/%1").arg(pid));
}

std::unique_ptr<QImap4> tst_Process::shell(const QByteArray &script)
{
    auto imap = std::make_unique<QImap4>();
    imap->setCommand(QStringLiteral("/bin/sh"),
                     {QStringLiteral("-c"), QString::fromLatin1(script)});
    return imap;
}

qint64 tst_Process::pidIn(const QString &fileName) const
{
    QFile file(m_files.filePath(fileName));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

void tst_Process::commandIsASetting()
{
    QImap4 imap;
    QVERIFY(imap.commandProgram().isEmpty());
    imap.setCommand(QStringLiteral("imapd"), {QStringLiteral("-v")});
    QCOMPARE(imap.commandProgram(), QStringLiteral("imapd"));
    QCOMPARE(imap.commandArguments(), QStringList{QStringLiteral("-v")});
}

void tst_Process::childSpeaksImap()
{
    const auto imap = shell(server({}, "PREAUTH"));
    QSignalSpy disconnected(imap.get(), &QImap4::disconnected);
    RUN(imap->open());
    QCOMPARE(imap->state(), QImap4::Authenticated);
    QVERIFY(!imap->isEncrypted());
    RUN(imap->select());
    QCOMPARE(imap->selectedMailbox().exists(), 1U);
    RUN(imap->logout());
    QTRY_COMPARE(disconnected.size(), 1);
    QVERIFY(!imap->lastError());
}

void tst_Process::passwordMayCrossThePipe()
{
    const auto imap = shell(server());
    imap->setCleartextPolicy(QImap4::NeverInClear);
    imap->open();
    RUN(imap->login(QStringLiteral("alice"), QStringLiteral("secret")));
    QCOMPARE(imap->state(), QImap4::Authenticated);
}

void tst_Process::startTlsIsRefused()
{
    const auto imap = shell("printf '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\\r\\n'\n"
                            "read -r tag rest; printf '%s OK begin\\r\\n' $tag; cat >/dev/null\n");
    RUN(imap->open());
    QImap4Reply *tls = imap->startTls();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QVERIFY(tls->waitForFinished(10000));
    QCOMPARE(tls->error().category(), QImap4Error::TlsError);
    QVERIFY(login->waitForFinished(10000));
    QVERIFY(login->isError());
}

void tst_Process::argumentsDoNotMeetAShell()
{
    QImap4 imap;
    const QString mark = m_files.filePath(QStringLiteral("mark"));
    imap.setCommand(QStringLiteral("printf"),
                    {QStringLiteral("* BYE %s\\r\\n"), QStringLiteral("$(touch %1)").arg(mark)});
    QImap4Reply *open = imap.open();
    QVERIFY(open->waitForFinished(10000));
    QCOMPARE(open->error().category(), QImap4Error::ByeError);
    QCOMPARE(open->error().serverText(), QStringLiteral("$(touch %1)").arg(mark));
    QVERIFY(!QFile::exists(mark));
}

void tst_Process::commandThatFailsIsTold_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("detail");
    const QString sh = QStringLiteral("/bin/sh");
    QTest::newRow("does not exist")
        << QStringLiteral("/does/not/exist") << QString() << QStringLiteral("/does/not/exist");
    QTest::newRow("is not executable")
        << QStringLiteral("/etc/passwd") << QString() << QStringLiteral("/etc/passwd");
    QTest::newRow("ends at once") << sh << QStringLiteral("exit 0") << QStringLiteral("status 0");
    QTest::newRow("fails") << sh << QStringLiteral("exit 3") << QStringLiteral("status 3");
    QTest::newRow("says why") << sh << QStringLiteral("echo no such host >&2; exit 255")
                              << QStringLiteral("status 255. no such host");
    QTest::newRow("control characters")
        << sh << QStringLiteral("printf 'a\\033]0;x\\007b' >&2; exit 1")
        << QStringLiteral("a ]0;x b");
    QTest::newRow("is killed") << sh << QStringLiteral("kill -9 $$") << QStringLiteral("killed");
    QTest::newRow("closes its output")
        << sh << QStringLiteral("exec >&-; cat >/dev/null") << QStringLiteral("closed its output");
}

void tst_Process::commandThatFailsIsTold()
{
    QFETCH(QString, program);
    QFETCH(QString, script);
    QFETCH(QString, detail);
    QImap4 imap;
    imap.setCommand(program, {QStringLiteral("-c"), script});
    QSignalSpy errors(&imap, &QImap4::errorOccurred);
    QImap4Reply *open = imap.open();
    QImap4Reply *noop = imap.noop();
    QVERIFY(open->waitForFinished(10000));
    QCOMPARE(open->error().category(), QImap4Error::NetworkError);
    QVERIFY2(open->error().detail().contains(detail), qPrintable(open->error().detail()));
    QVERIFY(noop->waitForFinished(10000));
    QCOMPARE(noop->error().category(), QImap4Error::NetworkError);
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(imap.state(), QImap4::Disconnected);
}

void tst_Process::byeBeforeTheEndIsHeard()
{
    // It closes its input first, so that writing to it fails before its words have been read.
    const auto imap = shell("printf '* PREAUTH [CAPABILITY IMAP4rev1] hi\\r\\n'; read -r line\n"
                            "exec <&-; printf '* BYE overloaded\\r\\n'; exit 1\n");
    RUN(imap->open());
    QList<QImap4Reply *> replies;
    for (int i = 0; i < 100; ++i)
        replies.append(imap->noop());
    QVERIFY(replies.constLast()->waitForFinished(10000));
    QCOMPARE(replies.constLast()->error().category(), QImap4Error::ByeError);
    QCOMPARE(replies.constLast()->error().serverText(), QStringLiteral("overloaded"));
}

void tst_Process::silentChildTimesOut()
{
    const auto imap = shell("cat >/dev/null");
    QImap4Limits limits;
    limits.greetingTimeout = 100;
    imap->setLimits(limits);
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(10000));
    QCOMPARE(open->error().category(), QImap4Error::TimeoutError);
}

void tst_Process::floodOfErrorsIsBounded()
{
    const auto imap = shell("head -c 50000000 /dev/zero | tr '\\0' 'e' >&2\n"
                            + server({}, "PREAUTH") + "\nexit 4");
    RUN(imap->open());
    RUN(imap->noop());
    const auto failing = shell("yes eeee | head -c 5000000 >&2; exit 4");
    QImap4Reply *open = failing->open();
    QVERIFY(open->waitForFinished(10000));
    QVERIFY(open->error().detail().contains(QStringLiteral("eeee")));
    QVERIFY(open->error().detail().size() < 2000);
}

void tst_Process::errorsOfTheChildHideSecrets_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QByteArray>("says"); // in sh, of what it was told in $rest
    QTest::addColumn<QString>("hidden");
    const QString password = QStringLiteral("correct  horse\tbattery");
    QTest::newRow("blanks") << password << QByteArray("printf 'got %s\\n' \"$rest\"")
                            << QStringLiteral("horse");
    QTest::newRow("cut short") << password << QByteArray("printf 'got %.25s' \"$rest\"")
                               << QStringLiteral("correct");
    const QString token = QString(3000, QLatin1Char('t'));
    QTest::newRow("a line too long to be kept")
        << token << QByteArray("printf 'got %s' \"$rest\"") << QStringLiteral("tttt");
    QTest::newRow("lines behind it")
        << token << QByteArray("printf 'got %s\\nhe' \"$rest\"; echo lp") << QStringLiteral("tttt");
}

void tst_Process::errorsOfTheChildHideSecrets()
{
    QFETCH(QString, password);
    QFETCH(QByteArray, says);
    QFETCH(QString, hidden);
    const auto imap = shell(server("LOGIN) { " + says + "; } >&2; exit 3 ;;\n"));
    RUN(imap->open());
    QImap4Reply *login = imap->login(QStringLiteral("alice"), password);
    QVERIFY(login->waitForFinished(10000));
    const QString detail = login->error().detail();
    QVERIFY2(detail.contains(QStringLiteral("status 3")), qPrintable(detail));
    QVERIFY2(!detail.contains(hidden), qPrintable(detail));
    for (const QString &action : login->error().recentActions())
        QVERIFY2(!action.contains(hidden), qPrintable(action));
}

void tst_Process::largeContentGoesBothWays()
{
    constexpr int Size = 20 * 1000 * 1000;
    const QByteArray size = QByteArray::number(Size);
    const QByteArray got = QFile::encodeName(m_files.filePath(QStringLiteral("appended")));
    const auto imap = shell(server("UID) printf '* 1 FETCH (UID 7 BODY[] {" + size
                                       + "}\\r\\n'\n"
                                         "head -c "
                                       + size
                                       + " /dev/zero | tr '\\0' 'x'\n"
                                         "printf ')\\r\\n%s OK done\\r\\n' $tag ;;\n"
                                         "APPEND) head -c "
                                       + size + " > " + got
                                       + "; read -r rest\n"
                                         "printf '%s OK done\\r\\n' $tag ;;\n",
                                   "PREAUTH"));
    RUN(imap->open());
    RUN(imap->select());
    QBuffer sink;
    sink.open(QIODevice::WriteOnly);
    RUN(imap->fetchTo(&sink, QImap4MessageSet::uids(7)));
    QCOMPARE(sink.data().size(), qsizetype(Size));
    QCOMPARE(sink.data().count('x'), qsizetype(Size));

    QByteArray message(Size, 'y');
    for (qsizetype i = 78; i + 1 < message.size(); i += 80) {
        message[i] = '\r';
        message[i + 1] = '\n';
    }
    RUN(imap->append(QStringLiteral("INBOX"), message));
    QFile file(QFile::decodeName(got));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == message);
    RUN(imap->noop()); // in step
}

void tst_Process::slowApplicationStopsTheChild()
{
    // The child tells of each 64 KiB that it could write.
    NamedPipe told(m_files.filePath(QStringLiteral("told")));
    const auto imap =
        shell(server("UID) printf '* 1 FETCH (UID 7 BODY[] {65536000}\\r\\n'; i=0\n"
                     "block=$(head -c 65536 /dev/zero | tr '\\0' 'x')\n"
                     "while [ $i -lt 1000 ]; do printf %s \"$block\"; i=$((i+1)); echo > "
                         + told.path()
                         + "; done\n"
                           "printf ')\\r\\n%s OK done\\r\\n' $tag ;;\n",
                     "PREAUTH"));
    QImap4Limits limits;
    limits.unreadByApplication = 1024 * 1024;
    imap->setLimits(limits);
    RUN(imap->open());
    RUN(imap->select());

    constexpr int Many = 100; // 6.4 MB
    int blocks = 0;
    class Sink : public QIODevice
    {
    public:
        std::function<void()> first;
        qint64 total = 0;

    protected:
        qint64 readData(char *, qint64) override { return -1; }
        qint64 writeData(const char *, qint64 size) override
        {
            if (first)
                std::exchange(first, {})();
            total += size;
            return size;
        }
    } sink;
    sink.open(QIODevice::WriteOnly);
    sink.first = [&] {
        // This thread takes nothing more: soon the child gets no further.
        int patience = QImap4Test::CommandPatience;
        while (blocks < Many && told.readOne(patience)) {
            ++blocks;
            patience = 500;
        }
    };
    RUN(imap->fetchTo(&sink, QImap4MessageSet::uids(7)));
    QVERIFY(blocks > 0);
    QVERIFY(blocks < Many);
    QCOMPARE(sink.total, qint64(65536000));
}

void tst_Process::childKilledInTheMiddleIsTold()
{
    const auto imap = shell(server("NOOP) kill -9 $$ ;;\n", "PREAUTH"));
    RUN(imap->open());
    QImap4Reply *first = imap->noop();
    QImap4Reply *second = imap->namespaces();
    QVERIFY(first->waitForFinished(10000));
    QCOMPARE(first->error().category(), QImap4Error::NetworkError);
    QVERIFY(second->waitForFinished(10000));
    QVERIFY(second->isError());
}

void tst_Process::stubbornChildIsEnded_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("destroyed") << QStringLiteral("destroy");
    QTest::newRow("aborted") << QStringLiteral("abort");
    QTest::newRow("logged out") << QStringLiteral("logout");
}

// It ignores the end of its input and the signal that asks it to end.
void tst_Process::stubbornChildIsEnded()
{
    QFETCH(QString, how);
    const QString name = QStringLiteral("pid-") + how;
    const QByteArray file = QFile::encodeName(m_files.filePath(name));
    auto imap = shell("trap '' TERM HUP PIPE; echo $$ > " + file
                      + "\n"
                        "printf '* PREAUTH [CAPABILITY IMAP4rev1] hi\\r\\n'; read -r tag rest\n"
                        "printf '* BYE bye\\r\\n%s OK done\\r\\n' $tag\n"
                        "while :; do sleep 0.1; done\n");
    RUN(imap->open());
    const qint64 pid = pidIn(name);
    QVERIFY(pid > 0 && isAlive(pid));
    if (how == QLatin1String("destroy")) {
        imap.reset();
        QVERIFY(!exists(pid)); // nothing is left behind to be waited for
    } else if (how == QLatin1String("abort")) {
        imap->abort();
    } else {
        RUN(imap->logout());
    }
    QTRY_VERIFY_WITH_TIMEOUT(!exists(pid), 10000); // not even a zombie is left
}

void tst_Process::opensAgain()
{
    const auto imap = shell(server({}, "PREAUTH"));
    for (int i = 0; i < 3; ++i) {
        RUN(imap->open());
        RUN(imap->noop());
        if (i == 0)
            RUN(imap->logout());
        else
            imap->abort();
        QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    }
    imap->setCommand(QString()); // the network again
    imap->setEncryption(QImap4::Plaintext);
    imap->setHost(QStringLiteral("127.0.0.1"));
    imap->setPort(1);
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(10000));
    QCOMPARE(open->error().category(), QImap4Error::NetworkError);
}

// PREAUTH over a pipe: imapd as the user, without a daemon in between.
void tst_Process::dovecotByAPipe()
{
    DovecotServer dovecot;
    QIMAP4_START_DOVECOT(dovecot);
    QVERIFY(dovecot.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"),
                            "Subject: by pipe\r\n\r\nbody\r\n"));
    QImap4 imap;
    const auto command = dovecot.imapCommand(QStringLiteral("alice"));
    imap.setCommand(command.constFirst(), command.mid(1));
    RUN(imap.open());
    QCOMPARE(imap.state(), QImap4::Authenticated);
    RUN(imap.select());
    QCOMPARE(imap.selectedMailbox().exists(), 1U);
    RUN(imap.append(QStringLiteral("INBOX"), "Subject: second\r\n\r\n" + QByteArray(300000, 'z')));
    QImap4Reply *fetch = imap.fetch(QImap4MessageSet::sequenceNumbers(1, 2), QImap4::Envelope);
    RUN(fetch);
    const auto messages = fetch->value<QImap4MessageList>();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages.at(0).envelope().subject(), QStringLiteral("by pipe"));
    QBuffer sink;
    sink.open(QIODevice::WriteOnly);
    RUN(imap.fetchTo(&sink, QImap4MessageSet::sequenceNumbers(2)));
    QVERIFY(sink.data().size() > 300000);
    RUN(imap.logout());
}

QTEST_GUILESS_MAIN(tst_Process)
#include "tst_process.moc"
