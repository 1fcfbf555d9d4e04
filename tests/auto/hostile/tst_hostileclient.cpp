// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"
#include "qimap4foldermodel.h"
#include "qimap4messagemodel.h"
#include "testclient.h"

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <functional>
#include <memory>

using namespace QImap4Test;

using Slot = std::function<QImap4Reply *(QImap4 &imap, const QString &text)>;
Q_DECLARE_METATYPE(Slot)

namespace {

constexpr int PatienceMs = 20000;

// Every text that could become more than an argument.
QStringList attacks()
{
    return {
        QStringLiteral("x\r\nA9 DELETE INBOX\r\nA10 XEVIL"),
        QStringLiteral("x\nA9 DELETE INBOX"),
        QStringLiteral("x\rA9 DELETE INBOX"),
        QString::fromLatin1("a\0b", 3),
        QStringLiteral("\""),
        QStringLiteral("\\"),
        QStringLiteral("\\\""),
        QStringLiteral("x\" A9 DELETE INBOX \""),
        QStringLiteral("{5+}"),
        QStringLiteral("{5}"),
        QStringLiteral("~{5}"),
        QStringLiteral("x {100000}"),
        QStringLiteral("a) OR (ALL"),
        QStringLiteral("(a"),
        QStringLiteral("a b) ()"),
        QStringLiteral("NIL"),
        QStringLiteral("*"),
        QStringLiteral("%"),
        QStringLiteral("]"),
        QStringLiteral("INBOX]\r\n"),
        QStringLiteral("&"),
        QStringLiteral("\u202e\u0085\u2028"),
        QString(QChar(0xd800)),
        QString(),
        QStringLiteral(" "),
        QString(70000, QLatin1Char('x')),
    };
}

std::unique_ptr<QImap4> quietClient(const ScriptedServer &server)
{
    auto imap = QImap4Test::clientOf(server.port());
    imap->setAutoIdle(false);
    return imap;
}

// Controls, and what turns the direction of the text around it.
bool isHarmless(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control
            || (c.unicode() >= 0x202a && c.unicode() <= 0x202e)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069) || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator;
    });
}

// All that a view would draw.
QStringList shownBy(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList texts;
    if (depth > 1000)
        return {QString(QChar(0))}; // no tree of ours is that deep
    const int rows = qMin(1000, model.rowCount(parent));
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            texts.append(index.data(Qt::DisplayRole).toString());
            // Its lines are the model's own.
            texts += index.data(Qt::ToolTipRole).toString().split(QLatin1Char('\n'));
        }
        texts += shownBy(model, model.index(row, 0, parent), depth + 1);
    }
    return texts;
}

} // namespace

// What hostile servers and hostile arguments do to the library's public face: over sockets, with
// the models on top.
class tst_HostileClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void argumentIsOneCommandOrRefused_data();
    void argumentIsOneCommandOrRefused();
    void connectionLostAtAnyOctetIsAnError_data();
    void connectionLostAtAnyOctetIsAnError();
    void serverThatStopsReadingIsGivenUp();
    void modelsStayWholeWhateverIsSaid_data();
    void modelsStayWholeWhateverIsSaid();
};

// CI
void tst_HostileClient::argumentIsOneCommandOrRefused_data()
{
    QTest::addColumn<Slot>("slot");
    const auto row = [](const char *name, const Slot &slot) { QTest::newRow(name) << slot; };
    const QImap4MessageSet one = QImap4MessageSet::uids(1, 1);
    row("login, user", [](QImap4 &i, const QString &t) { return i.login(t, QStringLiteral("p")); });
    row("login, password",
        [](QImap4 &i, const QString &t) { return i.login(QStringLiteral("u"), t); });
    row("create", [](QImap4 &i, const QString &t) { return i.createMailbox(t); });
    row("delete", [](QImap4 &i, const QString &t) { return i.deleteMailbox(t); });
    row("rename",
        [](QImap4 &i, const QString &t) { return i.renameMailbox(t, QStringLiteral("x")); });
    row("rename to",
        [](QImap4 &i, const QString &t) { return i.renameMailbox(QStringLiteral("x"), t); });
    row("subscribe", [](QImap4 &i, const QString &t) { return i.subscribe(t); });
    row("unsubscribe", [](QImap4 &i, const QString &t) { return i.unsubscribe(t); });
    row("list, reference", [](QImap4 &i, const QString &t) { return i.list(t); });
    row("list, pattern", [](QImap4 &i, const QString &t) { return i.list({}, t); });
    row("status",
        [](QImap4 &i, const QString &t) { return i.status(t, QImap4MailboxStatus::Messages); });
    row("select", [](QImap4 &i, const QString &t) { return i.select(t); });
    row("append", [](QImap4 &i, const QString &t) { return i.append(t, "x\r\n"); });
    row("append, flags", [](QImap4 &i, const QString &t) {
        return i.append(QStringLiteral("x"), "x\r\n", QImap4Flags::fromList({t.toUtf8()}));
    });
    row("append, message",
        [](QImap4 &i, const QString &t) { return i.append(QStringLiteral("x"), t.toUtf8()); });
    row("copy", [one](QImap4 &i, const QString &t) { return i.copy(one, t); });
    row("move", [one](QImap4 &i, const QString &t) { return i.move(one, t); });
    row("store", [one](QImap4 &i, const QString &t) {
        return i.store(one, QImap4::AddFlags, QImap4Flags::fromList({t.toUtf8()}));
    });
    row("search", [](QImap4 &i, const QString &t) { return i.search(QImap4SearchKey::text(t)); });
    row("search, header", [](QImap4 &i, const QString &t) {
        return i.search(QImap4SearchKey::header(t.toUtf8(), QStringLiteral("x")));
    });
    row("search, keyword",
        [](QImap4 &i, const QString &t) { return i.search(QImap4SearchKey::keyword(t.toUtf8())); });
    row("fetch, section",
        [one](QImap4 &i, const QString &t) { return i.fetch(one, QImap4::Uid, {t.toUtf8()}); });
    row("fetch, field", [one](QImap4 &i, const QString &t) {
        return i.fetch(one, QImap4::Uid, {"HEADER.FIELDS (" + t.toUtf8() + ')'});
    });
    row("id", [](QImap4 &i, const QString &t) { return i.id({{QStringLiteral("name"), t}}); });
    row("id, field", [](QImap4 &i, const QString &t) { return i.id({{t, QStringLiteral("x")}}); });
    row("enable", [](QImap4 &i, const QString &t) { return i.enable({t.toUtf8()}); });
    row("command", [](QImap4 &i, const QString &t) { return i.command(t.toUtf8()); });
    row("command, argument",
        [](QImap4 &i, const QString &t) { return i.command("XCMD", {t.toUtf8()}); });
    row("command, text", [](QImap4 &i, const QString &t) { return i.command("XCMD", {t}); });
    row("getAcl", [](QImap4 &i, const QString &t) { return i.getAcl(t); });
    row("getQuota", [](QImap4 &i, const QString &t) { return i.getQuota(t); });
    row("proxyAuth", [](QImap4 &i, const QString &t) { return i.proxyAuth(t); });
    row("authenticate, mechanism",
        [](QImap4 &i, const QString &t) { return i.authenticateByChallenge(t.toUtf8()); });
}

void tst_HostileClient::argumentIsOneCommandOrRefused()
{
    QFETCH(Slot, slot);
    const QByteArray row = QTest::currentDataTag();
    const bool beforeLogin = row.startsWith("login") || row.startsWith("authenticate");
    const bool beforeSelect = beforeLogin || row == "enable" || row == "proxyAuth";
    for (const QString &attack : attacks()) {
        ScriptedServer server;
        server.setGreeting("* " + QByteArray(beforeLogin ? "OK" : "PREAUTH")
                           + " [CAPABILITY IMAP4rev1 UIDPLUS MOVE ID ENABLE ACL QUOTA SASL-IR "
                             "AUTH=PLAIN LITERAL+ X-NETSCAPE] hi");
        server.setCapabilities("IMAP4rev1");
        for (const char *name : {"XCMD", "GETACL", "GETQUOTA", "PROXYAUTH", "APPEND"})
            server.on(name, "$tag OK done");
        const auto imap = quietClient(server);
        QVERIFY(imap->open()->waitForFinished(PatienceMs));
        if (!beforeSelect)
            QVERIFY(imap->select()->waitForFinished(PatienceMs));
        const qsizetype before = server.commands().size();
        QImap4Reply *reply = slot(*imap, attack);
        reply->setAutoDelete(false);
        QVERIFY(reply->waitForFinished(PatienceMs));
        imap->noop()->waitForFinished(PatienceMs); // whatever is to come has come by then
        const QByteArray report = attack.toUtf8().left(200) + '\n' + server.report().left(3000);
        QVERIFY2(server.error().isEmpty(), report.constData());
        int sent = 0;
        const QList<ClientCommand> commands = server.commands();
        for (const ClientCommand &command : commands.mid(before)) {
            sent += command.name == "NOOP" || command.name == "CAPABILITY" ? 0 : 1;
            QVERIFY2(command.name != "XEVIL", report.constData());
            QVERIFY2(command.name != "DELETE" || row == "delete", report.constData());
        }
        QVERIFY2(sent <= 1, report.constData());
        const bool refused = reply->error().category() == QImap4Error::InvalidArgumentError;
        QVERIFY2(!refused || sent == 0, report.constData());
        delete reply;
    }
}

// TD-04, SW-1, SW-2, over real sockets
void tst_HostileClient::connectionLostAtAnyOctetIsAnError_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void tst_HostileClient::connectionLostAtAnyOctetIsAnError()
{
    QFETCH(bool, reset);
    const auto run = [](ScriptedServer &server, QList<QImap4Error> *errors) {
        answerFetch(server, RealMail);
        const auto imap = quietClient(server);
        QList<QImap4Reply *> replies{
            imap->open(), imap->login(QStringLiteral("a"), QStringLiteral("b")), imap->list(),
            imap->select(), imap->fetch(QImap4MessageSet::uids(1, 3), QImap4::Envelope)};
        for (QImap4Reply *reply : replies)
            reply->setAutoDelete(false);
        QTRY_VERIFY_WITH_TIMEOUT(
            std::all_of(replies.cbegin(), replies.cend(),
                        [](QImap4Reply *reply) { return reply->isFinished(); }),
            PatienceMs);
        for (QImap4Reply *reply : replies)
            errors->append(reply->error());
        qDeleteAll(replies);
    };
    qint64 size = 0;
    {
        ScriptedServer server;
        QList<QImap4Error> errors;
        run(server, &errors);
        QCOMPARE(errors, QList<QImap4Error>(5));
        size = server.sent(1).size();
    }
    QVERIFY(size > 500);
    for (qint64 octet = 0; octet < size; octet += 3) {
        ScriptedServer server;
        Faults faults;
        (reset ? faults.resetAfter : faults.dropAfter) = octet;
        server.setFaults(faults);
        QList<QImap4Error> errors;
        run(server, &errors);
        QCOMPARE(errors.size(), 5);
        const QByteArray report = QByteArray::number(octet) + ": "
            + errors.constLast().message().toUtf8() + '\n' + server.report();
        QVERIFY2(errors.constLast().category() == QImap4Error::NetworkError, report.constData());
    }
}

// RX-23
void tst_HostileClient::serverThatStopsReadingIsGivenUp()
{
    ScriptedServer server;
    server.setCapabilities("IMAP4rev1 LITERAL+");
    server.setGreeting("* PREAUTH [CAPABILITY IMAP4rev1 LITERAL+] hi");
    Faults faults;
    faults.readLimit = 20000;
    server.setFaults(faults);
    const auto imap = quietClient(server);
    QImap4Limits limits;
    limits.commandTimeout = 1000;
    imap->setLimits(limits);
    imap->open();
    QImap4Reply *reply = imap->append(QStringLiteral("x"), QByteArray(64 * 1024 * 1024, 'x'));
    QImap4Reply *behind = imap->noop();
    QElapsedTimer clock;
    clock.start();
    reply->setAutoDelete(false);
    behind->setAutoDelete(false);
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished() && behind->isFinished(), PatienceMs);
    QCOMPARE(reply->error().category(), QImap4Error::TimeoutError);
    QVERIFY(behind->isError());
    delete reply;
    delete behind;
}

// MN, SL, MS: the rules of models are checked while the server says what it likes.
void tst_HostileClient::modelsStayWholeWhateverIsSaid_data()
{
    QTest::addColumn<HostileCase>("row");
    for (const HostileCase &row : malformedCases() + lieCases() + mailCases()) {
        if (row.timeoutMs == PatientMs)
            QTest::newRow(row.name.constData()) << row;
    }
}

void tst_HostileClient::modelsStayWholeWhateverIsSaid()
{
    QFETCH(HostileCase, row);
    ScriptedServer server; // what it says is the point, not how
    row.setup(server);
    const auto imap = quietClient(server);
    QImap4Limits limits;
    limits.commandTimeout = 2000;
    imap->setLimits(limits);
    using Mode = QAbstractItemModelTester::FailureReportingMode;
    QImap4FolderModel folders;
    QImap4MessageModel messages;
    const QAbstractItemModelTester folderTester(&folders, Mode::Fatal);
    const QAbstractItemModelTester messageTester(&messages, Mode::Fatal);
    folders.setClient(imap.get());
    messages.setClient(imap.get());
    imap->open();
    imap->login(QStringLiteral("a"), QStringLiteral("b"));
    messages.open(QStringLiteral("INBOX"));
    messages.setVisibleRange(0, 20);
    const auto isQuiet = [&] {
        return imap->state() == QImap4::Disconnected
            || (imap->pendingCommands() == 0 && !folders.isLoading() && !messages.isLoading());
    };
    // A server that has news in each of its answers is never quiet.
    (void)QTest::qWaitFor(isQuiet, 3000);
    for (const QAbstractItemModel *model : {static_cast<const QAbstractItemModel *>(&folders),
                                            static_cast<const QAbstractItemModel *>(&messages)}) {
        for (const QString &text : shownBy(*model)) {
            const QByteArray shown = text.toUtf8();
            QVERIFY2(isHarmless(text), shown.toPercentEncoding().constData());
            QVERIFY2(row.hides.isEmpty() || !shown.contains(row.hides), shown.constData());
        }
    }
}

QTEST_GUILESS_MAIN(tst_HostileClient)

#include "tst_hostileclient.moc"
