// SPDX-License-Identifier: LGPL-3.0-or-later
#include <QImap4/QImap4>
#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QImap4 imap;
    QObject::connect(&imap, &QImap4::errorOccurred, [](const QImap4Error &e) { qCritical() << e; });
    QObject::connect(&imap, &QImap4::messagesFetched, &app, [](const QImap4MessageList &messages) {
        for (const QImap4Message &message : messages)
            qInfo() << message.envelope().subject();
    });
    imap.setHost(app.arguments().value(1));
    imap.setEncryption(QImap4::Tls);
    imap.open();
    imap.login(app.arguments().value(2), qEnvironmentVariable("IMAP_PASSWORD"));
    imap.select(QStringLiteral("INBOX"));
    QImap4Reply *unread = imap.search(QImap4SearchKey::unseen());
    QObject::connect(unread, &QImap4Reply::finished, &imap, [&imap, unread] {
        imap.fetch(unread->value<QImap4SearchResult>().messages, QImap4::Envelope);
        QObject::connect(imap.logout(), &QImap4Reply::finished, qApp, &QCoreApplication::quit);
    });
    return app.exec();
}
