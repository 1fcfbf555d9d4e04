// SPDX-License-Identifier: LGPL-3.0-or-later
#include "untaggedstore_p.h"

#include <algorithm>
#include <utility>

namespace QImap4Internal {

namespace {

qsizetype sizeOf(const QImap4UntaggedResponse &response)
{
    return response.name.size() + response.data.size();
}

bool isNamed(const QImap4UntaggedResponse &response, QByteArrayView name)
{
    return name.compare(response.name, Qt::CaseInsensitive) == 0;
}

bool isCondition(const QImap4UntaggedResponse &response)
{
    return response.name == "OK" || response.name == "NO" || response.name == "BAD";
}

} // namespace

void UntaggedStore::uncount(const QImap4UntaggedResponse &response)
{
    m_bytes -= sizeOf(response);
    m_conditions -= isCondition(response) ? 1 : 0;
}

template <typename Predicate>
void UntaggedStore::removeIf(Predicate predicate)
{
    const auto gone =
        std::remove_if(m_responses.begin(), m_responses.end(), [&](const auto &response) {
            if (!predicate(response))
                return false;
            uncount(response);
            return true;
        });
    m_responses.erase(gone, m_responses.end());
}

void UntaggedStore::add(const QImap4UntaggedResponse &response)
{
    if (sizeOf(response) > MaximumBytes)
        return;
    m_responses.push_back(response);
    m_bytes += sizeOf(response);
    m_conditions += isCondition(response) ? 1 : 0;
    while (qsizetype(m_responses.size()) > MaximumCount || m_bytes > MaximumBytes) {
        uncount(m_responses.front());
        m_responses.pop_front();
    }
}

QByteArrayList UntaggedStore::take(QByteArrayView name)
{
    QByteArrayList data;
    removeIf([&](const QImap4UntaggedResponse &response) {
        if (!isNamed(response, name))
            return false;
        data.append(response.data);
        return true;
    });
    return data;
}

QList<QImap4UntaggedResponse> UntaggedStore::takeAll()
{
    QList<QImap4UntaggedResponse> all(m_responses.cbegin(), m_responses.cend());
    clear();
    return all;
}

void UntaggedStore::dropConditions()
{
    if (m_conditions > 0)
        removeIf(isCondition);
}

void UntaggedStore::clear()
{
    m_responses.clear();
    m_bytes = 0;
    m_conditions = 0;
}

} // namespace QImap4Internal
