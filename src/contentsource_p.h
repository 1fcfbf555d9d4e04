// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_CONTENTSOURCE_P_H
#define QIMAP4_CONTENTSOURCE_P_H

#include "qimap4error.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <optional>

namespace QImap4Internal {

// Reads a message from a device, no faster than the connection takes it.
class ContentSource : public QObject
{
    Q_OBJECT
public:
    // Takes the pieces; nothing: there will be no more, though some are missing.
    using Taker = std::function<void(const std::optional<QByteArray> &piece)>;

    // What is read ahead of what has left: all the memory that a message needs, whatever its size.
    static constexpr qint64 ReadAhead = 512 * 1024;

    ContentSource(QIODevice *device, qint64 size, Taker taker, QObject *parent);

    void start();
    void setSent(qint64 bytes);
    QImap4Error error() const { return m_error; }

private:
    void readDevice();
    void onDeviceEnded();
    void giveUp(QImap4Error::Category category, const QString &why);

    QPointer<QIODevice> m_device;
    Taker m_taker;
    qint64 m_size;
    qint64 m_given = 0;
    qint64 m_sent = 0;
    QImap4Error m_error;
    bool m_started = false;
    bool m_reading = false;
    bool m_ended = false; // no signal of the device is to come
};

} // namespace QImap4Internal

#endif // QIMAP4_CONTENTSOURCE_P_H
