// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/statusresponses_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

struct ConditionRow
{
    QByteArrayView name;
    Condition condition;
};

const ConditionRow conditionRows[] = {
    {"OK", Condition::Ok},   {"NO", Condition::No},           {"BAD", Condition::Bad},
    {"BYE", Condition::Bye}, {"PREAUTH", Condition::Preauth},
};

// The index of the "]" that ends the code at the beginning of `text`. Brackets within strings,
// lists and further brackets do not; -1 if they leave none.
qsizetype codeEnd(QByteArrayView text)
{
    int brackets = 0;
    int parentheses = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '"': {
            const qsizetype closing = text.indexOf('"', i + 1);
            if (closing > 0)
                i = closing;
            break;
        }
        case '(':
            ++parentheses;
            break;
        case ')':
            --parentheses;
            break;
        case '[':
            brackets += parentheses == 0 ? 1 : 0;
            break;
        case ']':
            if (parentheses == 0 && --brackets == 0)
                return i;
            break;
        }
    }
    return -1;
}

// Of at least 1.
bool needsNumber(const QImap4ResponseCode &code)
{
    static constexpr QByteArrayView names[] = {"HIGHESTMODSEQ", "UIDNEXT", "UIDVALIDITY", "UNSEEN"};
    return std::any_of(std::begin(names), std::end(names),
                       [&code](QByteArrayView name) { return code.is(name); });
}

} // namespace

QByteArray conditionName(Condition condition)
{
    return std::find_if(std::begin(conditionRows), std::end(conditionRows),
                        [condition](const ConditionRow &row) { return row.condition == condition; })
        ->name.toByteArray();
}

std::optional<Condition> toCondition(QByteArrayView word)
{
    for (const ConditionRow &row : conditionRows) {
        if (isWord(word, row.name))
            return row.condition;
    }
    return {};
}

std::optional<Condition> takeCondition(ParserContext &context, Scanner &scanner)
{
    Scanner ahead = scanner;
    const QByteArrayView atom = ahead.atom();
    const qsizetype bracket = atom.indexOf('[');
    const QByteArrayView name = bracket < 0 ? atom : atom.first(bracket);
    const auto condition = toCondition(name);
    if (!condition)
        return {};
    if (bracket > 0)
        context.warn("no space before a response code");
    scanner.advance(name.size());
    return condition;
}

QImap4ResponseCode takeResponseCode(Scanner &scanner)
{
    const QByteArrayView text = scanner.rest();
    if (!text.startsWith('['))
        return {};
    qsizetype end = codeEnd(text);
    if (end < 0)
        end = text.indexOf(']'); // quotes or parentheses that do not match
    if (end < 0)
        return {};
    Scanner code(text.sliced(1, end - 1));
    code.skipSpaces();
    const QByteArrayView name = code.atom();
    if (name.isEmpty())
        return {};
    scanner = Scanner(text.sliced(end + 1), scanner.nesting());
    return QImap4ResponseCode(name.toByteArray().toUpper(), code.rest().trimmed().toByteArray());
}

StatusResponse parseStatus(ParserContext &context, Condition condition, const QByteArray &tag,
                           Scanner &scanner)
{
    StatusResponse response;
    response.condition = condition;
    response.tag = tag;
    scanner.skipSpaces();
    response.code = takeResponseCode(scanner);
    if (!response.code.isEmpty() && !scanner.atEnd() && scanner.peek() != ' ')
        context.warn("no space behind a response code");
    if (needsNumber(response.code) && response.code.number() == 0)
        context.warn("response code with a number that is none");
    scanner.skipSpaces();
    if (scanner.atEnd())
        context.warn("status response without text");
    response.text = scanner.rest().toByteArray();
    return response;
}

ContinuationResponse parseContinuation(ParserContext &context, Scanner &scanner)
{
    ContinuationResponse response;
    if (scanner.skipSpaces() == 0)
        context.warn("continuation without a space");
    response.code = takeResponseCode(scanner);
    scanner.skipSpaces();
    response.text = scanner.rest().toByteArray();
    return response;
}

} // namespace QImap4Internal
