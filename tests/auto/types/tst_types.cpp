// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4bodystructure.h"
#include "qimap4capabilities.h"
#include "qimap4envelope.h"
#include "qimap4error.h"
#include "qimap4flags.h"
#include "qimap4limits.h"
#include "qimap4mailbox.h"
#include "qimap4message.h"
#include "qimap4messageset.h"
#include "qimap4responsecode.h"
#include "types/qimap4message_p.h"

#include <QtCore/qdebug.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qset.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QImap4BodyStructure part(const QByteArray &section, const QByteArray &type,
                         const QByteArray &subtype, const QList<QImap4BodyStructure> &children = {})
{
    QImap4BodyStructure structure;
    structure.setSection(section);
    structure.setType(type, subtype);
    structure.setChildren(children);
    return structure;
}

const QImap4Internal::MessageDecoder decoder{
    [](QByteArrayView items) {
        QImap4Envelope envelope;
        envelope.setRawSubject(items.toByteArray());
        return envelope;
    },
    [](QByteArrayView items) { return part("1", items.toByteArray(), "plain"); },
    [](QByteArrayView) { return QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC); },
    [](QByteArrayView, QByteArrayView name) { return quint64(name.size()); },
    [](QByteArrayView items) { return QByteArrayList{items.toByteArray()}; },
    [](QByteArrayView, QByteArrayView section) { return section.toByteArray(); },
    [](QByteArrayView, QByteArrayView name) { return name.toByteArray(); },
    [](QByteArrayView, QByteArrayView) { return QImap4Value(); },
    [](QByteArrayView) { return QDateTime(); },
    [](QByteArrayView) { return QStringList(); },
};

QExplicitlySharedDataPointer<const QImap4MessageBatch> batchOf(const QByteArrayList &items)
{
    auto *batch = new QImap4MessageBatch;
    batch->decoder = &decoder;
    batch->keywordSets.append({"$Work"});
    quint32 number = 0;
    for (const QByteArray &item : items) {
        QImap4Internal::MessageRecord record;
        record.sequenceNumber = ++number;
        record.uid = number * 10;
        record.begin = item.isEmpty() ? 0 : quint32(batch->bytes.size());
        record.length = quint32(item.size());
        record.systemFlags = QImap4Flags::Seen;
        record.keywordSet = number == 1 ? 1 : 0;
        record.items = QImap4Message::Uid | QImap4Message::Flags;
        batch->bytes += item;
        batch->records.push_back(record);
    }
    return QExplicitlySharedDataPointer<const QImap4MessageBatch>(batch);
}

} // namespace

class tst_Types : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void flagsAreComparedWithoutCase();
    void flagsKeepTheirSpelling();
    void manyFlagsDoNotTakeLong();

    void responseCodesAreRead();
    void errorsFollowTheClassesOfImaplib_data();
    void errorsFollowTheClassesOfImaplib();
    void everyErrorHasASentence();
    void throttledRequestsTellWhenToRetry_data();
    void throttledRequestsTellWhenToRetry();
    void passingRefusalsAreRetryable();

    void capabilitiesImplyOthers();
    void capabilityValuesAreFound();

    void mailboxNamesAreTakenApart_data();
    void mailboxNamesAreTakenApart();
    void specialUseIsFound_data();
    void specialUseIsFound();
    void attributesImplyOthers();
    void selectedMailboxAssumesAllFlagsPermanent();

    void addressesAreShown_data();
    void addressesAreShown();
    void groupsAreRecognised();
    void nullEnvelopeIsNull();

    void partsAreFoundByNumber();
    void fileNamesAreDecoded_data();
    void fileNamesAreDecoded();

    void messagesAreViews();
    void messagesWithoutBytesHaveUidAndFlags();
    void messageListsShareMemory();

    void valuesKnowTheirMetaTypes();
    void valuesCanBePrinted();
};

void tst_Types::flagsAreComparedWithoutCase()
{
    const auto a = QImap4Flags::fromList({"\\SEEN", "$Junk", "\\*", "$junk", ""});
    QVERIFY(a.has(QImap4Flags::Seen) && a.has(QImap4Flags::AnyKeyword));
    QVERIFY(a.hasKeyword("$JUNK"));
    QCOMPARE(a.keywords(), QByteArrayList{"$Junk"});
    QCOMPARE(a, QImap4Flags(QImap4Flags::Seen | QImap4Flags::AnyKeyword, {"$JUNK"}));
    QCOMPARE(QImap4Flags::fromList({"a", "B"}), QImap4Flags::fromList({"b", "A"}));
    QVERIFY(QImap4Flags::fromList({"a"}) != QImap4Flags::fromList({"b"}));
    QVERIFY(QImap4Flags(QImap4Flags::Seen) != QImap4Flags::keyword("Seen"));
}

void tst_Types::flagsKeepTheirSpelling()
{
    QImap4Flags flags(QImap4Flags::Draft);
    flags.insert("NonJunk");
    flags.insert("nonjunk");
    flags.insert("\\XFlag");
    flags.insert("\\answered");
    QCOMPARE(flags.toList(), (QByteArrayList{"\\Answered", "\\Draft", "NonJunk", "\\XFlag"}));
    flags.remove("NONJUNK");
    flags.remove("\\DRAFT");
    flags.remove("\\xflag");
    QCOMPARE(flags, QImap4Flags(QImap4Flags::Answered));
    flags.set(QImap4Flags::Answered, false);
    QVERIFY(flags.isEmpty());
}

void tst_Types::manyFlagsDoNotTakeLong()
{
    QByteArrayList names;
    for (int i = 0; i < 100000; ++i)
        names.append('k' + QByteArray::number(i));
    names += names;
    QImap4Flags flags = QImap4Flags::fromList(names);
    QCOMPARE(flags.keywords().size(), 100000);
    std::reverse(names.begin(), names.end());
    QCOMPARE(flags, QImap4Flags::fromList(names));
}

void tst_Types::responseCodesAreRead()
{
    const QImap4ResponseCode code("uidNext", "4392");
    QVERIFY(code.is("UIDNEXT") && code.is("uidnext") && !code.is("UID"));
    QCOMPARE(code.name(), QByteArray("UIDNEXT"));
    bool ok = false;
    QCOMPARE(code.number(&ok), 4392);
    QVERIFY(ok);
    QCOMPARE(QImap4ResponseCode("X", "-1").number(&ok), 0);
    QVERIFY(!ok);
    QCOMPARE(QImap4ResponseCode("X", "99999999999999999999").number(&ok), 0);
    QVERIFY(!ok);
    QCOMPARE(QImap4ResponseCode("PERMANENTFLAGS", "(\\Seen \\* )").words(),
             (QByteArrayList{"\\Seen", "\\*"}));
    QCOMPARE(QImap4ResponseCode("BADCHARSET", "(UTF-8 \"A \\\"B\" \"open").words(),
             (QByteArrayList{"UTF-8", "A \"B", "open"}));
    QCOMPARE(QImap4ResponseCode("UNDEFINED-FILTER", "x").kind(),
             QImap4ResponseCode::UndefinedFilter);
    QVERIFY(QImap4ResponseCode().isEmpty() && QImap4ResponseCode().words().isEmpty());
}

void tst_Types::errorsFollowTheClassesOfImaplib_data()
{
    QTest::addColumn<int>("category");
    QTest::addColumn<bool>("abort");
    QTest::addColumn<bool>("reconnect");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *name, QImap4Error::Category category, bool abort,
                        bool reconnect, bool retryable) {
        QTest::newRow(name) << int(category) << abort << reconnect << retryable;
    };
    row("network", QImap4Error::NetworkError, true, true, true);
    row("tls", QImap4Error::TlsError, true, true, false);
    row("authentication", QImap4Error::AuthenticationError, false, false, false);
    row("refused", QImap4Error::RefusedError, false, false, false);
    row("bad", QImap4Error::BadError, false, false, false);
    row("bye", QImap4Error::ByeError, true, true, true);
    row("protocol", QImap4Error::ProtocolError, true, true, false);
    row("malformed", QImap4Error::MalformedError, false, false, false);
    row("timeout", QImap4Error::TimeoutError, true, true, true);
    row("cancelled", QImap4Error::CancelledError, false, false, false);
    row("state", QImap4Error::IllegalStateError, false, false, false);
    row("argument", QImap4Error::InvalidArgumentError, false, false, false);
    row("unsupported", QImap4Error::UnsupportedError, false, false, false);
    row("read-only", QImap4Error::ReadOnlyError, true, false, false);
    row("limit", QImap4Error::LimitError, true, true, false);
    row("insecure", QImap4Error::InsecureError, false, false, false);
}

void tst_Types::errorsFollowTheClassesOfImaplib()
{
    QFETCH(int, category);
    QFETCH(bool, abort);
    QFETCH(bool, reconnect);
    QFETCH(bool, retryable);
    const QImap4Error error{QImap4Error::Category(category)};
    QVERIFY(error.isError() && error);
    QCOMPARE(error.isAbort(), abort);
    QCOMPARE(error.isReadOnly(), category == QImap4Error::ReadOnlyError);
    QCOMPARE(error.needsReconnect(), reconnect);
    QCOMPARE(error.isRetryable(), retryable);
}

void tst_Types::everyErrorHasASentence()
{
    const QMetaEnum meta = QMetaEnum::fromType<QImap4Error::Category>();
    QSet<QString> sentences;
    for (int i = 0; i < meta.keyCount(); ++i) {
        const QImap4Error error{QImap4Error::Category(meta.value(i)), u"detail"_s};
        QCOMPARE(error.category(), QImap4Error::Category(meta.value(i)));
        QCOMPARE(error.message().isEmpty(), !error.isError());
        sentences.insert(error.message());
    }
    QCOMPARE(sentences.size(), meta.keyCount());
    QVERIFY(!QImap4Error() && QImap4Error() == QImap4Error(QImap4Error::NoError));
}

void tst_Types::throttledRequestsTellWhenToRetry_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("not throttled") << u"no such mailbox"_s << 0;
    QTest::newRow("as Exchange says it")
        << u"Request is throttled. Suggested Backoff Time: 12345 milliseconds"_s << 12345;
    QTest::newRow("in capitals") << u"SUGGESTED BACKOFF TIME: 20 MILLISECONDS"_s << 20;
    QTest::newRow("longer than an hour")
        << u"Suggested Backoff Time: 999999999 milliseconds"_s << 3600000;
    QTest::newRow("more than any number")
        << u"Suggested Backoff Time: 99999999999999999999 milliseconds"_s << 0;
    QTest::newRow("negative") << u"Suggested Backoff Time: -5 milliseconds"_s << 0;
}

void tst_Types::throttledRequestsTellWhenToRetry()
{
    QFETCH(QString, text);
    QFETCH(int, milliseconds);
    QImap4Error error(QImap4Error::BadError);
    error.setServerText(text);
    QCOMPARE(error.retryAfter(), milliseconds);
    QCOMPARE(error.isRetryable(), milliseconds > 0);
}

void tst_Types::passingRefusalsAreRetryable()
{
    QImap4Error error(QImap4Error::RefusedError);
    const QImap4Error before = error;
    error.setResponseCode(QImap4ResponseCode("Unavailable"));
    QVERIFY(error.isRetryable());
    QVERIFY(!before.isRetryable());
    QVERIFY(error != before);
    error.setResponseCode(QImap4ResponseCode("OVERQUOTA"));
    QVERIFY(!error.isRetryable());
    error.setServerText(u"no room"_s);
    error.setCommandName(u"APPEND"_s);
    QCOMPARE(error.serverText(), u"no room"_s);
    QCOMPARE(error.commandName(), u"APPEND"_s);
    QVERIFY(!error.message().contains(u"no room"_s));
}

void tst_Types::capabilitiesImplyOthers()
{
    const QImap4Capabilities rev2({"IMAP4rev2", "Auth=Plain"});
    for (const char *name : {"ENABLE", "IDLE", "NAMESPACE", "UNSELECT", "UIDPLUS", "ESEARCH",
                             "SEARCHRES", "LIST-EXTENDED", "LIST-STATUS", "MOVE", "LITERAL-",
                             "SASL-IR", "BINARY", "SPECIAL-USE", "STATUS=SIZE", "CHILDREN", "move"})
        QVERIFY2(rev2.has(name), name);
    QVERIFY(!rev2.has("CONDSTORE") && !rev2.has("LITERAL+") && !rev2.has("IMAP4rev1"));
    QCOMPARE(rev2.names(), (QByteArrayList{"IMAP4REV2", "AUTH=PLAIN"}));
    QVERIFY(QImap4Capabilities({"QRESYNC"}).has("CONDSTORE"));
    QVERIFY(!QImap4Capabilities({"CONDSTORE"}).has("ENABLE"));
    QVERIFY(QImap4Capabilities({"LITERAL+"}).has("literal-"));
    QVERIFY(!QImap4Capabilities().has("IDLE") && !QImap4Capabilities({""}).has(""));
}

void tst_Types::capabilityValuesAreFound()
{
    const QImap4Capabilities capabilities(
        {"AUTH=PLAIN", "auth=scram-sha-256", "AUTHX=1", "AUTH", "APPENDLIMIT=100"});
    QCOMPARE(capabilities.authMechanisms(), (QByteArrayList{"PLAIN", "SCRAM-SHA-256"}));
    QCOMPARE(capabilities.values("appendlimit"), QByteArrayList{"100"});
    QVERIFY(capabilities.values("THREAD").isEmpty());
}

void tst_Types::mailboxNamesAreTakenApart_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QChar>("delimiter");
    QTest::addColumn<QString>("leaf");
    QTest::addColumn<QString>("parent");
    const auto row = [](const QString &name, QChar delimiter, const QString &leaf,
                        const QString &parent) {
        QTest::addRow("%s %c", qPrintable(name), delimiter.toLatin1() ? delimiter.toLatin1() : '0')
            << name << delimiter << leaf << parent;
    };
    row(u"a/b/c"_s, u'/', u"c"_s, u"a/b"_s);
    row(u"a"_s, u'/', u"a"_s, u""_s);
    row(u"a/b"_s, u'.', u"a/b"_s, u""_s);
    row(u"a/b"_s, QChar(), u"a/b"_s, u""_s);
    row(u"a/b/"_s, u'/', u"b"_s, u"a"_s);
    row(u"/a"_s, u'/', u"a"_s, u""_s);
    row(u"/a/b//"_s, u'/', u"b"_s, u"/a"_s);
    row(u"a//b"_s, u'/', u"b"_s, u"a"_s);
    row(u"/"_s, u'/', u"/"_s, u""_s);
    row(u"//"_s, u'/', u"//"_s, u""_s);
    row(u"//a"_s, u'/', u"a"_s, u""_s);
    row(u""_s, u'/', u""_s, u""_s);
    row(u"inbox.Work"_s, u'.', u"Work"_s, u"INBOX"_s);
}

void tst_Types::mailboxNamesAreTakenApart()
{
    QFETCH(QString, name);
    QFETCH(QChar, delimiter);
    QFETCH(QString, leaf);
    QFETCH(QString, parent);
    const QImap4Mailbox mailbox(name, delimiter);
    QCOMPARE(mailbox.name(), name);
    QCOMPARE(mailbox.leafName(), leaf);
    QCOMPARE(mailbox.parentName(), parent);
}

void tst_Types::specialUseIsFound_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArrayList>("attributes");
    QTest::addColumn<int>("use");
    const auto row = [](const char *title, const QString &name, const QByteArrayList &attributes,
                        QImap4Mailbox::SpecialUse use) {
        QTest::newRow(title) << name << attributes << int(use);
    };
    row("none", u"a"_s, {"\\HasNoChildren"}, QImap4Mailbox::NoSpecialUse);
    row("lower case", u"a"_s, {"\\drafts"}, QImap4Mailbox::Drafts);
    row("sent", u"a"_s, {"\\HasNoChildren", "\\Sent"}, QImap4Mailbox::Sent);
    row("XLIST all", u"a"_s, {"\\AllMail"}, QImap4Mailbox::All);
    row("XLIST spam", u"a"_s, {"\\Spam"}, QImap4Mailbox::Junk);
    row("XLIST starred", u"a"_s, {"\\Starred"}, QImap4Mailbox::Flagged);
    row("important", u"a"_s, {"\\Important"}, QImap4Mailbox::Important);
    row("XLIST inbox", u"Posteingang"_s, {"\\Inbox"}, QImap4Mailbox::Inbox);
    row("INBOX", u"iNBOX"_s, {}, QImap4Mailbox::Inbox);
    row("ghost", u"a"_s, {"\\Trash", "\\NonExistent"}, QImap4Mailbox::NoSpecialUse);
    row("dotted capital I", u"\u0130NBOX"_s, {}, QImap4Mailbox::NoSpecialUse);
}

void tst_Types::specialUseIsFound()
{
    QFETCH(QString, name);
    QFETCH(QByteArrayList, attributes);
    QFETCH(int, use);
    const QImap4Mailbox mailbox(name, u'/', attributes);
    QCOMPARE(int(mailbox.specialUse()), use);
    QCOMPARE(mailbox.isInbox(), use == QImap4Mailbox::Inbox);
    QCOMPARE(mailbox.attributeNames(), attributes);
    if (name.compare(u"inbox"_s, Qt::CaseInsensitive) == 0)
        QCOMPARE(mailbox.name(), u"INBOX"_s);
}

void tst_Types::attributesImplyOthers()
{
    const auto attributes = [](const QByteArrayList &names) {
        return QImap4Mailbox(u"a"_s, u'/', names).attributes();
    };
    QCOMPARE(attributes({"\\NONEXISTENT"}), QImap4Mailbox::NonExistent | QImap4Mailbox::NoSelect);
    QCOMPARE(attributes({"\\Noinferiors", "\\Marked"}),
             QImap4Mailbox::NoInferiors | QImap4Mailbox::HasNoChildren | QImap4Mailbox::Marked);
    QCOMPARE(attributes({"\\HasNoChildren", "\\HasChildren"}),
             QImap4Mailbox::Attributes(QImap4Mailbox::HasChildren));
    QVERIFY(!QImap4Mailbox(u"a"_s, u'/', {"\\Noselect"}).isSelectable());
    QVERIFY(QImap4Mailbox(u"a"_s, u'/', {"\\Strange", "Subscribed"}).isSelectable());

    QImap4Mailbox mailbox(u"a"_s);
    QImap4MailboxStatus status;
    status.messages = 3;
    mailbox.setStatus(status);
    QVERIFY(mailbox.status() && *mailbox.status() == status);
    QVERIFY(mailbox != QImap4Mailbox(u"a"_s));
    QVERIFY(status != QImap4MailboxStatus());
}

void tst_Types::selectedMailboxAssumesAllFlagsPermanent()
{
    QImap4MailboxInfo info;
    QVERIFY(!info.isValid() && info.areUidsSticky());
    info.setName(u"INBOX"_s);
    info.setFlags(QImap4Flags::Seen);
    QCOMPARE(info.permanentFlags(), QImap4Flags(QImap4Flags::Seen | QImap4Flags::AnyKeyword));
    const QImap4MailboxInfo copy = info;
    info.setPermanentFlags({});
    QVERIFY(info.permanentFlags().isEmpty());
    QVERIFY(copy != info && copy.isValid());
}

void tst_Types::addressesAreShown_data()
{
    QTest::addColumn<QImap4Address>("address");
    QTest::addColumn<QString>("mail");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *title, const QImap4Address &address, const QString &mail,
                        const QString &shown) { QTest::newRow(title) << address << mail << shown; };
    row("plain", {"Ann", "ann", "example.org"}, u"ann@example.org"_s, u"Ann <ann@example.org>"_s);
    row("no name", {"", "ann", "example.org"}, u"ann@example.org"_s, u"ann@example.org"_s);
    row("encoded", {"=?utf-8?q?J=C3=B6rg?=", "j", "example.org"}, u"j@example.org"_s,
        u"J\u00f6rg <j@example.org>"_s);
    row("name is the address", {"a@b", "a", "b"}, u"a@b"_s, u"a@b"_s);
    row("needs quotes", {"", "ann \"x", "example.org"}, u"\"ann \\\"x\"@example.org"_s,
        u"\"ann \\\"x\"@example.org"_s);
    row("no host", {"Ann", "ann", ".MISSING-HOST-NAME."}, u"ann"_s, u"Ann <ann>"_s);
    row("no mailbox", {"Exchange", "", ".MISSING-HOST-NAME."}, u""_s, u"Exchange"_s);
    row("reversed text", {"=?utf-8?q?=E2=80=AEmoc?=", "a", "b"}, u"a@b"_s, u"moc <a@b>"_s);
}

void tst_Types::addressesAreShown()
{
    QFETCH(QImap4Address, address);
    QFETCH(QString, mail);
    QFETCH(QString, shown);
    QCOMPARE(address.address(), mail);
    QCOMPARE(address.toString(), shown);
}

void tst_Types::groupsAreRecognised()
{
    const QImap4Address start({}, "undisclosed-recipients", {});
    QVERIFY(start.isGroupStart() && !start.isGroupEnd());
    QCOMPARE(start.displayName(), u"undisclosed-recipients"_s);
    QCOMPARE(start.address(), QString());
    QVERIFY(QImap4Address().isGroupEnd());
}

void tst_Types::nullEnvelopeIsNull()
{
    QImap4Envelope envelope;
    QVERIFY(envelope.isNull() && envelope.subject().isEmpty() && !envelope.date().isValid());
    QImap4Envelope copy = envelope;
    QCOMPARE(copy, envelope);
    copy.setRawSubject("=?utf-8?b?w6k=?=");
    copy.setRawDate("Fri, 21 Nov 1997 09:55:06 -0600");
    copy.setFrom({QImap4Address("Ann", "ann", "example.org")});
    QVERIFY(!copy.isNull() && envelope.isNull() && copy != envelope);
    QCOMPARE(copy.subject(), u"\u00e9"_s);
    QCOMPARE(copy.date().date(), QDate(1997, 11, 21));
    QCOMPARE(copy.from().size(), 1);
}

void tst_Types::partsAreFoundByNumber()
{
    const auto inner = part("2.1", "TEXT", "Plain");
    const auto root = part({}, "Multipart", "Mixed",
                           {part("1", "text", "html"), part("2", "message", "rfc822", {inner}),
                            part("21", "image", "png")});
    QVERIFY(root.isMultipart() && !root.isMessage());
    QCOMPARE(root.find("2.1") ? root.find("2.1")->mimeType() : "", QByteArray("text/plain"));
    QVERIFY(root.find("2") && root.find("2")->isMessage());
    QVERIFY(root.find("21") && root.find("21")->type() == "image");
    QCOMPARE(root.find(""), &root);
    QVERIFY(!root.find("3") && !root.find("2.2") && !root.find("1.1"));
    const auto content =
        part("2.TEXT", "multipart", "mixed", {part("2.1", "text", "plain"), part("2.2", "a", "b")});
    const auto nested = part({}, "multipart", "mixed", {part("2", "message", "rfc822", {content})});
    QVERIFY(nested.find("2.TEXT") && nested.find("2.TEXT")->isMultipart());
    QVERIFY(nested.find("2.2") && nested.find("2.2")->mimeType() == "a/b");
    QVERIFY(!QImap4BodyStructure().find("1"));
    QVERIFY(QImap4BodyStructure().isNull() && !root.isNull());
    QCOMPARE(inner.encoding(), QByteArray("7bit"));
    QVERIFY(inner == part("2.1", "text", "plain") && inner != root);
}

void tst_Types::fileNamesAreDecoded_data()
{
    using Parameters = QImap4BodyStructure::Parameters;
    QTest::addColumn<Parameters>("disposition");
    QTest::addColumn<Parameters>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("none") << Parameters{} << Parameters{{"charset", "x"}} << u""_s;
    QTest::newRow("filename wins")
        << Parameters{{"filename", "a.txt"}} << Parameters{{"name", "b.txt"}} << u"a.txt"_s;
    QTest::newRow("name") << Parameters{} << Parameters{{"NAME", "b.txt"}} << u"b.txt"_s;
    QTest::newRow("RFC 2231") << Parameters{{"filename*", "utf-8''%C3%A9.txt"}} << Parameters{}
                              << u"\u00e9.txt"_s;
    QTest::newRow("continued") << Parameters{{"filename*1", "b.txt"}, {"filename*0", "a"}}
                               << Parameters{} << u"ab.txt"_s;
    QTest::newRow("RFC 2047") << Parameters{{"filename", "=?utf-8?q?=C3=A9?="}} << Parameters{}
                              << u"\u00e9"_s;
}

void tst_Types::fileNamesAreDecoded()
{
    QFETCH(QImap4BodyStructure::Parameters, disposition);
    QFETCH(QImap4BodyStructure::Parameters, type);
    QFETCH(QString, name);
    QImap4BodyStructure structure = part("1", "text", "plain");
    structure.setDisposition("ATTACHMENT", disposition);
    structure.setParameters(type);
    QCOMPARE(structure.disposition(), QByteArray("attachment"));
    QCOMPARE(structure.fileName(), name);
}

void tst_Types::messagesAreViews()
{
    const QImap4MessageList list(batchOf({"one", "two"}));
    QCOMPARE(list.size(), 2);
    const QImap4Message message = list.at(1);
    QCOMPARE(message.uid(), 20U);
    QCOMPARE(message.sequenceNumber(), 2U);
    QCOMPARE(message.envelope().rawSubject(), QByteArray("two"));
    QCOMPARE(message.bodyStructure().type(), QByteArray("two"));
    QVERIFY(message.internalDate().isValid());
    QCOMPARE(message.size(), quint64(QByteArrayView("RFC822.SIZE").size()));
    QCOMPARE(message.modSeq(), 6);
    QCOMPARE(message.body("1.2"), QByteArray("1.2"));
    QCOMPARE(message.rawItem("X"), QByteArray("X"));
    QCOMPARE(message.raw(), QByteArray("* 2 FETCH (two)"));
    QCOMPARE(list.first().flags(), QImap4Flags(QImap4Flags::Seen, {"$Work"}));
    QVERIFY(message.has(QImap4Message::Uid) && !message.has(QImap4Message::Size));
}

void tst_Types::messagesWithoutBytesHaveUidAndFlags()
{
    const QImap4Message message = QImap4MessageList(batchOf({""})).at(0);
    QVERIFY(!message.isNull());
    QCOMPARE(message.uid(), 10U);
    QCOMPARE(message.systemFlags(), QImap4Flags::SystemFlags(QImap4Flags::Seen));
    QVERIFY(message.envelope().isNull() && message.bodyStructure().isNull());
    QVERIFY(message.raw().isNull() && message.body().isNull() && message.sections().isEmpty());

    const QImap4Message null;
    QVERIFY(null.isNull() && null.flags().isEmpty() && null.uid() == 0 && null.raw().isNull());
}

void tst_Types::messageListsShareMemory()
{
    QImap4MessageList list(batchOf({"one", "two"}));
    const qint64 alone = list.memoryUsage();
    QVERIFY(alone > 0);
    list.append(list);
    list.append(QImap4MessageList());
    QCOMPARE(list.size(), 4);
    QCOMPARE(list.memoryUsage(), alone);
    list.append(QImap4MessageList(batchOf({"three"})));
    QCOMPARE(list.size(), 5);
    QCOMPARE(list.last().envelope().rawSubject(), QByteArray("three"));
    QList<quint32> uids;
    for (const QImap4Message &message : std::as_const(list))
        uids.append(message.uid());
    QCOMPARE(uids, (QList<quint32>{10, 20, 10, 20, 10}));
    QVERIFY(list.at(5).isNull() && list.at(-1).isNull());
    QVERIFY(QImap4MessageList().first().isNull() && QImap4MessageList().last().isNull());
}

void tst_Types::valuesKnowTheirMetaTypes()
{
    QVERIFY(QMetaType::fromType<QImap4MessageSet>().isEqualityComparable());
    QVERIFY(QMetaType::fromType<QImap4Mailbox>().isEqualityComparable());
    QVERIFY(QMetaType::fromType<QImap4Limits>().metaObject());
    QCOMPARE(QVariant::fromValue(QImap4MessageSet::uids(5)).value<QImap4MessageSet>().toString(),
             QByteArray("5"));
    QCOMPARE(QVariant::fromValue(QImap4MessageSet::uids(5)),
             QVariant::fromValue(QImap4MessageSet::uids(5)));
}

void tst_Types::valuesCanBePrinted()
{
    QString out;
    QDebug(&out) << QImap4MessageSet::uids(1, 5) << QImap4Flags(QImap4Flags::Seen, {"$A"})
                 << QImap4ResponseCode("UIDNEXT", "5") << QImap4Error(QImap4Error::ByeError)
                 << QImap4Mailbox(u"a"_s, u'/') << QImap4MailboxInfo() << QImap4Envelope()
                 << QImap4Address("A", "b", "c") << QImap4Message();
    QVERIFY(out.contains(u"1:5"_s) && out.contains(u"\\Seen $A"_s) && out.contains(u"UIDNEXT"_s));
    QVERIFY(out.contains(u"ByeError"_s) && out.contains(u"A <b@c>"_s));
}

QTEST_APPLESS_MAIN(tst_Types)
#include "tst_types.moc"
