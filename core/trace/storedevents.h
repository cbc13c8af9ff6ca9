// SPDX-License-Identifier: GPL-3.0-or-later
// Events that stand elsewhere, a block at a time, and are fetched when somebody asks for one of them.
//
// The blocks used last stay in memory, up to a limit that holds for each trace. One thread adds blocks, any
// threads read. An event of the block that the calling thread asked for last costs some nanoseconds, one of
// another block that is in memory a lock, any other what fetching a block costs.
#pragma once

#include "core/trace/appendonly.h"
#include "core/trace/event.h"

#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace lockstep {

/// Where they stand.
class EventSource {
public:
    virtual ~EventSource() = default;
    /// The block's events, in order, the same each time; fewer or none when it can't be read any more. Any
    /// thread.
    virtual void fetch(std::size_t block, std::vector<Event>& into) const = 0;
};

class StoredEvents {
public:
    explicit StoredEvents(std::unique_ptr<const EventSource> source);

    /// Writer only: the next event is the first of a block. These are its events, not none, and among those
    /// that were used last.
    void beginBlock(std::shared_ptr<const std::vector<Event>> events);
    /// Writer only: one more event of the block is counted.
    void publish() { m_size.store(size() + 1, std::memory_order_release); } // pairs with size()
    std::size_t size() const { return m_size.load(std::memory_order_acquire); }

    /// For i < a size() that was seen. What can't be read any more is told as lost.
    Event at(std::size_t i) const {
        const Last last = t_last;
        if (last.owner == m_serial && i - last.first < last.count) [[likely]]
            return last.events[i - last.first];
        return fetched(i);
    }
    /// The last block that begins at or before this time; none: all are later.
    std::optional<std::size_t> blockAt(Timestamp time) const;
    /// Its first event, and the first after it.
    std::size_t firstOf(std::size_t block) const { return m_blocks[block].first; }
    std::size_t endOf(std::size_t block) const {
        return block + 1 < m_blocks.size() ? m_blocks[block + 1].first : size();
    }

    /// Of every trace, in bytes; what is in memory beyond goes with the next block that is fetched. Any
    /// thread.
    static void setMostMemory(std::size_t bytes);

private:
    struct Block {
        std::size_t first = 0;
        Timestamp time = 0;
    };
    using Events = std::shared_ptr<const std::vector<Event>>;
    struct Kept {
        Events events;
        std::uint64_t used = 0;
    };
    /// What the thread asked for last.
    struct Last {
        std::uint64_t owner = 0;
        std::size_t first = 0;
        std::size_t count = 0;
        const Event* events = nullptr;
    };

    Event fetched(std::size_t i) const;
    Events eventsOf(std::size_t block) const;
    Events keep(std::size_t block, Events events) const;
    std::size_t blockOf(std::size_t event) const;
    void forgetSome() const;

    static thread_local constinit Last t_last;

    const std::unique_ptr<const EventSource> m_source;
    const std::uint64_t m_serial; // never that of another, as an address could be
    AppendOnly<Block> m_blocks;
    std::atomic<std::size_t> m_size{0};

    mutable std::mutex m_mutex; // of what follows
    mutable std::unordered_map<std::size_t, Kept> m_kept;
    mutable std::size_t m_events = 0; // in m_kept
    mutable std::uint64_t m_clock = 0;
};

} // namespace lockstep
