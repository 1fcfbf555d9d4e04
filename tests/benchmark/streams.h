// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef STREAMS_H
#define STREAMS_H

#include <QtCore/qbytearray.h>

// What a server would send, the same bytes every time.
QByteArray
metadataStream(int messages); // UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE
QByteArray flagStream(int messages); // UID FLAGS
QByteArray literalStream(int messages, qsizetype size); // UID BODY[]

#endif // STREAMS_H
