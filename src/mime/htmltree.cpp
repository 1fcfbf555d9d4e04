// SPDX-License-Identifier: LGPL-3.0-or-later
#include "htmltree_p.h"

#include <csetjmp>
#include <cstddef>
#include <cstdlib>

namespace QImap4Internal {

namespace {

constexpr size_t blockSize = 256 * 1024;
constexpr size_t maximumMemory = 128 * 1024 * 1024;
constexpr unsigned allocationsBetweenClockReads = 256;

} // namespace

// Memory that is given back as a whole.
class HtmlArena
{
public:
    explicit HtmlArena(const QDeadlineTimer &deadline)
        : m_deadline(deadline)
    {}
    ~HtmlArena()
    {
        while (m_last) {
            Block *previous = m_last->previous;
            std::free(m_last);
            m_last = previous;
        }
    }
    Q_DISABLE_COPY_MOVE(HtmlArena)

    // Null when a limit is reached.
    void *take(size_t size)
    {
        if (++m_allocations % allocationsBetweenClockReads == 0 && m_deadline.hasExpired())
            return nullptr;
        size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
        if (size > m_left && !addBlock(size))
            return nullptr;
        void *memory = m_next;
        m_next += size;
        m_left -= size;
        return memory;
    }

    std::jmp_buf giveUp;

private:
    struct alignas(std::max_align_t) Block
    {
        Block *previous;
    };

    bool addBlock(size_t atLeast)
    {
        if (atLeast > maximumMemory)
            return false;
        const size_t size = atLeast > blockSize ? atLeast : blockSize;
        if (m_total + size > maximumMemory)
            return false;
        auto *block = static_cast<Block *>(std::malloc(sizeof(Block) + size));
        if (!block)
            return false;
        block->previous = m_last;
        m_last = block;
        m_next = reinterpret_cast<char *>(block + 1);
        m_left = size;
        m_total += size;
        return true;
    }

    Block *m_last = nullptr;
    char *m_next = nullptr;
    size_t m_left = 0;
    size_t m_total = 0;
    unsigned m_allocations = 0;
    QDeadlineTimer m_deadline;
};

namespace {

// The parser cannot deal with a failed allocation. It is C, owns nothing but memory of the arena,
// and so can be left in the middle.
void *allocate(void *arena, size_t size)
{
    auto *const self = static_cast<HtmlArena *>(arena);
    if (void *memory = self->take(size))
        return memory;
    std::longjmp(self->giveUp, 1);
}

void deallocate(void *, void *)
{
    // With the arena.
}

const GumboNode *parse(HtmlArena *arena, const QByteArray &source)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = arena;
    options.max_errors = 0;
    if (setjmp(arena->giveUp) != 0)
        return nullptr;
    return gumbo_parse_with_options(&options, source.constData(),
                                    static_cast<size_t>(source.size()))
        ->root;
}

} // namespace

HtmlTree::HtmlTree(const QByteArray &utf8, const QDeadlineTimer &deadline)
    : m_source(utf8)
    , m_arena(std::make_unique<HtmlArena>(deadline))
    , m_root(parse(m_arena.get(), m_source))
{}

HtmlTree::~HtmlTree() = default;

} // namespace QImap4Internal
