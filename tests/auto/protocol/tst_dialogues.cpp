// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialoguescript.h"

#include <QtTest/qtest.h>

// Plays the dialogues of tests/data/protocol/dialogues.txt; see dialoguescript.h for the form.
class TestDialogues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goAsWritten_data();
    void goAsWritten();
    void goAsWrittenInSingleOctets_data();
    void goAsWrittenInSingleOctets();

private:
    void addDialogues();

    QList<DialogueScript> m_scripts;
};

void TestDialogues::addDialogues()
{
    QString error;
    m_scripts = readDialogues(QStringLiteral(QIMAP4_TEST_DATA "/protocol/dialogues.txt"), &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    QVERIFY(!m_scripts.isEmpty());
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(m_scripts.size()); ++i)
        QTest::newRow(m_scripts.at(i).name.constData()) << i;
}

void TestDialogues::goAsWritten_data()
{
    addDialogues();
}

void TestDialogues::goAsWritten()
{
    QFETCH(int, number);
    const QByteArray difference = play(m_scripts.at(number), Arrival::Whole);
    QVERIFY2(difference.isEmpty(), difference.constData());
}

void TestDialogues::goAsWrittenInSingleOctets_data()
{
    addDialogues();
}

void TestDialogues::goAsWrittenInSingleOctets()
{
    QFETCH(int, number);
    const QByteArray difference = play(m_scripts.at(number), Arrival::SingleOctets);
    QVERIFY2(difference.isEmpty(), difference.constData());
}

QTEST_GUILESS_MAIN(TestDialogues)

#include "tst_dialogues.moc"
