// SPDX-License-Identifier: GPL-3.0-or-later
// A bounded lock-free queue from one worker to the collector.
//
// push() costs one clock reading, one 32-byte store and two plain stores to a line that only the collector
// ever reads: no lock, no allocation, and no system call until the ring is half full (then it wakes the
// collector, once per look). Each side keeps a copy of how far it may go and reads the other's index only
// when that is used up (Lamport 1983; cached indices as in Lee, Bu and Chandranmenon 2009).
//
// A producer marks an event as begun before it reads the clock. A collector that finds nothing begun and
// unpublished after a membarrier() knows that whatever comes later is also later in time: see Recorder.
#pragma once

#include "core/capture/rawevent.h"
#include "core/capture/ticks.h"

#include <atomic>
#include <functional>
#include <memory>

namespace lockstep {

class RingBuffer {
public:
    enum class WhenFull : std::uint8_t {
        Wait, ///< the producer waits; the stall is recorded as Hold .. Let
        Drop, ///< the event is counted as lost; a Lost event marks the place
    };

    /// Capacity: a power of two, at least 16. `nudge` wakes the collector: called by the producer, must be
    /// cheap.
    RingBuffer(std::size_t capacity, WhenFull whenFull, std::function<void()> nudge);

    // --- the producer
    // ---------------------------------------------------------------------------------------
    void push(RawEvent event) {
        const std::uint64_t n = next();
        if (n == m_look) [[unlikely]] {
            if (makeRoom(event.kind)) push(event);
            return;
        }
        m_begun.store(n + 1, std::memory_order_relaxed);     // made visible by the collector's membarrier
        std::atomic_signal_fence(std::memory_order_seq_cst); // the clock is read after the mark
        event.ticks = readTicks();
        m_slots[n & m_mask] = event;
        m_published.store(n + 1, std::memory_order_release); // pairs with drain's acquire
    }

    // --- the collector
    // --------------------------------------------------------------------------------------
    /// Hands over, in order, every published event with ticks <= limit. Returns whether an event was begun
    /// and not yet published, so that one with older ticks may still come.
    template <class Receiver>
    bool drain(std::uint64_t limit, Receiver&& receive) {
        const std::uint64_t begun = m_begun.load(std::memory_order_relaxed);
        const std::uint64_t published =
            m_published.load(std::memory_order_acquire); // pairs with write's release
        std::uint64_t n = m_head.load(std::memory_order_relaxed);
        const std::uint64_t start = n;
        while (n < published && m_slots[n & m_mask].ticks <= limit) receive(m_slots[n++ & m_mask]);
        if (n != start) free(n);
        return n == published && begun > published;
    }
    /// Events inside, at least.
    std::size_t size() const {
        return m_published.load(std::memory_order_acquire) - m_head.load(std::memory_order_relaxed);
    }
    /// Events dropped so far.
    std::uint64_t lost() const { return m_lost.load(std::memory_order_relaxed); }
    /// Events the ring wrote on its own account: Lost, and Hold and Let around a stall.
    std::uint64_t own() const { return m_own.load(std::memory_order_relaxed); }
    /// Nothing left inside. Exact once the producer has ended.
    bool isEmpty() const {
        return m_head.load(std::memory_order_relaxed) == m_published.load(std::memory_order_acquire);
    }

    /// For the next producer, when the last one has ended and everything is drained.
    void reuse();

private:
    std::uint64_t next() const {
        return m_published.load(std::memory_order_relaxed);
    } // the producer's own store
    std::uint64_t beginOwn();
    void writeOwn(EventKind kind, std::int32_t value, std::uint64_t ticks);
    std::uint64_t used() const {
        return next() - m_head.load(std::memory_order_acquire);
    } // pairs with free()
    std::uint64_t capacity() const { return m_mask + 1; }
    bool makeRoom(EventKind kind);
    void waitForRoom();
    void markLoss();
    void free(std::uint64_t head);

    struct Slots {
        void operator()(RawEvent* p) const;
    };
    std::unique_ptr<RawEvent[], Slots> m_slots;
    const std::uint64_t m_mask;
    const WhenFull m_whenFull;
    std::function<void()> m_nudge;

    // the producer's line; the collector reads the atomics once per batch
    alignas(64) std::atomic<std::uint64_t> m_published{0};
    std::uint64_t m_look = 0; // where to look at m_head again
    std::atomic<std::uint64_t> m_begun{0};
    std::atomic<std::uint64_t> m_lost{0};
    std::atomic<std::uint64_t> m_own{0};
    std::uint64_t m_unmarked = 0; // lost and not yet told in a Lost event

    // the collector's line
    alignas(64) std::atomic<std::uint64_t> m_head{0};
    std::atomic<std::uint32_t> m_waiting{0}; // a producer sleeps until there is room
};

} // namespace lockstep
