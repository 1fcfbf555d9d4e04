// SPDX-License-Identifier: LGPL-3.0-or-later
#include "peer.h"

#include <libetpan/libetpan.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace {

// What libetpan reads instead of a socket: a greeting, the responses, and the end of its command,
// whose tag is the number 1.
class Memory
{
public:
    Memory(const char *bytes, std::size_t size)
        : m_pieces{std::string_view("* PREAUTH ready\r\n"), std::string_view(bytes, size),
                   std::string_view("1 OK done\r\n")}
    {}

    ssize_t read(void *to, std::size_t size)
    {
        while (m_at < std::size(m_pieces) && m_pieces[m_at].empty())
            ++m_at;
        if (m_at == std::size(m_pieces))
            return -1;
        std::string_view &piece = m_pieces[m_at];
        const std::size_t step = std::min(size, piece.size());
        std::memcpy(to, piece.data(), step);
        piece.remove_prefix(step);
        return static_cast<ssize_t>(step);
    }

private:
    std::string_view m_pieces[3];
    std::size_t m_at = 0;
};

ssize_t readMemory(mailstream_low *low, void *to, std::size_t size)
{
    return static_cast<Memory *>(low->data)->read(to, size);
}

ssize_t writeNowhere(mailstream_low *, const void *, std::size_t size)
{
    return static_cast<ssize_t>(size);
}

int closeNothing(mailstream_low *)
{
    return 0;
}

int noDescriptor(mailstream_low *)
{
    return -1;
}

void freeLow(mailstream_low *low)
{
    std::free(low); // libetpan allocated it, its data is ours
}

void cancelNothing(mailstream_low *) {}

mailstream_low_driver memoryDriver()
{
    mailstream_low_driver driver;
    std::memset(&driver, 0, sizeof driver);
    driver.mailstream_read = readMemory;
    driver.mailstream_write = writeNowhere;
    driver.mailstream_close = closeNothing;
    driver.mailstream_get_fd = noDescriptor;
    driver.mailstream_free = freeLow;
    driver.mailstream_cancel = cancelNothing;
    return driver;
}

struct FreeFetched
{
    void operator()(clist *list) const { mailimap_fetch_list_free(list); }
};
using Fetched = std::unique_ptr<clist, FreeFetched>;

void countMessage(mailimap_msg_att *, void *count)
{
    ++*static_cast<long *>(count);
}

} // namespace

PeerResult parseWithEtpan(const char *bytes, std::size_t size, Keep keep)
{
    Memory memory(bytes, size);
    mailstream_low_driver driver = memoryDriver();
    constexpr std::size_t BufferSize = 64 * 1024; // as ours
    mailstream *stream = mailstream_new(mailstream_low_new(&memory, &driver), BufferSize);
    mailimap *session = mailimap_new(0, nullptr);
    PeerResult result;
    if (mailimap_connect(session, stream) != MAILIMAP_NO_ERROR_AUTHENTICATED) {
        mailimap_free(session);
        return result;
    }
    session->imap_state = MAILIMAP_STATE_SELECTED;
    long handled = 0;
    if (keep == Keep::Nothing)
        mailimap_set_msg_att_handler(session, countMessage, &handled);
    mailimap_set *set = mailimap_set_new_interval(1, 0);
    mailimap_fetch_type *type = mailimap_fetch_type_new_all();
    int status = 0;
    long kept = 0;
    result.cost = measure([&] {
        clist *list = nullptr;
        status = mailimap_fetch(session, set, type, &list);
        kept = list ? clist_count(list) : 0;
        return Fetched(list);
    });
    if (status == MAILIMAP_NO_ERROR)
        result.messages = std::max(handled, kept);
    mailimap_fetch_type_free(type);
    mailimap_set_free(set);
    mailimap_free(session);
    return result;
}
