// SPDX-License-Identifier: LGPL-3.0-or-later
// What the connection goes over.
#include "qimap4.h"
#include "qimap4_p.h"
#include "requestfor_p.h"

using namespace QImap4Internal;

SocketTransport::Settings QImap4Private::socketSettings() const
{
    SocketTransport::Settings settings;
    settings.host = host;
    settings.port = q_ptr->port();
    settings.implicitTls = encryption == QImap4::Tls;
    settings.sslConfiguration = sslConfiguration;
    settings.connectTimeout = limits.connectTimeout;
    settings.tlsTimeout = limits.tlsTimeout;
    return settings;
}

/*! The program of setCommand(); empty where the connection goes over the network. */
QString QImap4::commandProgram() const
{
    Q_D(const QImap4);
    return d->program;
}

QStringList QImap4::commandArguments() const
{
    Q_D(const QImap4);
    return d->programArguments;
}

/*!
    Lets open() run \a program with \a arguments, and speak IMAP with its standard input and output,
    as imaplib's IMAP4_stream does; an empty name goes back to the network. Takes effect with the
    next open().

    \code
    imap->setCommand(QStringLiteral("ssh"), {QStringLiteral("mail.example.org"),
    QStringLiteral("imapd")}); \endcode

    The program is looked up in PATH and started as it is, without a shell. imaplib's command line
    is <tt>setCommand("/bin/sh", {"-c", line})</tt>; text from elsewhere has no place in such a
    line.

    The pipe is a private channel of this machine: encryption() and cleartextPolicy() do not apply,
    and a password may cross it. What the program does with it is its own affair. startTls() fails
    with TlsError. host() and port() are not used but for the name that SASL mechanisms want.

    When the program cannot be started, or ends, the connection fails with NetworkError, whose
    QImap4Error::detail() has its exit status and the last of what it wrote to its standard error.
    The logging category \c qimap4.net.process is told how many bytes that were, and no more: there
    may be secrets in them. logout() closes the program's
    input; one that does not end then is terminated after a second, and killed after another.
    abort() and the destructor terminate it at once.
*/
void QImap4::setCommand(const QString &program, const QStringList &arguments)
{
    Q_D(QImap4);
    d->program = program;
    d->programArguments = arguments;
}

/*! \property QImap4::compressed
    \brief Whether what is sent and received is compressed, after compress(). */
bool QImap4::isCompressed() const
{
    Q_D(const QImap4);
    return d->compressed;
}

/*!
    Compresses everything from here on, both ways, until the connection ends (COMPRESS=DEFLATE, RFC
    4978). compressedChanged() follows. The command waits for those before it and holds those behind
    it; it needs a login, and comes best right behind it. TLS is not to follow: begin with it.

    What the server sends is decompressed piece by piece, and all QImap4Limits hold for what comes
    out: data made to explode ends in LimitError, in bounded memory. Data that cannot be
    decompressed ends the connection with ProtocolError.

    Errors: UnsupportedError where the server does not offer COMPRESS=DEFLATE, IllegalStateError
    before the login and where the connection is compressed already, RefusedError where the server
    refuses, with the code COMPRESSIONACTIVE where another layer compresses.
*/
QImap4Reply *QImap4::compress()
{
    Q_D(QImap4);
    return d->run(requestFor(Command("COMPRESS").atom("DEFLATE"), {"COMPRESS=DEFLATE"}));
}
