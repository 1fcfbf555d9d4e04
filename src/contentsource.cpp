// SPDX-License-Identifier: LGPL-3.0-or-later
#include "contentsource_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

namespace {

constexpr qint64 PieceSize = 64 * 1024;

} // namespace

ContentSource::ContentSource(QIODevice *device, qint64 size, Taker taker, QObject *parent)
    : QObject(parent)
    , m_device(device)
    , m_taker(std::move(taker))
    , m_size(size)
{
    connect(device, &QIODevice::readyRead, this, &ContentSource::readDevice);
    connect(device, &QIODevice::readChannelFinished, this, &ContentSource::onDeviceEnded);
    connect(device, &QIODevice::aboutToClose, this, &ContentSource::onDeviceEnded);
    connect(device, &QObject::destroyed, this, &ContentSource::onDeviceEnded);
}

void ContentSource::start()
{
    m_started = true;
    readDevice();
}

void ContentSource::setSent(qint64 bytes)
{
    m_sent = bytes;
    readDevice();
}

void ContentSource::readDevice()
{
    if (!m_started || m_error || m_reading)
        return;
    const QPointer<ContentSource> guard(this); // reading may call slots
    m_reading = true;
    while (!m_error && m_given < m_size && m_given - m_sent < ReadAhead) {
        QByteArray piece(qMin(PieceSize, m_size - m_given), Qt::Uninitialized);
        const qint64 count = m_device ? m_device->read(piece.data(), piece.size()) : -1;
        if (!guard)
            return;
        const bool mayGiveMore = m_device && m_device->isSequential() && !m_ended;
        if (count < 0 || (count == 0 && !mayGiveMore)) {
            giveUp(QImap4Error::CancelledError,
                   QCoreApplication::translate("QImap4",
                                               "The device gave less than it had promised."));
            break;
        }
        if (count == 0)
            break; // readyRead() will tell
        piece.truncate(count);
        if (piece.contains('\0')) {
            giveUp(QImap4Error::InvalidArgumentError, QStringLiteral("the content holds a NUL"));
            break;
        }
        m_given += count;
        m_taker(piece);
    }
    m_reading = false;
}

// What it holds can still be read; what is missing then will not come.
void ContentSource::onDeviceEnded()
{
    m_ended = true;
    readDevice();
}

void ContentSource::giveUp(QImap4Error::Category category, const QString &why)
{
    if (m_error)
        return;
    m_error = QImap4Error(category, why);
    m_taker({});
}

} // namespace QImap4Internal
