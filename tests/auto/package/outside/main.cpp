// SPDX-License-Identifier: LGPL-3.0-or-later
#include <QImap4/QImap4>
#include <QImap4/QImap4MessageSet>
#include <QImap4/qimap4version.h>

#include <QtCore/QCoreApplication>

#include <cstdio>

#if QIMAP4_VERSION < QIMAP4_VERSION_CHECK(0, 1, 0)
#error "the version cannot be compared"
#endif

#ifdef OUTSIDE_WIDGETS
int showWidgets(int argc, char *argv[]);
#endif

static int useLibrary()
{
    QImap4 imap;
    imap.setHost(QStringLiteral("localhost"));
    const bool works = imap.state() == QImap4::Disconnected
        && QImap4MessageSet::uids(1, 5).toString() == "1:5"
        && QImap4::version() == QLatin1String(QIMAP4_VERSION_STR);
    std::printf("QImap4 %s\n", qPrintable(QImap4::version()));
    return works ? 0 : 1;
}

int main(int argc, char *argv[])
{
#ifdef OUTSIDE_WIDGETS
    const int result = showWidgets(argc, argv);
    if (result != 0)
        return result;
#endif
    const QCoreApplication application(argc, argv);
    return useLibrary();
}
