// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the events of many threads into one order: thread order and object order hold exactly, time decides
// the rest.
//
// Each thread's events come in its own order; each object numbers its events inside its latch. The clock is
// not ordered with the latch, so of two events on one object the later may carry the smaller time: it then
// waits for the earlier. O(log sources) per event. The collector's thread only.
#pragma once

#include "core/capture/eventsink.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

namespace lockstep {

class Merger {
public:
    /// With `toleratesGaps` (events may have been dropped) a number that never comes is waited for during one
    /// merge and then given up.
    Merger(EventSink& sink, bool toleratesGaps)
        : m_sink(sink)
        , m_toleratesGaps(toleratesGaps) {}

    /// One thread's not yet ordered events; raw.ticks holds their Timestamp.
    class Source {
    public:
        explicit Source(RuntimeId thread)
            : m_thread(thread) {}
        void add(std::vector<RawEvent> events) {
            if (!events.empty()) m_blocks.push_back(std::move(events));
        }
        bool isEmpty() const { return m_blocks.empty(); }

    private:
        friend class Merger;
        const RawEvent& front() const { return m_blocks.front()[m_read]; }
        Timestamp time() const { return static_cast<Timestamp>(front().ticks); }
        void pop() {
            if (++m_read < m_blocks.front().size()) return;
            m_blocks.pop_front();
            m_read = 0;
        }

        RuntimeId m_thread;
        std::deque<std::vector<RawEvent>> m_blocks; // none of them empty
        std::size_t m_read = 0;                     // in the first block
    };

    /// Delivers what is settled: everything up to the horizon, which no later arrival can precede.
    void merge(const std::vector<Source*>& sources, Timestamp horizon);

private:
    bool isNext(const RawEvent& event) const;
    void deliverRun(Source& source, Timestamp until);
    void push(Source* source);
    Source* pop();

    EventSink& m_sink;
    const bool m_toleratesGaps;
    Timestamp m_lastHorizon = -1;
    std::vector<std::uint32_t> m_nextOrder;      // by object
    std::vector<std::vector<Source*>> m_waiting; // by object: sources whose next event is not its next
    std::vector<Source*> m_heap;                 // earliest first
    std::vector<RuntimeId> m_blockedObjects;
};

} // namespace lockstep
