// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_PROCESSTRANSPORT_P_H
#define QIMAP4_NET_PROCESSTRANSPORT_P_H

#include "net/transport_p.h"
#include "net/writequeue_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalsocket.h>

namespace QImap4Internal {

// A child process whose standard input and output speak IMAP, as imaplib's IMAP4_stream has it.
//
// Its input is QProcess's. Its output comes through a socket of our own: QProcess reads ahead
// without any bound, and a server that says more than the application takes has to be slowed down.
class ProcessTransport : public Transport
{
    Q_OBJECT
public:
    struct Settings
    {
        QString program;
        QStringList arguments;
    };

    explicit ProcessTransport(const Settings &settings, QObject *parent = nullptr);
    ~ProcessTransport() override; // ends the child; waits for that, but not for long

    void open() override;
    qint64 read(char *data, qint64 size) override;
    qint64 bytesAvailable() const override;
    void write(const QByteArray &bytes) override;
    void startTls() override;
    void acceptPeer() override {}
    void retire() override;
    void abort() override;
    bool isEncrypted() const override { return false; }
    bool isPeerLoopback() const override { return true; }
    QSslCertificate peerCertificate() const override { return QSslCertificate(); }

private:
    enum class Amount { WhatFits, All };
    enum class Ending { NotYet, InputClosed, Terminated, Killed };

    void connectOutput();
    void onStarted();
    void onProcessError(QProcess::ProcessError error);
    void onProcessFinished();
    void onOutputEnded();
    void onTimeout();
    void readErrors();
    void writePending(Amount amount);
    void end(Ending step);
    void reportLoss();
    void fail(const QImap4Error &error);
    QString reasonOfEnd() const;
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    Settings m_settings;
    QProcess m_process;
    QLocalSocket m_output; // what the child writes
    QIODevice *m_source; // &m_output, or m_process where there are no sockets to inherit
    WriteQueue m_pending; // to be written when the pipe has room
    QByteArray m_lastWords; // of the child's standard error: whole lines, but for the newest
    bool m_skipsLine = false; // the newest is too long to be kept
    QTimer m_timer; // for the exit status, then for the end of the child
    Ending m_ending = Ending::NotYet;
    bool m_outputEnded = false;
    bool m_over = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_PROCESSTRANSPORT_P_H
