// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_LOGTEXT_P_H
#define QIMAP4_PROTOCOL_LOGTEXT_P_H

#include "qimap4global.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// What an action is about; the letter that stands before its text.
enum class ActionKind : char { Note = ' ', Sent = '>', Received = '<' };

// Bytes from anywhere as one line that is safe to show on any terminal: controls, bidirectional
// marks and whatever else could change the text around it are written as numbers. Bytes that are
// no UTF-8 stand as \xNN.
QIMAP4_AUTOTEST_EXPORT QString printable(QByteArrayView bytes);

// Words for people that somebody else chose: what is not safe to show becomes a blank.
QString inOneLine(const QString &text);

// The beginning of bytes that are too long, not ending within a character of UTF-8.
QIMAP4_AUTOTEST_EXPORT QByteArrayView beginning(QByteArrayView bytes, qsizetype longest);

// "01:02.34 > A1 NOOP": minutes, seconds and hundredths since the connection was begun. Cut says
// that the text goes on.
enum class Completeness { Whole, Cut };
QIMAP4_AUTOTEST_EXPORT QString actionLine(ActionKind kind, qint64 milliseconds, QByteArrayView text,
                                          Completeness completeness);

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_LOGTEXT_P_H
