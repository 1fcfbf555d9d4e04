// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialogueactions.h"

#include <QtCore/qmetaobject.h>

#include <algorithm>

using namespace QImap4Internal;

namespace {

using Words = QByteArrayList;

template <typename Enum>
Enum valueOf(const QByteArray &key)
{
    return static_cast<Enum>(QMetaEnum::fromType<Enum>().keyToValue(key));
}

// --- before the dialogue begins ---------------------------------------------------------------

void option(DialogueStage &stage, const Words &words)
{
    Session::Options &options = stage.options;
    const QByteArray name = words.value(0);
    if (name == "starttls")
        options.requireStartTls = true;
    else if (name == "certificate")
        options.hasClientCertificate = true;
    else if (name == "cleartext")
        options.cleartext = Session::Cleartext::Always;
    else if (name == "quirks")
        options.quirks.emplace().policies = QImap4Quirks::Policies(
            QMetaEnum::fromType<QImap4Quirks::Policies>().keysToValue(words.value(1)));
    else
        options.quirks.emplace().idleRenewal = words.value(1).toInt();
}

void limit(DialogueStage &stage, const Words &words)
{
    const QMetaObject &limits = QImap4Limits::staticMetaObject;
    limits.property(limits.indexOfProperty(words.value(0)))
        .writeOnGadget(&stage.options.limits, words.value(1).toLongLong());
}

// --- the transport and the clock --------------------------------------------------------------

void open(DialogueStage &stage, const Words &words)
{
    stage.labels.insert("open", 1);
    stage.d().open(words.value(0) != "remote");
}

void selected(DialogueStage &stage, const Words &words)
{
    stage.d().openSelected(words.isEmpty() ? QByteArray("IMAP4rev1") : words.join(' '));
}

void wait(DialogueStage &stage, const Words &words)
{
    stage.d().wait(words.value(0).toLongLong());
}

void connection(DialogueStage &stage, const Words &words)
{
    Session &session = stage.d().session();
    const qint64 now = stage.d().now();
    const QByteArray what = words.value(0);
    if (what == "encrypted")
        session.tlsEstablished(now);
    else if (what == "compressed")
        session.compressionStarted(now);
    else if (what == "reads")
        session.setReading(true, now);
    else if (what == "pauses")
        session.setReading(false, now);
    else if (what == "sent")
        session.sent(words.value(1).toLongLong(), now);
    else
        session.end(QImap4Error(QImap4Error::NetworkError, QStringLiteral("cable pulled")));
}

// --- the application --------------------------------------------------------------------------

void autoIdle(DialogueStage &stage, const Words &words)
{
    stage.d().session().setAutoIdle(words.value(0) == "on", stage.d().now());
}

void debug(DialogueStage &stage, const Words &words)
{
    stage.d().session().setDebugLevel(words.value(0).toInt());
}

void done(DialogueStage &stage, const Words &)
{
    stage.d().session().endIdle(stage.d().now());
}

void cancel(DialogueStage &stage, const Words &words)
{
    const quint64 id = stage.labels.value(words.value(0), 4711);
    stage.d().session().cancel(id, stage.d().now());
}

std::optional<QByteArray> given(const Words &words, qsizetype from)
{
    if (words.size() <= from)
        return {};
    return words.mid(from).join(' ');
}

void content(DialogueStage &stage, const Words &words)
{
    const quint64 id = stage.labels.value(words.value(0), 4711);
    stage.d().session().provideContent(id, given(words, 1), stage.d().now());
}

void answer(DialogueStage &stage, const Words &words)
{
    const quint64 id = stage.labels.value(words.value(0), 4711);
    stage.d().session().answerChallenge(id, given(words, 1), stage.d().now());
}

void cancelLogin(DialogueStage &stage, const Words &)
{
    stage.d().session().cancelLogin(stage.d().now());
}

void credentials(DialogueStage &stage, const Words &words)
{
    std::optional<QImap4Credentials> credentials;
    if (words.size() > 2)
        credentials = QImap4Credentials::withPassword(QString::fromLatin1(words.at(1)),
                                                      QString::fromLatin1(words.at(2)));
    stage.d().session().provideCredentials(stage.labels.value(words.value(0), 4711), credentials,
                                           stage.d().now());
}

// --- commands ---------------------------------------------------------------------------------

Request plain(const QByteArray &name, const Command &command)
{
    Request request;
    request.name = name;
    request.alternatives = {{{}, {command}}};
    return request;
}

Request sendWords(const Words &words)
{
    Command command(words.value(0));
    for (const QByteArray &word : words.mid(1))
        command.atom(word);
    return plain(words.value(0), command);
}

// Words that the application wrote by itself, whose untagged answers it wants to have.
Request own(const Words &words)
{
    Request request = sendWords(words);
    request.runsAlone = true;
    return request;
}

Request collecting(const Words &words)
{
    Request request = sendWords(words.mid(1));
    request.collect = {words.value(0)};
    return request;
}

Request needing(const Words &words)
{
    Request request = sendWords(words.mid(1));
    request.alternatives.first().needs = {words.value(0)};
    return request;
}

Request login(const Words &)
{
    return plain("LOGIN",
                 Command("LOGIN").string(QStringLiteral("alice")).secret(QStringLiteral("s3cret")));
}

Request authenticate(const Words &words)
{
    Request request = plain("AUTHENTICATE", Command("AUTHENTICATE"));
    AuthenticationRequest &how = request.authentication.emplace();
    const QByteArray source = words.value(0);
    if (source == "asking")
        how.source = AuthenticationRequest::Source::AskApplication;
    else if (source == "challenges")
        how.source = AuthenticationRequest::Source::Challenges;
    else
        how.credentials =
            QImap4Credentials::withPassword(QStringLiteral("alice"), QStringLiteral("s3cret"));
    how.mechanism = words.value(1);
    return request;
}

Request withMailbox(const Words &words) // SELECT, EXAMINE, STATUS, GETACL ...
{
    const QString mailbox = QString::fromUtf8(words.value(1));
    Command command(words.value(0));
    command.mailbox(mailbox);
    for (const QByteArray &word : words.mid(2))
        command.atom(word);
    Request request = plain(words.value(0), command);
    request.mailbox = mailbox;
    return request;
}

Request withMessages(QImap4MessageSet::Kind kind, const QByteArray &name, const Words &words)
{
    const auto set = QImap4MessageSet::fromString(words.value(0), kind);
    Command command(name);
    command.set(set);
    for (const QByteArray &word : words.mid(1))
        command.atom(word);
    Request request = plain(name, command);
    request.messages = set;
    return request;
}

Request fetch(const Words &words)
{
    return withMessages(QImap4MessageSet::Uids, "UID FETCH", words);
}

Request fetchByNumber(const Words &words)
{
    return withMessages(QImap4MessageSet::SequenceNumbers, "FETCH", words);
}

Request fetchSaved(const Words &words)
{
    Request request = plain("UID FETCH", Command("UID FETCH").atom("$").atom(words.value(0)));
    request.messages = QImap4MessageSet::savedResult(QImap4MessageSet::Uids);
    return request;
}

// One item, of which the session knows that it was asked for; large content comes in pieces.
Request fetchBody(const Words &words)
{
    Request request = withMessages(QImap4MessageSet::Uids, "UID FETCH", {words.value(0)});
    request.alternatives.first().steps.first().section("BODY.PEEK", {});
    request.items = QImap4Message::Body;
    request.toSink = words.value(1) == "streamed";
    return request;
}

Request bound(const Words &words) // to a mailbox and its UIDVALIDITY
{
    Request request = withMessages(QImap4MessageSet::Uids, "UID FETCH", words.mid(2));
    request.messages =
        request.messages.boundTo(QString::fromLatin1(words.value(0)), words.value(1).toUInt());
    return request;
}

Request copy(const Words &words)
{
    return withMessages(QImap4MessageSet::Uids, "UID COPY", words);
}

Request move(const Words &words)
{
    const auto set = QImap4MessageSet::fromString(words.value(0), QImap4MessageSet::Uids);
    const QString trash = QStringLiteral("Trash");
    const Command mark =
        Command("UID STORE").set(set).atom("+FLAGS.SILENT").flags(QImap4Flags::Deleted);
    Request request = plain("UID MOVE", Command("UID MOVE").set(set).mailbox(trash));
    request.alternatives.first().needs = {"MOVE"};
    request.alternatives.append({{}, {Command("UID COPY").set(set).mailbox(trash), mark}});
    return request;
}

Request expunge(const Words &words)
{
    return withMessages(QImap4MessageSet::Uids, "UID EXPUNGE", words);
}

Request search(const Words &words)
{
    const QByteArray name = words.join(' ');
    Request request = plain(name, Command(name).atom("ALL"));
    request.alternatives.prepend(
        {{"ESEARCH"}, {Command(name).atom("RETURN").open().atom("ALL").close().atom("ALL")}});
    return request;
}

// LIST with all options, with fewer, and plain; LSUB, and what comes in its place.
Request listing(const Words &)
{
    const Command list = Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("%"));
    Command extended = list;
    extended.atom("RETURN").open().atom("CHILDREN");
    Command counting = extended;
    counting.atom("STATUS").open().atom("MESSAGES").close().close();
    extended.close();
    Request request = plain("LIST", list);
    request.alternatives.prepend({{"LIST-EXTENDED"}, {extended}, QImap4Quirks::NoListOptions});
    request.alternatives.prepend({{"LIST-EXTENDED", "LIST-STATUS"},
                                  {counting},
                                  QImap4Quirks::NoListStatus | QImap4Quirks::NoListOptions});
    request.hasLesserWays = true;
    return request;
}

Request subscribed(const Words &)
{
    const QString all = QStringLiteral("*");
    Request request = plain("LSUB", Command("LSUB").mailbox({}).mailboxPattern(all));
    request.alternatives.first().unless = QImap4Quirks::NoLsub;
    request.alternatives.append(
        {{"LIST-EXTENDED"},
         {Command("LIST").open().atom("SUBSCRIBED").close().mailbox({}).mailboxPattern(all)}});
    request.hasLesserWays = true;
    return request;
}

Request namespaces(const Words &)
{
    Request request = plain("NAMESPACE", Command("NAMESPACE"));
    request.alternatives.first().needs = {"NAMESPACE"};
    request.alternatives.first().unless = QImap4Quirks::NoNamespace;
    return request;
}

Request enable(const Words &words)
{
    Request request = sendWords(QByteArrayList{"ENABLE"} + words);
    request.extensions = words;
    return request;
}

Request searchText(const Words &words)
{
    return plain("UID SEARCH",
                 Command("UID SEARCH")
                     .charset()
                     .search(QImap4SearchKey::subject(QString::fromUtf8(words.value(0)))));
}

Request append(const Words &words)
{
    Request request = plain("APPEND", {});
    QList<Command> &steps = request.alternatives.first().steps;
    steps.clear();
    for (const QByteArray &message : words.mid(1))
        steps.append(Command("APPEND").mailbox(QString::fromUtf8(words.value(0))).literal(message));
    return request;
}

Request stream(const Words &words)
{
    return plain("APPEND",
                 Command("APPEND")
                     .mailbox(QString::fromUtf8(words.value(0)))
                     .streamedLiteral(words.value(1).toULongLong()));
}

Request create(const Words &words)
{
    return plain("CREATE", Command("CREATE").mailbox(QString::fromUtf8(words.value(0))));
}

Request idle(const Words &words)
{
    Request request = plain("IDLE", Command("IDLE"));
    request.alternatives.first().needs = {"IDLE"};
    request.idleTimeout = words.value(0).toInt();
    return request;
}

struct Deed
{
    const char *name;
    void (*run)(DialogueStage &, const Words &);
};

constexpr Deed Deeds[] = {
    {"answer", answer},
    {"autoidle", autoIdle},
    {"cancel", cancel},
    {"cancellogin", cancelLogin},
    {"connection", connection},
    {"content", content},
    {"credentials", credentials},
    {"debug", debug},
    {"done", done},
    {"limit", limit},
    {"open", open},
    {"option", option},
    {"selected", selected},
    {"wait", wait},
};

struct Wish
{
    const char *name;
    Request (*make)(const Words &);
};

constexpr Wish Wishes[] = {
    {"append", append},
    {"authenticate", authenticate},
    {"bound", bound},
    {"collecting", collecting},
    {"copy", copy},
    {"create", create},
    {"enable", enable},
    {"expunge", expunge},
    {"fetch", fetch},
    {"fetchbody", fetchBody},
    {"fetchnumber", fetchByNumber},
    {"fetchsaved", fetchSaved},
    {"idle", idle},
    {"listing", listing},
    {"login", login},
    {"mailbox", withMailbox},
    {"move", move},
    {"namespaces", namespaces},
    {"needing", needing},
    {"own", own},
    {"search", search},
    {"searchtext", searchText},
    {"send", sendWords},
    {"stream", stream},
    {"subscribed", subscribed},
};

} // namespace

Dialogue &DialogueStage::d()
{
    if (!dialogue) {
        dialogue = std::make_unique<Dialogue>(options);
        dialogue->setChunkSize(chunkSize);
    }
    return *dialogue;
}

// "verb words", and for a command "verb words as label".
bool act(DialogueStage &stage, const QByteArray &line)
{
    Words words = line.split(' ');
    const QByteArray verb = words.takeFirst();
    const auto named = [&verb](const auto &row) { return verb == row.name; };
    if (const auto deed = std::find_if(std::begin(Deeds), std::end(Deeds), named);
        deed != std::end(Deeds)) {
        deed->run(stage, words);
        return true;
    }
    const auto wish = std::find_if(std::begin(Wishes), std::end(Wishes), named);
    if (wish == std::end(Wishes))
        return false;
    QByteArray label = verb;
    if (words.size() > 1 && words.at(words.size() - 2) == "as") {
        label = words.takeLast();
        words.removeLast();
    }
    stage.labels.insert(label, stage.d().submit(wish->make(words)));
    return true;
}
