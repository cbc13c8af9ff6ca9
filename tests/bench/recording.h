// SPDX-License-Identifier: GPL-3.0-or-later
// The floor and the recorder, as the benchmark and the instruction count both run them.
#pragma once

#include "core/capture/recorder.h"

namespace lockstep::bench {

/// Takes everything and keeps nothing but the count.
class CountingSink : public EventSink {
public:
    void deliver(RuntimeId, Timestamp, const RawEvent&) override { ++m_count; }
    void advanceTo(Timestamp) override {}
    std::uint64_t count() const { return m_count; }

private:
    std::uint64_t m_count = 0;
};

inline RawEvent eventNumber(std::uint32_t n) {
    return {.object = 1, .order = n, .value = static_cast<std::int32_t>(n), .kind = EventKind::Write};
}

/// What any recorder must do at least: read the clock and store 32 bytes in a ring.
class Floor {
public:
    explicit Floor(std::size_t capacity)
        : m_slots(capacity)
        , m_mask(capacity - 1) {}
    void push(RawEvent event) {
        event.ticks = readTicks();
        m_slots[m_next++ & m_mask] = event;
        asm volatile("" ::: "memory"); // the store is not to be optimised away
    }

private:
    std::vector<RawEvent> m_slots;
    std::uint64_t m_mask;
    std::uint64_t m_next = 0;
};

} // namespace lockstep::bench
