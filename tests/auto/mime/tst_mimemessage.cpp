// SPDX-License-Identifier: LGPL-3.0-or-later
#include "mime/addressparser_p.h"
#include "qimap4messageparts.h"
#include "qimap4mimemessage.h"

#include <QtTest/qtest.h>

#include <ctime>
#include <limits>

using namespace Qt::StringLiterals;
using namespace QImap4Internal;

namespace {

// One line per part: section, type, octets.
QByteArrayList outline(const QImap4BodyStructure &part)
{
    QByteArrayList lines;
    lines.append(part.section() + ' ' + part.mimeType()
                 + (part.isMultipart() ? QByteArray() : ' ' + QByteArray::number(part.octets())));
    const QList<QImap4BodyStructure> children = part.children();
    for (const QImap4BodyStructure &child : children)
        lines += outline(child);
    return lines;
}

QByteArrayList outlineOf(const QByteArray &message)
{
    return outline(QImap4MimeMessage::fromRfc822(message).structure());
}

QImap4BodyStructure leaf(const char *section, const char *type, const char *subtype)
{
    QImap4BodyStructure part;
    part.setSection(section);
    part.setType(type, subtype);
    return part;
}

QImap4BodyStructure file(const char *section, const char *type, const char *subtype,
                         const QByteArray &name)
{
    QImap4BodyStructure part = leaf(section, type, subtype);
    part.setDisposition("attachment", {{"filename", name}});
    return part;
}

QImap4BodyStructure picture(const char *section, const char *id)
{
    QImap4BodyStructure part = leaf(section, "image", "png");
    part.setContentId(id);
    return part;
}

QImap4BodyStructure multipart(const char *section, const char *subtype,
                              const QList<QImap4BodyStructure> &children)
{
    QImap4BodyStructure part = leaf(section, "multipart", subtype);
    part.setChildren(children);
    return part;
}

QByteArrayList sections(const QList<QImap4BodyStructure> &parts)
{
    QByteArrayList result;
    for (const QImap4BodyStructure &part : parts)
        result.append(part.section());
    return result;
}

QStringList names(const QList<QImap4Attachment> &attachments)
{
    QStringList result;
    for (const QImap4Attachment &attachment : attachments)
        result.append(attachment.fileName);
    return result;
}

constexpr char mixedMessage[] = "From: =?utf-8?Q?J=C3=BCrgen?= <j@a.test>, b@b.test\r\n"
                                "To: Team: x@c.test, y@c.test;, last@d.test\r\n"
                                "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n"
                                "Date: Mon, 7 Feb 1994 21:52:25 -0800\r\n"
                                "Message-ID: <1@a.test>\r\n"
                                "Received: one\r\n"
                                "received: two\r\n\tfolded\r\n"
                                "Content-Type: multipart/mixed; boundary=\"a b\"\r\n"
                                "\r\n"
                                "preamble\r\n"
                                "--a b\r\n"
                                "Content-Type: multipart/alternative; boundary=inner\r\n"
                                "\r\n"
                                "--inner\r\n"
                                "\r\n"
                                "plain\r\n"
                                "--inner \r\n"
                                "Content-Type: text/html; charset=iso-8859-1\r\n"
                                "Content-Transfer-Encoding: quoted-printable\r\n"
                                "\r\n"
                                "<p>=E4</p>\r\n"
                                "--inner--\r\n"
                                "--a b\r\n"
                                "Content-Type: message/rfc822\r\n"
                                "\r\n"
                                "Subject: inside\r\n"
                                "Content-Type: multipart/mixed; boundary=deep\r\n"
                                "\r\n"
                                "--deep\r\n"
                                "Content-Type: image/png; name*0*=utf-8''%C3; name*1*=%A4.png\r\n"
                                "Content-Transfer-Encoding: BASE64\r\n"
                                "\r\n"
                                "aGVs\r\nbG8=\r\n"
                                "--deep--\r\n"
                                "--a b\r\n"
                                "Content-Type: message/rfc822\r\n"
                                "\r\n"
                                "Subject: simple\r\n"
                                "\r\n"
                                "text\r\n"
                                "--a b--\r\n"
                                "epilogue\r\n";

} // namespace

class tst_MimeMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsAreNumberedAsInFetch();
    void partsAreTakenFromTheirPlace();
    void envelopeIsThatOfTheHeader();
    void headerGivesEachOccurrence();
    void oddMessagesHaveAStructure_data();
    void oddMessagesHaveAStructure();
    void hostileMessagesAreBounded_data();
    void hostileMessagesAreBounded();
    void cutCostGrowsWithSize();
    void everyPrefixIsAMessage();
    void addressesAreParsed_data();
    void addressesAreParsed();
    void hostileAddressesAreBounded_data();
    void hostileAddressesAreBounded();
    void bodyIsChosen_data();
    void bodyIsChosen();
    void relatedPartsAreFoundByContentId();
    void relatedPartsAreThoseOfTheBodysOwnGroup();
    void attachmentsAreNamedSafely();
    void dangerIsSeen_data();
    void dangerIsSeen();
};

void tst_MimeMessage::partsAreNumberedAsInFetch()
{
    QCOMPARE(outlineOf(mixedMessage),
             (QByteArrayList{" multipart/mixed", "1 multipart/alternative", "1.1 text/plain 5",
                             "1.2 text/html 10", "2 message/rfc822 192", "2 multipart/mixed",
                             "2.1 image/png 10", "3 message/rfc822 23", "3.1 text/plain 4"}));
    QCOMPARE(outlineOf("Subject: x\r\n\r\nhello\r\n"), QByteArrayList{"1 text/plain 7"});
}

void tst_MimeMessage::partsAreTakenFromTheirPlace()
{
    const auto message = QImap4MimeMessage::fromRfc822(mixedMessage);
    QVERIFY(!message.isTruncated());
    QCOMPARE(message.raw(), QByteArray(mixedMessage));
    QCOMPARE(message.rawPart("1.1"), QByteArray("plain"));
    QCOMPARE(message.rawPart("1.2"), QByteArray("<p>=E4</p>"));
    QCOMPARE(message.decodedPart("1.2"), QByteArray("<p>\xe4</p>"));
    QCOMPARE(message.text("1.2"), u"<p>ä</p>"_s);
    QCOMPARE(message.decodedPart("2.1"), QByteArray("hello"));
    QCOMPARE(message.structure().find("2.1")->fileName(), u"ä.png"_s);
    QCOMPARE(message.rawPart("3"), QByteArray("Subject: simple\r\n\r\ntext"));
    QCOMPARE(message.text("3.1"), u"text"_s);
    QCOMPARE(message.rawPart("4"), QByteArray());
    QCOMPARE(message.rawPart("1.1.1"), QByteArray());
    QCOMPARE(message.structure().find("3")->envelope().subject(), u"simple"_s);
}

void tst_MimeMessage::envelopeIsThatOfTheHeader()
{
    const QImap4Envelope envelope = QImap4MimeMessage::fromRfc822(mixedMessage).envelope();
    QCOMPARE(envelope.subject(), u"Grüße"_s);
    QCOMPARE(envelope.date(), QDateTime(QDate(1994, 2, 8), QTime(5, 52, 25), Qt::UTC));
    QCOMPARE(envelope.messageId(), QByteArray("<1@a.test>"));
    QCOMPARE(envelope.from().size(), 2);
    QCOMPARE(envelope.from().at(0).displayName(), u"Jürgen"_s);
    QCOMPARE(envelope.from().at(0).address(), u"j@a.test"_s);
    QCOMPARE(envelope.sender(), envelope.from());
    QCOMPARE(envelope.to().size(), 5);
    QVERIFY(envelope.to().at(0).isGroupStart());
    QCOMPARE(envelope.to().at(2).address(), u"y@c.test"_s);
    QVERIFY(envelope.to().at(3).isGroupEnd());
}

void tst_MimeMessage::headerGivesEachOccurrence()
{
    const auto message = QImap4MimeMessage::fromRfc822(mixedMessage);
    QCOMPARE(message.header("RECEIVED"), (QByteArrayList{"one", "two\tfolded"}));
    QCOMPARE(message.header("X-None"), QByteArrayList());
}

void tst_MimeMessage::oddMessagesHaveAStructure_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArrayList>("parts");
    const auto row = [](const char *name, const QByteArray &message, const QByteArrayList &parts) {
        QTest::newRow(name) << message << parts;
    };
    row("nothing", "", {"1 text/plain 0"});
    row("no header", "\r\nbody", {"1 text/plain 4"});
    row("no body", "Subject: x", {"1 text/plain 0"});
    row("bare newlines", "Content-Type: text/html\n\nab\n", {"1 text/html 3"});
    row("mbox line", "From me\nSubject: x\n\nab", {"1 text/plain 2"});
    row("type without subtype", "Content-Type: text\n\na", {"1 text/plain 1"});
    row("rubbish type", "Content-Type: ;;=\"\n\na", {"1 text/plain 1"});
    row("comment in type", "Content-Type: text/html (really); charset=x\n\na", {"1 text/html 1"});
    row("multipart without boundary", "Content-Type: multipart/mixed\n\n--a\n\nb",
        {" multipart/mixed"});
    row("empty boundary", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nb",
        {" multipart/mixed"});
    row("no end", "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nb\n",
        {" multipart/mixed", "1 text/plain 2"});
    row("no delimiter", "Content-Type: multipart/mixed; boundary=a\n\nb", {" multipart/mixed"});
    row("boundary in a line",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nx --a\n--ab\n--a--",
        {" multipart/mixed", "1 text/plain 10"});
    row("inner without end",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--a\n\ny\n--a--",
        {" multipart/mixed", "1 multipart/mixed", "1.1 text/plain 1", "2 text/plain 1"});
    row("equal boundaries",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
        "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nx\n--a--",
        {" multipart/mixed", "1 multipart/mixed", "2 text/plain 1"});
    row("digest", "Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: x\n\ny\n--a--",
        {" multipart/digest", "1 message/rfc822 13", "1.1 text/plain 1"});
    row("encoded message",
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\neA==",
        {"1 message/rfc822 4"});
}

void tst_MimeMessage::oddMessagesHaveAStructure()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArrayList, parts);
    QCOMPARE(outlineOf(message), parts);
}

void tst_MimeMessage::hostileMessagesAreBounded_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isTruncated");
    QByteArray nested;
    QByteArray sameLine;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray boundary = QByteArray::number(i);
        nested +=
            "Content-Type: multipart/mixed; boundary=b" + boundary + "\n\n--b" + boundary + '\n';
    }
    QTest::newRow("nested multiparts") << nested << true;
    QTest::newRow("nested messages")
        << QByteArray("Content-Type: message/rfc822\n\n").repeated(100'000) << true;
    QTest::newRow("many parts") << "Content-Type: multipart/mixed; boundary=a\n\n"
            + QByteArray("--a\n\n").repeated(100'000)
                                << true;
    QTest::newRow("many fields") << QByteArray("a:b\n").repeated(500'000) << false;
    QTest::newRow("many parameters")
        << "Content-Type: a/b" + QByteArray("; name*0=x").repeated(200'000) << false;
    QTest::newRow("one long field") << "Subject: " + QByteArray("x\n ").repeated(500'000) << false;
    QTest::newRow("near boundaries")
        << "Content-Type: multipart/mixed; boundary=aaaaaaaaab\n\n" + QByteArray(3'000'000, 'a')
        << false;
    QTest::newRow("dashes") << "Content-Type: multipart/mixed; boundary=-\n\n"
            + QByteArray(3'000'000, '-')
                            << false;
    QTest::newRow("boundaries on one line")
        << "Content-Type: multipart/mixed; boundary=a\n\nx" + QByteArray("--a").repeated(500'000)
        << false;
    QTest::newRow("nul") << QByteArray(3'000'000, '\0') << false;
}

void tst_MimeMessage::hostileMessagesAreBounded()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, isTruncated);
    const auto parsed = QImap4MimeMessage::fromRfc822(message);
    QCOMPARE(parsed.isTruncated(), isTruncated);
    QVERIFY(outline(parsed.structure()).size() <= 5001);
    const auto parts = QImap4MessageParts::fromStructure(parsed.structure());
    QVERIFY(parts.bodies().size() + parts.attachments().size() <= 5001);
    QVERIFY(!parsed.envelope().subject().contains(u'\n'));
}

// Of the processor time, which does not depend on what else a machine does.
void tst_MimeMessage::cutCostGrowsWithSize()
{
    constexpr int growth = 16;
    const auto cost = [](int count) {
        const QByteArray message =
            "Content-Type: multipart/mixed; boundary=a\n\nx" + QByteArray("--a").repeated(count);
        std::clock_t best = std::numeric_limits<std::clock_t>::max();
        for (int i = 0; i < 3; ++i) {
            const std::clock_t start = std::clock();
            const auto parsed = QImap4MimeMessage::fromRfc822(message);
            best = qMin(best, std::clock() - start);
        }
        return best;
    };
    const std::clock_t small = qMax(cost(30'000), std::clock_t(CLOCKS_PER_SEC / 1000));
    QVERIFY(cost(30'000 * growth) < small * growth * 5);
}

void tst_MimeMessage::everyPrefixIsAMessage()
{
    const QByteArray whole = mixedMessage;
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto message = QImap4MimeMessage::fromRfc822(whole.first(size));
        const QByteArrayList lines = outline(message.structure());
        QVERIFY(!lines.isEmpty());
        for (const QByteArray &line : lines)
            QVERIFY(message.decodedPart(line.left(line.indexOf(' '))).size() <= size);
    }
}

void tst_MimeMessage::addressesAreParsed_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QStringList>("addresses"); // name|address
    const auto row = [](const QByteArray &field, const QStringList &addresses) {
        QTest::newRow(field.left(60).constData()) << field << addresses;
    };
    row("a@b.test", {u"|a@b.test"_s});
    row("Me <a@b.test>", {u"Me|a@b.test"_s});
    row("\"Last, First\" <a@b.test>", {u"Last, First|a@b.test"_s});
    row("\"ceo@bank.example\" <x@evil.test>", {u"ceo@bank.example|x@evil.test"_s});
    row("=?koi8-r?Q?=C1?= <a@b.test>", {u"а|a@b.test"_s});
    row("Gr\xc3\xbc\xc3\x9f <a@b.test>", {u"Grüß|a@b.test"_s});
    row("a@b.test, c@d.test", {u"|a@b.test"_s, u"|c@d.test"_s});
    row("", {});
}

void tst_MimeMessage::addressesAreParsed()
{
    QFETCH(QByteArray, field);
    QFETCH(QStringList, addresses);
    QStringList found;
    const QList<QImap4Address> parsed = parseAddressList(field);
    for (const QImap4Address &address : parsed)
        found.append(address.displayName() + u'|' + address.address());
    QCOMPARE(found, addresses);
}

void tst_MimeMessage::hostileAddressesAreBounded_data()
{
    QTest::addColumn<QByteArray>("field");
    for (const char *piece : {"a:", "(", "<", "\"", "a@b,", ",", "=?utf-8?q?", "\\", "[", "@", ";",
                              "a b ", "\xff", "<a:", "\"a\" <b@", "(a:"}) {
        QTest::newRow(piece) << QByteArray(piece).repeated(100'000);
    }
}

void tst_MimeMessage::hostileAddressesAreBounded()
{
    QFETCH(QByteArray, field);
    QVERIFY(parseAddressList(field).size() <= 2100);
}

void tst_MimeMessage::bodyIsChosen_data()
{
    using Parts = QImap4MessageParts;
    QTest::addColumn<QImap4BodyStructure>("structure");
    QTest::addColumn<QImap4MessageParts::Preference>("preference");
    QTest::addColumn<QByteArrayList>("bodies");
    QTest::addColumn<QStringList>("attachments");

    const auto plain = leaf("1", "text", "plain");
    const auto html = leaf("2", "text", "html");
    const auto both = multipart("", "alternative", {plain, html});
    QTest::newRow("plain") << plain << Parts::PreferHtml << QByteArrayList{"1"} << QStringList();
    QTest::newRow("html wanted") << both << Parts::PreferHtml << QByteArrayList{"2"}
                                 << QStringList();
    QTest::newRow("plain wanted") << both << Parts::PreferPlainText << QByteArrayList{"1"}
                                  << QStringList();
    QTest::newRow("plain wanted, html there")
        << multipart("", "alternative", {html}) << Parts::PreferPlainText << QByteArrayList{"2"}
        << QStringList();
    QTest::newRow("html in related in alternative") << multipart(
        "", "alternative",
        {plain, multipart("2", "related", {leaf("2.1", "text", "html"), picture("2.2", "<a>")})})
                                                    << Parts::PreferHtml << QByteArrayList{"2.1"}
                                                    << QStringList();
    QTest::newRow("the same, plain wanted") << multipart(
        "", "alternative",
        {plain, multipart("2", "related", {leaf("2.1", "text", "html"), picture("2.2", "<a>")})})
                                            << Parts::PreferPlainText << QByteArrayList{"1"}
                                            << QStringList();
    QTest::newRow("invitation") << multipart("", "alternative",
                                             {plain, leaf("2", "text", "calendar")})
                                << Parts::PreferHtml << QByteArrayList{"1"}
                                << QStringList{u"part-2"_s};
    QTest::newRow("mixed with footer")
        << multipart("", "mixed",
                     {plain, file("2", "image", "png", "a.png"), leaf("3", "text", "plain")})
        << Parts::PreferHtml << QByteArrayList{"1", "3"} << QStringList{u"a.png"_s};
    QTest::newRow("attached text")
        << multipart("", "mixed", {plain, file("2", "text", "plain", "log.txt")})
        << Parts::PreferHtml << QByteArrayList{"1"} << QStringList{u"log.txt"_s};
    QTest::newRow("signed") << multipart("", "signed",
                                         {plain, leaf("2", "application", "pgp-signature")})
                            << Parts::PreferHtml << QByteArrayList{"1"} << QStringList();
    QTest::newRow("only a picture") << leaf("1", "image", "png") << Parts::PreferHtml
                                    << QByteArrayList() << QStringList{u"part-1"_s};
    QTest::newRow("empty multipart") << multipart("", "alternative", {}) << Parts::PreferHtml
                                     << QByteArrayList() << QStringList();
    QTest::newRow("null") << QImap4BodyStructure() << Parts::PreferHtml << QByteArrayList()
                          << QStringList();
}

void tst_MimeMessage::bodyIsChosen()
{
    QFETCH(QImap4BodyStructure, structure);
    QFETCH(QImap4MessageParts::Preference, preference);
    QFETCH(QByteArrayList, bodies);
    QFETCH(QStringList, attachments);
    const auto parts = QImap4MessageParts::fromStructure(structure, preference);
    QCOMPARE(sections(parts.bodies()), bodies);
    QCOMPARE(names(parts.attachments()), attachments);
}

void tst_MimeMessage::relatedPartsAreFoundByContentId()
{
    QImap4BodyStructure related = multipart(
        "", "related", {picture("1", "<a@b>"), leaf("2", "text", "html"), picture("3", "c")});
    related.setParameters({{"start", "<root>"}});
    QList<QImap4BodyStructure> children = related.children();
    children[1].setContentId("<root>");
    related.setChildren(children);
    const auto parts = QImap4MessageParts::fromStructure(related);
    QCOMPARE(sections(parts.bodies()), QByteArrayList{"2"});
    QCOMPARE(parts.relatedParts("2"), (QHash<QByteArray, QByteArray>{{"a@b", "1"}, {"c", "3"}}));
    QVERIFY(parts.attachments().isEmpty());
}

void tst_MimeMessage::relatedPartsAreThoseOfTheBodysOwnGroup()
{
    using Related = QHash<QByteArray, QByteArray>;
    const auto first =
        multipart("1", "related",
                  {multipart("1.1", "alternative",
                             {leaf("1.1.1", "text", "plain"), leaf("1.1.2", "text", "html")}),
                   picture("1.2", "<logo>")});
    const auto second = multipart(
        "2", "related",
        {leaf("2.1", "text", "html"), picture("2.2", "<logo>"), picture("2.3", "<other>")});
    const auto parts = QImap4MessageParts::fromStructure(
        multipart("", "mixed", {first, second, leaf("3", "text", "html")}));
    QCOMPARE(sections(parts.bodies()), (QByteArrayList{"1.1.2", "2.1", "3"}));
    QCOMPARE(parts.relatedParts("1.1.2"), (Related{{"logo", "1.2"}}));
    QCOMPARE(parts.relatedParts("2.1"), (Related{{"logo", "2.2"}, {"other", "2.3"}}));
    QCOMPARE(parts.relatedParts("3"), Related());
    QCOMPARE(parts.relatedParts("1.2"), Related());
}

void tst_MimeMessage::attachmentsAreNamedSafely()
{
    QImap4BodyStructure part = file("1", "application", "octet-stream", "../../.bashrc");
    part.setEncoding("base64");
    part.setOctets(780);
    const auto attachments = QImap4MessageParts::fromStructure(part).attachments();
    QCOMPARE(attachments.size(), 1);
    QCOMPARE(attachments.first().fileName, u"_.bashrc"_s);
    QCOMPARE(attachments.first().size, quint64(570));
    QCOMPARE(attachments.first().section, QByteArray("1"));

    QImap4BodyStructure message = leaf("1", "message", "rfc822");
    QImap4Envelope envelope;
    envelope.setRawSubject("a/b: =?utf-8?Q?=C3=A4?=");
    message.setEnvelope(envelope);
    QCOMPARE(names(QImap4MessageParts::fromStructure(message).attachments()),
             QStringList{u"b_ ä.eml"_s});
}

void tst_MimeMessage::dangerIsSeen_data()
{
    QTest::addColumn<QByteArray>("mimeType");
    QTest::addColumn<QByteArray>("fileName");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QImap4Attachment::Dangers>("dangers");
    using A = QImap4Attachment;
    const auto row = [](const char *mimeType, const char *fileName, const char *name,
                        A::Dangers d) {
        QTest::addRow("%s %s %s", mimeType, fileName, name)
            << QByteArray(mimeType) << QByteArray(fileName) << QByteArray(name) << d;
    };
    row("application/pdf", "a.pdf", "", A::NoDanger);
    row("application/octet-stream", "a.pdf", "a.pdf", A::NoDanger);
    row("image/jpeg", "a.jpg", "", A::NoDanger);
    row("text/csv", "a.csv", "", A::NoDanger);
    row("application/x-thing", "a.thing", "", A::NoDanger);
    row("application/octet-stream", "a.exe", "", A::Executable);
    row("application/octet-stream", "a.pdf.EXE", "", A::Executable);
    row("application/octet-stream", "a.exe. .", "", A::Executable);
    row("application/octet-stream", "a\xe2\x80\xaegpj.scr", "", A::Executable);
    row("application/vnd.ms-word", "a.docm", "", A::Executable);
    row("image/png", "run.exe", "", A::Executable | A::TypeMismatch);
    row("application/pdf", "a.js", "", A::Executable | A::TypeMismatch);
    row("application/octet-stream", "run.exe", "report.pdf", A::Executable | A::TypeMismatch);
    row("text/html", "a.pdf", "", A::TypeMismatch);
    row("video/mp4", "a.jpg", "", A::TypeMismatch);
    row("image/svg+xml", "a.svg", "", A::Executable);
    row("application/zip", "", "a.lnk", A::Executable);
}

void tst_MimeMessage::dangerIsSeen()
{
    QFETCH(QByteArray, mimeType);
    QFETCH(QByteArray, fileName);
    QFETCH(QByteArray, name);
    QFETCH(QImap4Attachment::Dangers, dangers);
    QImap4BodyStructure part = leaf("2", mimeType.left(mimeType.indexOf('/')).constData(),
                                    mimeType.mid(mimeType.indexOf('/') + 1).constData());
    part.setDisposition("attachment", {});
    if (!fileName.isEmpty())
        part.setDisposition("attachment", {{"filename", fileName}});
    if (!name.isEmpty())
        part.setParameters({{"name", name}});
    const auto attachments = QImap4MessageParts::fromStructure(part).attachments();
    QCOMPARE(attachments.size(), 1);
    QCOMPARE(attachments.first().dangers, dangers);
}

QTEST_APPLESS_MAIN(tst_MimeMessage)

#include "tst_mimemessage.moc"
