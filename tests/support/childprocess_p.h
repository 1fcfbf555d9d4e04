// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_CHILDPROCESS_P_H
#define QIMAP4TEST_CHILDPROCESS_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace QImap4Test {

struct ChildResult
{
    bool succeeded = false; // started, ended in time, exit status 0
    QByteArray output; // of both channels, or why there is none
};

struct ChildInput
{
    QByteArray octets;
    QString fileName; // read instead of the octets, when set
};

// Runs a program to its end. Programs in /usr/sbin are found too.
ChildResult runChild(const QString &program, const QStringList &arguments,
                     const ChildInput &input = {});

// Its full name, or an empty string when it is not installed.
QString findProgram(const QString &name);

} // namespace QImap4Test

#endif // QIMAP4TEST_CHILDPROCESS_P_H
