// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef RESPONSETABLETEST_H
#define RESPONSETABLETEST_H

#include "responsetable.h"

#include <QtCore/qobject.h>

// The tests of every table of responses: it is read as it says, however it arrives.
class ResponseTableTest : public QObject
{
    Q_OBJECT

protected:
    explicit ResponseTableTest(const QString &fileName); // in tests/data/wire

    const QList<ResponseRow> &rows() const { return m_rows; }

private Q_SLOTS:
    void tableIsReadable();
    void tableIsReadInOnePiece_data();
    void tableIsReadInOnePiece();
    void tableIsReadAtEverySplit_data();
    void tableIsReadAtEverySplit();
    void tableIsReadInRandomChunks_data();
    void tableIsReadInRandomChunks();
    void cutResponsesNeverCrash_data();
    void cutResponsesNeverCrash();

private:
    void addRows() const;

    QString m_error; // of reading the rows
    QList<ResponseRow> m_rows;
};

#endif // RESPONSETABLETEST_H
