// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/secretmask_p.h"

#include "qimap4secret.h"

#include <algorithm>
#include <utility>

namespace QImap4Internal {

namespace {

constexpr char Stars[] = "***";
// Shorter pieces of base64 stand in any text.
constexpr qsizetype ShortestCode = 4;
// Parts of a SASL response that are shorter are its grammar: "n,,", "c=biws".
constexpr qsizetype ShortestPart = 8;
// What may be asked again and again is bounded: a server may send twenty challenges, and the
// application may try many passwords on one connection.
constexpr qsizetype MostForms = 500;

QByteArray escapedForQuotes(QByteArrayView secret)
{
    QByteArray result;
    for (const char c : secret) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result;
}

// The part of its base64 that depends on the secret alone, when `before` bytes stand before it.
QByteArray codeWithin(QByteArrayView secret, qsizetype before)
{
    const QByteArray code =
        (QByteArray(before, 'x') + secret.toByteArray()).toBase64(QByteArray::OmitTrailingEquals);
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype end = (before + secret.size()) * 8 / 6;
    return end > first ? code.sliced(first, end - first) : QByteArray();
}

using Span = std::pair<qsizetype, qsizetype>; // begin, end

void findAll(const QByteArray &text, const QByteArray &form, QList<Span> *spans)
{
    for (qsizetype at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
        spans->append({at, at + form.size()});
}

// The longest beginning of the form that the text ends with.
void findAtEnd(const QByteArray &text, const QByteArray &form, QList<Span> *spans)
{
    for (qsizetype size = std::min(form.size() - 1, text.size()); size > 0; --size) {
        if (text.endsWith(QByteArrayView(form).first(size))) {
            spans->append({text.size() - size, text.size()});
            return;
        }
    }
}

QByteArray without(QByteArrayView text, QList<Span> spans)
{
    std::sort(spans.begin(), spans.end());
    QByteArray result;
    qsizetype copied = 0;
    for (const Span &span : std::as_const(spans)) {
        if (span.second <= copied)
            continue;
        if (span.first >= copied) {
            result += text.sliced(copied, span.first - copied);
            result += Stars;
        }
        copied = span.second;
    }
    return result += text.sliced(copied);
}

} // namespace

SecretMask::~SecretMask()
{
    for (QByteArray &form : m_forms)
        QImap4Secret::wipe(&form);
}

void SecretMask::addForm(QByteArray form)
{
    form = std::move(form).toLower();
    if (form.isEmpty() || m_forms.contains(form))
        return;
    if (m_forms.size() >= MostForms) {
        QImap4Secret::wipe(&m_forms.first());
        m_forms.removeFirst();
    }
    m_forms.append(form);
}

void SecretMask::add(QByteArrayView secret)
{
    addForm(secret.toByteArray());
    addForm(escapedForQuotes(secret));
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray code = codeWithin(secret, before);
        if (code.size() >= ShortestCode)
            addForm(code);
        // Whoever decodes and encodes it again may lose bits at its end.
        if (code.size() > 2 * ShortestCode)
            addForm(code.chopped(1));
    }
}

void SecretMask::addResponse(const QByteArray &response, const QByteArrayList &open)
{
    const auto mayAdd = [&open](const QByteArray &part) {
        return part.size() >= ShortestPart && !open.contains(part);
    };
    addForm(response.toBase64(QByteArray::OmitTrailingEquals));
    if (mayAdd(response))
        add(response);
    QByteArray separated = response;
    for (const char separator : {'\0', '\1', ',', ' ', '='})
        separated.replace(separator, '\n');
    const QByteArrayList parts = separated.split('\n');
    for (const QByteArray &part : parts) {
        if (mayAdd(part))
            add(part);
    }
    QImap4Secret::wipe(&separated);
}

QByteArray SecretMask::masked(QByteArrayView text, Completeness completeness,
                              qsizetype shortest) const
{
    if (m_forms.isEmpty())
        return text.toByteArray();
    const QByteArray lower = text.toByteArray().toLower();
    QList<Span> spans;
    for (const QByteArray &form : m_forms) {
        if (form.size() < shortest)
            continue;
        findAll(lower, form, &spans);
        if (completeness == Completeness::Cut)
            findAtEnd(lower, form, &spans);
    }
    return spans.isEmpty() ? text.toByteArray() : without(text, spans);
}

} // namespace QImap4Internal
