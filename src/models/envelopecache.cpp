// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/envelopecache_p.h"

#include "mime/displaytext_p.h"
#include "models/sendernames_p.h"

#include <QtCore/qstringlist.h>

#include <algorithm>
#include <utility>

namespace QImap4Internal {

namespace {

// No list shows more; a hostile mailbox of 20,000 such rows stays below 80 MB.
constexpr qsizetype SubjectLength = 300;
constexpr qsizetype NameLength = 128;
constexpr qsizetype AddressLength = 254; // RFC 5321, 4.5.3.1.3
constexpr qsizetype RecipientsLength = 256;
constexpr int Recipients = 4;

QString shownName(const QImap4Address &address)
{
    const QString name = safeForDisplay(address.displayName(), NameLength);
    return name.isEmpty() ? safeForDisplay(withAsciiDomain(address.address()), AddressLength)
                          : name;
}

QString recipients(const QList<QImap4Address> &addresses)
{
    QStringList names;
    for (const QImap4Address &address : addresses) {
        if (address.isGroupStart() || address.isGroupEnd())
            continue;
        if (names.size() == Recipients) {
            names.append(QStringLiteral("…"));
            break;
        }
        names.append(shownName(address));
    }
    return safeForDisplay(names.join(QStringLiteral(", ")), RecipientsLength);
}

} // namespace

QDateTime EnvelopeText::dateTime() const
{
    return date == NoDate ? QDateTime() : QDateTime::fromMSecsSinceEpoch(date);
}

qint64 EnvelopeText::memoryUsage() const
{
    constexpr qint64 Header = 24; // of an allocated string
    qint64 bytes = sizeof(EnvelopeText);
    for (const QString *text : {&subject, &from, &fromAddress, &fromFull, &to})
        bytes += text->isEmpty() ? 0 : Header + text->size() * qint64(sizeof(QChar));
    return bytes;
}

EnvelopeText envelopeText(const QImap4Message &message)
{
    const QImap4Envelope envelope = message.envelope();
    EnvelopeText text;
    text.uid = message.uid();
    text.octets = message.size();
    text.subject = safeForDisplay(envelope.subject(), SubjectLength);
    SenderNames senders = senderNames(envelope.from());
    text.from = std::move(senders.shown);
    text.fromAddress = std::move(senders.address);
    text.fromFull = std::move(senders.full);
    text.to = recipients(envelope.to());
    const QDateTime date = envelope.date();
    if (date.isValid())
        text.date = date.toMSecsSinceEpoch();
    return text;
}

EnvelopeCache::EnvelopeCache(int rows)
{
    setCapacity(rows);
}

void EnvelopeCache::setCapacity(int rows)
{
    m_maximumPages = qMax(size_t(2), (size_t(qMax(rows, 0)) + PageRows - 1) / PageRows);
    clear();
}

void EnvelopeCache::clear()
{
    m_pages.clear();
    m_current = 0;
    m_bytes = 0;
}

void EnvelopeCache::drop(Page &page)
{
    for (const EnvelopeText &text : page.texts)
        m_bytes -= text.memoryUsage();
    page.texts.clear();
}

size_t EnvelopeCache::pageToFill()
{
    if (m_current < m_pages.size() && m_pages[m_current].texts.size() < size_t(PageRows))
        return m_current;
    if (m_pages.size() < m_maximumPages) {
        m_pages.emplace_back();
        m_pages.back().texts.reserve(PageRows);
        return m_pages.size() - 1;
    }
    const auto oldest =
        std::min_element(m_pages.begin(), m_pages.end(),
                         [](const Page &a, const Page &b) { return a.lastUse < b.lastUse; });
    drop(*oldest);
    return size_t(oldest - m_pages.begin());
}

quint32 EnvelopeCache::insert(EnvelopeText text)
{
    m_current = pageToFill();
    Page &page = m_pages[m_current];
    page.lastUse = ++m_clock;
    m_bytes += text.memoryUsage();
    page.texts.push_back(std::move(text));
    return quint32(m_current * PageRows + page.texts.size());
}

const EnvelopeText *EnvelopeCache::find(quint32 slot, quint32 uid) const
{
    if (slot == 0 || uid == 0)
        return nullptr;
    const size_t page = (slot - 1) / PageRows;
    const size_t place = (slot - 1) % PageRows;
    if (page >= m_pages.size() || place >= m_pages[page].texts.size())
        return nullptr;
    const EnvelopeText &text = m_pages[page].texts[place];
    return text.uid == uid ? &text : nullptr;
}

void EnvelopeCache::touch(quint32 slot)
{
    const size_t page = (slot - 1) / PageRows;
    if (slot != 0 && page < m_pages.size())
        m_pages[page].lastUse = ++m_clock;
}

} // namespace QImap4Internal
