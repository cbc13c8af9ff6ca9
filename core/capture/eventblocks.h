// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for events on their way from the collector to the historian, used again and again.
//
// Blocks of one size go round: the collector takes and fills one, the historian reads it and gives it back.
// The one given back last is taken first, so while the historian keeps up the same few stay in the caches;
// there are never more than were on their way at once.
#pragma once

#include "core/capture/rawevent.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace lockstep {

struct EventBlock {
    static constexpr std::size_t kCapacity = 255; ///< with the head: 8 KB

    EventBlock* next;
    std::size_t count;
    alignas(RawEvent) RawEvent events[kCapacity]; // up to count
};
static_assert(sizeof(EventBlock) <= 8192);

/// Owns all blocks, those on their way as well.
class EventBlocks {
public:
    EventBlocks() = default;
    EventBlocks(const EventBlocks&) = delete;
    EventBlocks& operator=(const EventBlocks&) = delete;

    /// An empty one. The taking thread only.
    EventBlock* take();
    /// Whoever has read it.
    void giveBack(EventBlock* block);
    /// All of them go back to the system. Nobody may use one any more, nor be at work.
    void release();
    /// Blocks allocated and not released. The taking thread only.
    std::size_t count() const { return m_slabs.size() * kSlab; }

private:
    static constexpr std::size_t kSlab = 32; // blocks that are allocated together
    struct Free {
        void operator()(EventBlock* slab) const;
    };
    void allocate();

    EventBlock* m_idle = nullptr;                  // the taking thread's
    std::atomic<EventBlock*> m_givenBack{nullptr}; // a stack, only ever taken whole
    std::vector<std::unique_ptr<EventBlock[], Free>> m_slabs;
};

/// Events in order, in blocks of a pool. What is left in it when it goes stays with the pool.
class EventChain {
public:
    explicit EventChain(EventBlocks& pool)
        : m_pool(&pool) {}

    void append(const RawEvent& event) {
        if (m_at == m_end) [[unlikely]]
            addBlock();
        *m_at++ = event;
    }
    /// To be called when everything has been appended.
    void close() {
        if (m_last) m_last->count = static_cast<std::size_t>(m_at - m_last->events);
    }

    EventBlock* first() const { return m_first; }
    EventBlock* last() const { return m_last; }
    EventBlocks& pool() const { return *m_pool; }
    std::size_t blockCount() const { return m_blocks; }
    /// After close().
    std::size_t size() const {
        return m_blocks == 0 ? 0 : (m_blocks - 1) * EventBlock::kCapacity + m_last->count;
    }

private:
    void addBlock();

    EventBlocks* m_pool;
    EventBlock* m_first = nullptr;
    EventBlock* m_last = nullptr;
    std::size_t m_blocks = 0;
    RawEvent* m_at = nullptr;
    RawEvent* m_end = nullptr;
};

} // namespace lockstep
