// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4APPENDMESSAGE_H
#define QIMAP4APPENDMESSAGE_H

#include "qimap4flags.h"
#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>

// A message on its way into a mailbox, with what the server shall keep beside it.
struct QIMAP4_EXPORT QImap4AppendMessage
{
    Q_GADGET
public:
    QByteArray content; // header and body, without NUL; line ends become CRLF
    QImap4Flags flags;
    QDateTime internalDate; // invalid: now
};

using QImap4AppendMessageList = QList<QImap4AppendMessage>;

Q_DECLARE_METATYPE(QImap4AppendMessage)

#endif // QIMAP4APPENDMESSAGE_H
