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

} // namespace

template <typename Predicate>
void UntaggedStore::removeIf(Predicate predicate)
{
    const auto gone =
        std::remove_if(m_responses.begin(), m_responses.end(), [&](const auto &response) {
            if (!predicate(response))
                return false;
            m_bytes -= sizeOf(response);
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
    while (qsizetype(m_responses.size()) > MaximumCount || m_bytes > MaximumBytes) {
        m_bytes -= sizeOf(m_responses.front());
        m_responses.pop_front();
    }
}

bool UntaggedStore::contains(QByteArrayView name) const
{
    return std::any_of(m_responses.cbegin(), m_responses.cend(),
                       [name](const auto &response) { return isNamed(response, name); });
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
    removeIf([](const QImap4UntaggedResponse &response) {
        return response.name == "OK" || response.name == "NO" || response.name == "BAD";
    });
}

void UntaggedStore::clear()
{
    m_responses.clear();
    m_bytes = 0;
}

} // namespace QImap4Internal
