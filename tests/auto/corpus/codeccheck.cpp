// SPDX-License-Identifier: LGPL-3.0-or-later
#include "checks.h"
#include "codecjson.h"
#include "jsontext.h"

#include "protocol/session_p.h"

#include <QtCore/qjsonarray.h>

using namespace QImap4Internal;

namespace {

// Whether a session that is greeted with these bytes goes on.
bool isGreeted(const QByteArray &bytes)
{
    Session session{Session::Options()};
    session.connecting(0, 0);
    session.start(0);
    session.framer().append(bytes);
    session.receive(0);
    for (const Event &event : session.takeEvents()) {
        if (std::holds_alternative<DisconnectedEvent>(event))
            return false;
    }
    return true;
}

bool isRefused(const CorpusCase &corpusCase)
{
    // What is wrong from its first byte on need not have an end.
    const QByteArray bytes =
        corpusCase.bytes.endsWith('\n') ? corpusCase.bytes : corpusCase.bytes + "\r\n";
    if (corpusCase.kind == "greeting" && !isGreeted(bytes))
        return true;
    const Replay read = replay(bytes);
    return read.hasError() || read.pending > 0 || read.responses.isEmpty();
}

CheckResult compareWithCodec(const ReplayedResponse &response, const QJsonValue &expected)
{
    const QJsonValue wanted = fromCodec(expected.toObject());
    if (toCodecShape(response, CodeShape::Bytes) == wanted)
        return {};
    return compare(toCodecShape(response), wanted);
}

QByteArrayView trimmedEnd(QByteArrayView bytes)
{
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    return bytes;
}

} // namespace

CheckResult compare(const QJsonValue &ours, const QJsonValue &expected)
{
    if (ours == expected)
        return {};
    return different(
        QString::fromUtf8("got " + shortJson(ours) + "\n      not " + shortJson(expected)));
}

CheckResult different(const QString &why)
{
    return {Verdict::Different, why};
}

CheckResult notMapped()
{
    return {Verdict::NotMapped, {}};
}

CheckResult checkCodec(const CorpusCase &corpusCase)
{
    const QString status = corpusCase.json.value(QLatin1String("status")).toString();
    if (status == QLatin1String("Failed"))
        return isRefused(corpusCase) ? CheckResult() : different(QStringLiteral("not refused"));
    const Replay read = replay(corpusCase.bytes);
    if (status == QLatin1String("Incomplete") || status == QLatin1String("LiteralFound"))
        return read.responses.isEmpty() && read.error.isEmpty()
            ? CheckResult()
            : different(QStringLiteral("something was read of what is not whole"));
    if (read.responses.isEmpty())
        return different(QStringLiteral("nothing was read: ") + read.error);
    const qsizetype remainder = corpusCase.json.value(QLatin1String("remainder_len")).toInt();
    const QByteArrayView whole = trimmedEnd(QByteArrayView(corpusCase.bytes).chopped(remainder));
    // The remainder that is given may belong to another version of the same bytes.
    if (remainder > 0 && !corpusCase.bytes.endsWith('\n')
        && QByteArrayView(read.responses.first().bytes) != whole)
        return different(QStringLiteral("another length"));
    const QJsonValue expected = corpusCase.json.value(QLatin1String("expected"));
    if (!expected.isObject())
        return {};
    return compareWithCodec(read.responses.first(), expected);
}

CheckResult checkFramed(const CorpusCase &corpusCase)
{
    const Replay read = replay(corpusCase.bytes);
    const QJsonArray messages = corpusCase.json.value(QLatin1String("messages")).toArray();
    qsizetype at = 0;
    qsizetype next = 0;
    for (const QJsonValue &value : messages) {
        const QJsonObject message = value.toObject();
        if (message.contains(QLatin1String("offset")))
            at = message.value(QLatin1String("offset")).toInteger();
        const qsizetype length = message.value(QLatin1String("length")).toInteger();
        if (at + length > corpusCase.bytes.size())
            return different(QStringLiteral("the corpus is inconsistent"));
        const QByteArray whole =
            trimmedEnd(QByteArrayView(corpusCase.bytes).sliced(at, length)).toByteArray();
        at += length;
        if (whole.trimmed().isEmpty())
            continue; // an empty line is no response
        if (next == read.responses.size()) {
            // What the other codec refuses may be an end for us, too.
            if (!read.error.isEmpty() && !message.value(QLatin1String("strict_ok")).toBool())
                return {};
            return different(QStringLiteral("a response is missing; ") + read.error);
        }
        const ReplayedResponse &response = read.responses.at(next++);
        if (response.bytes.trimmed() != whole.trimmed())
            return different(QStringLiteral("framed differently: ")
                             + QString::fromUtf8(response.bytes.first(
                                 std::min<qsizetype>(80, response.bytes.size()))));
        if (!message.contains(QLatin1String("expected")))
            continue;
        const CheckResult result =
            compareWithCodec(response, message.value(QLatin1String("expected")));
        if (result.verdict != Verdict::AsExpected)
            return result;
    }
    if (next < read.responses.size() || read.pending > 0)
        return different(QStringLiteral("more responses than expected"));
    return {};
}
