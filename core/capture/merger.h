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

    /// One thread's not yet ordered events.
    class Source {
    public:
        explicit Source(RuntimeId thread)
            : m_thread(thread) {}
        void add(Timestamp time, const RawEvent& raw) { m_items.push_back({time, raw}); }
        bool isEmpty() const { return m_read == m_items.size(); }

    private:
        friend class Merger;
        struct Item {
            Timestamp time;
            RawEvent raw;
        };
        const Item& front() const { return m_items[m_read]; }
        void pop() {
            if (++m_read < m_items.size()) return;
            m_items.clear();
            m_read = 0;
        }

        RuntimeId m_thread;
        std::vector<Item> m_items;
        std::size_t m_read = 0;
    };

    /// Delivers what is settled: everything up to the horizon, which no later arrival can precede.
    void merge(const std::vector<Source*>& sources, Timestamp horizon);

private:
    bool isNext(const Source::Item& item) const;
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
