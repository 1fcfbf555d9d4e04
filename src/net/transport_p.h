// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_TRANSPORT_P_H
#define QIMAP4_NET_TRANSPORT_P_H

#include "qimap4error.h"
#include "qimap4tlsproblem.h"

#include <QtCore/qobject.h>
#include <QtNetwork/qsslcertificate.h>

namespace QImap4Internal {

// How bytes come and go. Lives on the worker thread, and does not block it; but the destructor of a
// child process waits for its end, a little.
class Transport : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void open() = 0;
    virtual qint64 read(char *data, qint64 size) = 0; // 0: nothing there
    virtual qint64 bytesAvailable() const = 0;
    virtual void write(const QByteArray &bytes) = 0;
    virtual void startTls() = 0;
    // Goes on after tlsProblem(), which was answered in favour of the connection.
    virtual void acceptPeer() = 0;
    virtual void retire() = 0; // sends what was written, closes, and deletes itself
    virtual void abort() = 0; // closes at once, and deletes itself

    virtual bool isEncrypted() const = 0;
    virtual bool isPeerLoopback() const = 0;
    virtual QSslCertificate peerCertificate() const = 0;

Q_SIGNALS:
    void opened(); // encrypted already, where TLS comes first
    void encrypted(); // after startTls()
    void tlsProblem(const QImap4TlsProblem &problem); // nothing is sent until acceptPeer()
    void readyRead();
    void bytesWritten(qint64 bytes); // taken by the operating system, or about to be
    // Also when the peer closed; what it sent can still be read. The text of a server is what a
    // child process has said besides, secrets and all.
    void lost(const QImap4Error &error);
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_TRANSPORT_P_H
