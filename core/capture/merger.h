// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the events of many threads into one order: thread order and object order hold exactly, time decides
// the rest.
//
// Each thread's events come in its own order; each object numbers its events inside its latch. The clock is
// not ordered with the latch, so of two events on one object the later may carry the smaller time: it then
// waits for the earlier. What one thread did in a row is delivered in one go. O(log sources) per such run.
// The historian's thread only.
#pragma once

#include "core/capture/eventblocks.h"
#include "core/capture/eventsink.h"

#include <cstddef>
#include <vector>

namespace lockstep {

class Merger {
public:
    /// With `toleratesGaps` (events may have been dropped) a number that never comes is waited for during one
    /// merge and then given up.
    Merger(EventSink& sink, bool toleratesGaps)
        : m_sink(sink)
        , m_toleratesGaps(toleratesGaps) {}

    /// One thread's not yet ordered events; raw.ticks holds their Timestamp. Blocks that have been read go
    /// back to their pool.
    class Source {
    public:
        explicit Source(RuntimeId thread)
            : m_thread(thread) {}
        void add(const EventChain& events);
        bool isEmpty() const { return m_at == m_end; }

        /// Of the historian: it has this source in its list.
        bool isListed = false;

    private:
        friend class Merger;
        Timestamp time() const { return static_cast<Timestamp>(m_at->ticks); }
        void popUpTo(const RawEvent* next) {
            m_at = next;
            if (m_at == m_end) nextBlock();
        }
        void nextBlock();
        /// The one after the first; null when it has not come yet.
        const RawEvent* second() const {
            if (m_at + 1 != m_end) return m_at + 1;
            return m_first->next ? m_first->next->events : nullptr;
        }

        RuntimeId m_thread;
        EventBlocks* m_pool = nullptr;
        EventBlock* m_first = nullptr; // none of them empty
        EventBlock* m_last = nullptr;
        const RawEvent* m_at = nullptr; // in the first block
        const RawEvent* m_end = nullptr;
    };

    /// Delivers what is settled: everything up to the horizon, which no later arrival can precede.
    void merge(const std::vector<Source*>& sources, Timestamp horizon);

private:
    bool isNext(const RawEvent& event) const;
    bool park(Source& source, const RawEvent& event);
    void deliverRun(Source& source, Timestamp until);
    bool deliverPart(Source& source, Timestamp until);
    bool deliverStep(Source& source);
    void follow(const RawEvent& event);
    bool isPart(const RawEvent& event) const;
    void wake(RuntimeId object);
    void push(Source* source);
    Source* pop();

    EventSink& m_sink;
    const bool m_toleratesGaps;
    Timestamp m_horizon = -1;
    Timestamp m_lastHorizon = -1;
    std::vector<std::uint32_t> m_nextOrder;      // by object
    std::vector<std::vector<Source*>> m_waiting; // by object: sources whose next event is not its next
    std::size_t m_waitingCount = 0;
    std::vector<Source*> m_heap; // earliest first
    std::vector<RuntimeId> m_blockedObjects;
};

} // namespace lockstep
