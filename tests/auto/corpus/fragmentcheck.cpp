// SPDX-License-Identifier: LGPL-3.0-or-later
#include "checks.h"
#include "replay.h"

#include <algorithm>
#include <iterator>

// Pieces of the grammar are read as parts of the responses that they belong to.
namespace {

struct FragmentRow
{
    const char *kind;
    const char *before;
    const char *after;
};

const FragmentRow fragmentRows[] = {
    {"bodyStructure", "* 1 FETCH (BODYSTRUCTURE ", ")\r\n"},
    {"bodySinglepart", "* 1 FETCH (BODYSTRUCTURE (", "))\r\n"},
    {"capability", "* CAPABILITY ", "\r\n"},
    {"capabilityData", "* ", "\r\n"},
    {"childinfoExtendedItem", "* LIST () NIL x (", ")\r\n"},
    {"continuationRequest", "", ""},
    {"enableData", "* ", "\r\n"},
    {"entryValue", "* METADATA x (", ")\r\n"},
    {"entryValues", "* METADATA x ", "\r\n"},
    {"envelope", "* 1 FETCH (ENVELOPE ", ")\r\n"},
    {"extendedSearchResponse", "* ESEARCH", "\r\n"},
    {"flag", "* FLAGS (", ")\r\n"},
    {"flagList", "* FLAGS ", "\r\n"},
    {"gmailLabel", "* 1 FETCH (X-GM-LABELS (", "))\r\n"},
    {"idParamsList", "* ID ", "\r\n"},
    {"idResponsePayload", "* ", "\r\n"},
    {"internalDate", "* 1 FETCH (INTERNALDATE ", ")\r\n"},
    {"invalidBodyStructure", "* 1 FETCH (BODYSTRUCTURE ", ")\r\n"},
    {"mailboxData", "* ", "\r\n"},
    {"mailboxInfo", "* LIST ", "\r\n"},
    {"mailboxListFlags", "* LIST (", ") NIL x\r\n"},
    {"mailboxStatus", "* STATUS x (", ")\r\n"},
    {"messageAttribute", "* 1 FETCH (", ")\r\n"},
    {"messageData", "* ", "\r\n"},
    {"metadataResponse", "* ", "\r\n"},
    {"metadataValue", "* METADATA x (/y ", ")\r\n"},
    {"namespace", "* NAMESPACE ", " NIL NIL\r\n"},
    {"namespaceResponse", "* ", "\r\n"},
    {"permanentFlag", "* OK [PERMANENTFLAGS (", ")] x\r\n"},
    {"responseData", "", ""},
    {"responsePayload", "* ", "\r\n"},
    {"responseText", "* OK ", "\r\n"},
    {"responseTextCode", "* OK [", "] x\r\n"},
    {"searchReturnData", "* ESEARCH ", "\r\n"},
    {"searchReturnDataPartial", "* ESEARCH ", "\r\n"},
    {"searchSortModificationSequence", "* SEARCH 1 ", "\r\n"},
    {"taggedResponse", "", ""},
    {"taggedResponseState", "a ", "\r\n"},
    {"uidBatchesResponse", "* UIDBATCHES", "\r\n"},
    {"untaggedStatus", "* ", "\r\n"},
    {"urlFetchData", "* URLFETCH ", "\r\n"},
};

const FragmentRow *rowOf(const QByteArray &kind)
{
    const auto row = std::find_if(std::begin(fragmentRows), std::end(fragmentRows),
                                  [&kind](const FragmentRow &r) { return kind == r.kind; });
    return row == std::end(fragmentRows) ? nullptr : row;
}

// Whether what was read says that something is missing or wrong: dates are read when asked for.
bool isUnreadable(const CorpusCase &c, const Replay &read)
{
    if (read.hasError() || read.pending > 0 || read.responses.isEmpty())
        return true;
    if (c.kind == "internalDate")
        return !read.responses.first().message.internalDate().isValid();
    return false;
}

} // namespace

QByteArray responseAround(const CorpusCase &corpusCase)
{
    if (corpusCase.form != CorpusCase::Fragment)
        return corpusCase.form == CorpusCase::Client && !corpusCase.bytes.endsWith('\n')
            ? QByteArray()
            : corpusCase.bytes;
    const FragmentRow *row = rowOf(corpusCase.kind);
    if (!row)
        return {};
    QByteArray bytes = row->before + corpusCase.bytes + row->after;
    if (!bytes.endsWith('\n'))
        bytes += "\r\n";
    return bytes;
}

CheckResult checkFragment(const CorpusCase &corpusCase)
{
    const QByteArray bytes = responseAround(corpusCase);
    const QString status = corpusCase.json.value(QLatin1String("status")).toString();
    // What is not whole in the other's tests may be whole with what we put around it.
    if (bytes.isEmpty() || status == QLatin1String("Incomplete"))
        return notMapped();
    const Replay read = replay(bytes);
    if (status == QLatin1String("Failed"))
        return isUnreadable(corpusCase, read) ? CheckResult()
                                              : different(QStringLiteral("not refused"));
    if (!isUnreadable(corpusCase, read))
        return {};
    return different(read.error.isEmpty() ? QStringLiteral("not read") : read.error);
}
