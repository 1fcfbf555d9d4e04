// SPDX-License-Identifier: LGPL-3.0-or-later
#include "responsetabletest.h"

#include "describe.h"

#include "wire/framer_p.h"
#include "wire/responseparser_p.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace QImap4Internal;

ResponseTableTest::ResponseTableTest(const QString &fileName)
    : m_rows(readResponseTable(QStringLiteral(QIMAP4_TEST_DATA "/wire/%1").arg(fileName), &m_error))
{}

void ResponseTableTest::addRows() const
{
    QTest::addColumn<int>("row");
    for (int i = 0; i < m_rows.size(); ++i)
        QTest::newRow(m_rows.at(i).name.constData()) << i;
}

void ResponseTableTest::tableIsReadable()
{
    QVERIFY2(m_error.isEmpty(), qPrintable(m_error));
    QVERIFY(!m_rows.isEmpty());
}

void ResponseTableTest::tableIsReadInOnePiece_data()
{
    addRows();
}

void ResponseTableTest::tableIsReadInOnePiece()
{
    QFETCH(int, row);
    const ResponseRow &r = m_rows.at(row);
    QCOMPARE(describeStream(r.bytes, {r.bytes.size()}, Streaming::Off, r.utf8), r.expected);
}

void ResponseTableTest::tableIsReadAtEverySplit_data()
{
    addRows();
}

void ResponseTableTest::tableIsReadAtEverySplit()
{
    QFETCH(int, row);
    const ResponseRow &r = m_rows.at(row);
    const QList<qsizetype> byteWise(r.bytes.size(), 1);
    QCOMPARE(describeStream(r.bytes, byteWise, Streaming::Off, r.utf8), r.expected);
    for (qsizetype split = 1; split < r.bytes.size(); ++split) {
        QCOMPARE(describeStream(r.bytes, {split, r.bytes.size() - split}, Streaming::Off, r.utf8),
                 r.expected);
    }
}

void ResponseTableTest::tableIsReadInRandomChunks_data()
{
    addRows();
}

void ResponseTableTest::tableIsReadInRandomChunks()
{
    QFETCH(int, row);
    const ResponseRow &r = m_rows.at(row);
    QRandomGenerator random(static_cast<quint32>(row));
    for (int round = 0; round < 20; ++round) {
        QList<qsizetype> steps;
        for (qsizetype sum = 0; sum < r.bytes.size(); sum += steps.last())
            steps.append(random.bounded(1, 40));
        QCOMPARE(describeStream(r.bytes, steps, Streaming::Off, r.utf8), r.expected);
    }
}

void ResponseTableTest::cutResponsesNeverCrash_data()
{
    addRows();
}

// What the framer would never give: the parser must hold by itself.
void ResponseTableTest::cutResponsesNeverCrash()
{
    QFETCH(int, row);
    const QByteArray bytes = m_rows.at(row).bytes;
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        ResponseParser parser;
        const QByteArray cut(bytes.constData(), size); // of its own, so that a tool sees overruns
        Frame frame;
        frame.buffer = cut;
        frame.length = cut.size();
        QVERIFY(!describe(parser.parse(frame)).isEmpty());
        const QImap4MessageList messages = parser.takeMessages();
        for (const QImap4Message &message : messages)
            describe(message);
    }
}
