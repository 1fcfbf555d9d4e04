// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_DIFFERENTIAL_DESCRIBE_H
#define QIMAP4TEST_DIFFERENTIAL_DESCRIBE_H

#include <QtCore/qstring.h>

class QImap4Reply;

// A finished reply as imaplib2 would have given it: "OK", "NO", "BYE" or, for an exception,
// "error", "abort" or "readonly"; and the data of the responses in IMAP's own words.
struct Outcome
{
    QString kind;
    QString data;
};

Outcome outcomeOf(const QImap4Reply &reply);

#endif // QIMAP4TEST_DIFFERENTIAL_DESCRIBE_H
