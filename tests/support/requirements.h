// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_REQUIREMENTS_H
#define QIMAP4TEST_REQUIREMENTS_H

#include <QtCore/qstring.h>
#include <QtTest/qtest.h>

namespace QImap4Test {

// Whether the environment says that a server, or another side that tests run against, is there, so
// that its absence is a fault: QIMAP4_REQUIRE_SERVERS, names with blanks between them, in any case.
// tests/run.sh sets it to what it has installed.
bool isRequired(const QString &name);

} // namespace QImap4Test

// In a test, or for all of them in initTestCase(). When there is a reason why it cannot run, it
// ends here: with a failure where that is required, and elsewhere with a skip that says what is
// missing.
#define QIMAP4_REQUIRE(name, reason)                                                               \
    do {                                                                                           \
        const QString missing = (reason);                                                          \
        if (missing.isEmpty())                                                                     \
            break;                                                                                 \
        QVERIFY2(!QImap4Test::isRequired(name), qPrintable(missing));                              \
        QSKIP(qPrintable(missing));                                                                \
    } while (false)

#endif // QIMAP4TEST_REQUIREMENTS_H
