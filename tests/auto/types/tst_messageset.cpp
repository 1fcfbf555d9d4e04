// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messageset.h"
#include "qimap4search.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <bitset>

using namespace Qt::StringLiterals;

namespace {

// The model that message sets are checked against: one bit a number.
using Bitmap = std::bitset<256>;

QImap4MessageSet uidSet(QByteArrayView text)
{
    bool ok = false;
    const auto set = QImap4MessageSet::fromString(text, QImap4MessageSet::Uids, &ok);
    return ok ? set : QImap4MessageSet();
}

bool isWellFormed(const QImap4MessageSet &set)
{
    const auto &ranges = set.ranges();
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        if (ranges.at(i).first < 1 || ranges.at(i).first > ranges.at(i).last)
            return false;
        if (i > 0 && quint64(ranges.at(i - 1).last) + 1 >= ranges.at(i).first)
            return false;
    }
    return true;
}

bool matches(const QImap4MessageSet &set, const Bitmap &bitmap)
{
    if (!isWellFormed(set) || set.count() != bitmap.count())
        return false;
    for (quint32 i = 0; i < bitmap.size(); ++i) {
        if (set.contains(i) != bitmap.test(i))
            return false;
    }
    return uidSet(set.toString()) == set;
}

void addRandom(QRandomGenerator &random, QImap4MessageSet &set, Bitmap &bitmap)
{
    const auto first = quint32(random.bounded(1, 250));
    const auto last =
        quint32(random.bounded(4) == 0 ? random.bounded(1, 250)
                                       : std::min(int(first) + random.bounded(5), 255));
    set.add(first, last);
    for (quint32 i = std::min(first, last); i <= std::max(first, last); ++i)
        bitmap.set(i);
}

QByteArray text(const QImap4SearchKey &key)
{
    using Token = QImap4SearchKey::Token;
    QByteArrayList words;
    for (const Token &token : key.tokens()) {
        if (token.kind == Token::Open)
            words.append("(");
        else if (token.kind == Token::Close)
            words.append(")");
        else if (token.kind == Token::String)
            words.append('"' + token.text.toUtf8() + '"');
        else
            words.append(token.word);
    }
    return words.join(' ');
}

} // namespace

class tst_MessageSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsAreReadAndWritten_data();
    void setsAreReadAndWritten();
    void wrongSetsAreRefused_data();
    void wrongSetsAreRefused();
    void setsStayIntervals();
    void setsBehaveLikeBitmaps();
    void setsAreBuiltFromAnyOrder();
    void savedResultsNeverClaimTooMuch();
    void setsOfDifferentBindingsAreNeverMixed_data();
    void setsOfDifferentBindingsAreNeverMixed();
    void listsOfNumbersAreBounded();
    void longSetsAreReadInLinearTime();
    void searchKeysCombine_data();
    void searchKeysCombine();
    void searchTextsTellTheirCharset();
};

void tst_MessageSet::setsAreReadAndWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<quint64>("count");
    const auto row = [](const QByteArray &text, const QByteArray &written, quint64 count) {
        QTest::addRow("%s", text.constData()) << text << written << count;
    };
    row("1", "1", 1);
    row("5:2", "2:5", 4);
    row("1,3:5,7:*", "1,3:5,7:*", 4294967293ULL);
    row("*", "*", 1);
    row("*:4", "4:*", 4294967292ULL);
    row("1:4294967295", "1:*", 4294967295ULL);
    row("4294967294,*", "4294967294:*", 2);
    row("3,2,1", "1:3", 3);
    row("5,5,5:6,1:9", "1:9", 9);
    row("007", "7", 1);
    row("$", "$", 0);
}

void tst_MessageSet::setsAreReadAndWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    QFETCH(quint64, count);
    bool ok = false;
    const auto set = QImap4MessageSet::fromString(text, QImap4MessageSet::SequenceNumbers, &ok);
    QVERIFY(ok);
    QCOMPARE(set.kind(), QImap4MessageSet::SequenceNumbers);
    QCOMPARE(set.toString(), written);
    QCOMPARE(set.count(), count);
    QVERIFY(!set.isEmpty());
}

void tst_MessageSet::wrongSetsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "0", "0:3", "1,", ",1", "1,,2", "1:", ":1", "a", "-1", "1:2:3",
                             "4294967296", "99999999999999999999", "1 2", " 1", "$,1", "1,$", "**"})
        QTest::addRow("'%s'", text) << QByteArray(text);
}

void tst_MessageSet::wrongSetsAreRefused()
{
    QFETCH(QByteArray, text);
    bool ok = true;
    const auto set = QImap4MessageSet::fromString(text, QImap4MessageSet::Uids, &ok);
    QVERIFY(!ok);
    QVERIFY(set.isEmpty());
}

void tst_MessageSet::setsStayIntervals()
{
    QImap4MessageSet set = QImap4MessageSet::all();
    QCOMPARE(set.ranges().size(), 1);
    QVERIFY(set.contains(1) && set.contains(123456) && set.contains(QImap4MessageSet::Last));
    QVERIFY(!set.contains(0));
    set.subtract(QImap4MessageSet::uids(5));
    QCOMPARE(set.toString(), QByteArray("1:4,6:*"));
    set.add(5);
    QCOMPARE(set, QImap4MessageSet::all());
    set.add(0);
    set.add(7, QImap4MessageSet::Last);
    QCOMPARE(set, QImap4MessageSet::all());

    QImap4MessageSet growing;
    for (quint32 uid = 1; uid <= 1000000; ++uid)
        growing.add(uid);
    QCOMPARE(growing.ranges().size(), 1);
    QCOMPARE(growing.count(), 1000000);
}

void tst_MessageSet::setsBehaveLikeBitmaps()
{
    QRandomGenerator random(4315);
    for (int round = 0; round < 1500; ++round) {
        QImap4MessageSet a;
        QImap4MessageSet b;
        Bitmap bitsA;
        Bitmap bitsB;
        for (int i = random.bounded(12); i > 0; --i) {
            addRandom(random, a, bitsA);
            QVERIFY(matches(a, bitsA));
        }
        for (int i = random.bounded(12); i > 0; --i)
            addRandom(random, b, bitsB);
        QImap4MessageSet set = a;
        set.unite(b);
        QVERIFY(matches(set, bitsA | bitsB));
        set = a;
        set.subtract(b);
        QVERIFY(matches(set, bitsA & ~bitsB));
        set = a;
        set.intersect(b);
        QVERIFY(matches(set, bitsA & bitsB));
        QCOMPARE(QImap4MessageSet::uids(a.toList()), a);
        QCOMPARE(a == b, bitsA == bitsB);
    }
}

void tst_MessageSet::setsAreBuiltFromAnyOrder()
{
    QCOMPARE(QImap4MessageSet::uids({9, 1, 2, 9, 3, 0}).toString(), QByteArray("1:3,9"));
    QCOMPARE(QImap4MessageSet::sequenceNumbers(7, 3).toString(), QByteArray("3:7"));
    QCOMPARE(QImap4MessageSet::uids(7, 3).first(), 3U);
    QCOMPARE(QImap4MessageSet::uids(7, 3).last(), 7U);
    QCOMPARE(QImap4MessageSet().first(), 0U);
    QVERIFY(QImap4MessageSet::uids(0).isEmpty());
    QVERIFY(QImap4MessageSet::uids(1) != QImap4MessageSet::sequenceNumbers(1));
}

void tst_MessageSet::savedResultsNeverClaimTooMuch()
{
    const auto saved = QImap4MessageSet::savedResult();
    const auto five = QImap4MessageSet::uids(5);
    QVERIFY(saved.isSavedResult() && !saved.isEmpty() && !saved.contains(5));

    QImap4MessageSet set = saved;
    set.add(5);
    set.unite(five);
    QCOMPARE(set, saved);
    set = five;
    set.unite(saved);
    QCOMPARE(set, five);
    set.subtract(saved);
    QVERIFY(set.isEmpty());
    set = saved;
    set.intersect(five);
    QVERIFY(set.isEmpty());
    set = five;
    set.subtract(QImap4MessageSet::sequenceNumbers(6));
    QVERIFY(set.isEmpty());
    set.unite(saved);
    QCOMPARE(set, saved);
}

void tst_MessageSet::setsOfDifferentBindingsAreNeverMixed_data()
{
    QTest::addColumn<QImap4MessageSet>("other");
    const auto uids = QImap4MessageSet::uids(3, 9);
    QTest::newRow("mailbox") << uids.boundTo(QStringLiteral("Sent"), 7);
    QTest::newRow("UIDVALIDITY") << uids.boundTo(QStringLiteral("INBOX"), 8);
    QTest::newRow("no UIDVALIDITY") << uids.boundTo(QStringLiteral("INBOX"), 0);
    QTest::newRow("not bound") << uids;
    QTest::newRow("kind") << QImap4MessageSet::sequenceNumbers(3, 9).boundTo(
        QStringLiteral("INBOX"), 7);
}

// Or the messages of one mailbox would be deleted in another.
void tst_MessageSet::setsOfDifferentBindingsAreNeverMixed()
{
    QFETCH(QImap4MessageSet, other);
    const auto bind = [](const QImap4MessageSet &set) {
        return set.boundTo(QStringLiteral("INBOX"), 7);
    };
    const QImap4MessageSet ours = bind(QImap4MessageSet::uids(1, 5));
    QVERIFY(bind(QImap4MessageSet::uids(3, 9)) != other);
    QVERIFY(other != bind(QImap4MessageSet::uids(3, 9)));

    QImap4MessageSet set = ours;
    set.unite(other);
    QCOMPARE(set, ours);
    set.subtract(other);
    QVERIFY(set.isEmpty());
    set.unite(other); // nothing of that mailbox is still something of that mailbox
    QVERIFY(set.isEmpty());
    set.unite(ours);
    QCOMPARE(set, ours);
    set.intersect(other);
    QVERIFY(set.isEmpty());
    QCOMPARE(set.mailbox(), ours.mailbox());
    QCOMPARE(set.uidValidity(), ours.uidValidity());

    QImap4MessageSet collected; // that is bound to nothing yet
    collected.unite(other);
    QCOMPARE(collected, other);

    set = ours;
    set.unite(bind(QImap4MessageSet::uids(7)));
    QCOMPARE(set.toString(), QByteArray("1:5,7"));
    set.subtract(bind(QImap4MessageSet::uids(2)));
    QCOMPARE(set.toString(), QByteArray("1,3:5,7"));
    set.intersect(bind(QImap4MessageSet::uids(4, 9)));
    QCOMPARE(set, bind(QImap4MessageSet::uids({4, 5, 7})));
}

void tst_MessageSet::listsOfNumbersAreBounded()
{
    QCOMPARE(QImap4MessageSet::all().toList(3), (QList<quint32>{1, 2, 3}));
    QCOMPARE(QImap4MessageSet::all().toList().size(), 100000);
    QCOMPARE(uidSet("*").toList(), QList<quint32>{QImap4MessageSet::Last});
    QVERIFY(QImap4MessageSet::all().toList(0).isEmpty());
    QVERIFY(QImap4MessageSet::all().toList(-1).isEmpty());
}

void tst_MessageSet::longSetsAreReadInLinearTime()
{
    QByteArray text;
    for (int i = 400000; i > 0; i -= 2)
        text += QByteArray::number(i) + ',';
    text.chop(1);
    QCOMPARE(uidSet(text).count(), 200000);
}

void tst_MessageSet::searchKeysCombine_data()
{
    using Key = QImap4SearchKey;
    QTest::addColumn<Key>("key");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *title, const Key &key, const QByteArray &words) {
        QTest::newRow(title) << key << words;
    };
    row("all", Key::all(), "");
    row("and", Key::seen() && Key::larger(7), "SEEN LARGER 7");
    row("and all", Key::all() && Key::seen(), "SEEN");
    row("or", Key::from(u"a"_s) || Key::to(u"b"_s), "OR FROM \"a\" TO \"b\"");
    row("or of and", (Key::seen() && Key::cc(u"a"_s)) || Key::bcc(u"b"_s),
        "OR ( SEEN CC \"a\" ) BCC \"b\"");
    row("or of or", Key::seen() || Key::unseen() || Key::body(u"x"_s),
        "OR OR SEEN UNSEEN BODY \"x\"");
    row("or all", Key::all() || Key::seen(), "");
    row("not", !Key::subject(u"a"_s), "NOT SUBJECT \"a\"");
    row("not and", !(Key::seen() && Key::text(u"a"_s)), "NOT ( SEEN TEXT \"a\" )");
    row("not or", !(Key::seen() || Key::text(u"a"_s)), "NOT OR SEEN TEXT \"a\"");
    row("not all", !Key::all(), "NOT ALL");
    row("header", Key::header("List-Id", u"x"_s) || Key::seen(),
        "OR HEADER \"List-Id\" \"x\" SEEN");
    row("dates",
        Key::since(QDate(2024, 2, 1)) && Key::before(QDate(2024, 3, 11))
            && Key::on(QDate(24, 12, 31)),
        "SINCE 1-Feb-2024 BEFORE 11-Mar-2024 ON 31-Dec-0024");
    row("sent", Key::sentSince(QDate(2024, 2, 1)) && Key::sentBefore(QDate(2024, 2, 2)),
        "SENTSINCE 1-Feb-2024 SENTBEFORE 2-Feb-2024");
    row("flag", Key::hasFlag(QImap4Flags::Deleted), "DELETED");
    row("keyword", Key::keyword("$Junk"), "KEYWORD $Junk");
    row("system flag as keyword", Key::keyword("\\flagged"), "FLAGGED");
    row("uids", Key::in(QImap4MessageSet::uids(3, 5)), "UID 3:5");
    row("numbers", Key::in(QImap4MessageSet::sequenceNumbers(3, 5)), "3:5");
    row("saved", Key::in(QImap4MessageSet::savedResult()), "UID $");
    row("empty set", Key::in({}), "NOT ALL");
    row("raw", Key::raw("(OLDER 3600 1:*) X-A") || Key::seen(),
        "OR ( ( OLDER 3600 1:* ) X-A ) SEEN");
    row("incomplete raw", Key::raw("FROM") || Key::seen(), "OR ( FROM ) SEEN");
    row("unbalanced raw", Key::raw("(A"), "");
}

void tst_MessageSet::searchKeysCombine()
{
    QFETCH(QImap4SearchKey, key);
    QFETCH(QByteArray, words);
    QCOMPARE(text(key), words);
    // A key that was refused is not taken for one that matches everything.
    QCOMPARE(key.isAll(),
             words.isEmpty() && QByteArrayView(QTest::currentDataTag()) != "unbalanced raw");
}

void tst_MessageSet::searchTextsTellTheirCharset()
{
    QVERIFY(!QImap4SearchKey::from(u"ann"_s).needsUtf8());
    QVERIFY((QImap4SearchKey::seen() && QImap4SearchKey::from(u"\u00e9"_s)).needsUtf8());
    QVERIFY(!QImap4SearchKey().needsUtf8());
}

QTEST_APPLESS_MAIN(tst_MessageSet)
#include "tst_messageset.moc"
