// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef CHECKS_H
#define CHECKS_H

#include "corpuscase.h"

// Compares a case with its expectation, whichever way that is written. Says what is wrong; an
// empty text: all is as expected. One check for each form.
enum class Verdict { AsExpected, Different, NotMapped };
struct CheckResult
{
    Verdict verdict = Verdict::AsExpected;
    QString why;
};

CheckResult checkCodec(const CorpusCase &corpusCase);
CheckResult checkFramed(const CorpusCase &corpusCase);
CheckResult checkClient(const CorpusCase &corpusCase);
CheckResult checkProperties(const CorpusCase &corpusCase);
CheckResult checkFragment(const CorpusCase &corpusCase);

// Helpers of the checks.
CheckResult compare(const QJsonValue &ours, const QJsonValue &expected);
CheckResult different(const QString &why);
CheckResult notMapped();

// The whole responses that a fragment or a file of a client's corpus stands for; empty: none.
QByteArray responseAround(const CorpusCase &corpusCase);

#endif // CHECKS_H
