// SPDX-License-Identifier: LGPL-3.0-or-later
// Prints every message of INBOX: printall HOST PORT USER [FILE OF CA CERTIFICATES]
#include <QImap4/QImap4>
#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QTextStream out(stdout), error(stderr);
    QImap4 imap;
    imap.setHost(app.arguments().value(1));
    imap.setPort(app.arguments().value(2).toUShort());
    QSslConfiguration tls = imap.sslConfiguration();
    tls.addCaCertificates(app.arguments().value(4));
    imap.setSslConfiguration(tls);
    QObject::connect(&imap, &QImap4::messagesFetched, [&out](const QImap4MessageList &messages) {
        for (const QImap4Message &message : messages) // as they come
            out << "Message " << message.sequenceNumber() << '\n' << message.body() << '\n';
    });
    const QString password = qEnvironmentVariable("IMAP_PASSWORD");
    for (QImap4Reply *reply :
         {imap.open(), imap.login(app.arguments().value(3), password), imap.examine(),
          imap.fetch(QImap4MessageSet::all(), QImap4::FullMessage)})
        QObject::connect(reply, &QImap4Reply::finished, [reply, &error] {
            if (reply->isError())
                error << reply->commandName() << ": " << reply->errorString() << Qt::endl;
        });
    QObject::connect(imap.logout(), &QImap4Reply::finished, &app, &QCoreApplication::quit);
    return app.exec();
}
