// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for deadlocks as the trace grows, so that each is known the moment it exists.
//
// The trace is always a consistent cut: what is deadlocked in it can never be undone by events still to come,
// what is merely suspected can.
// The collector's thread feeds it; anyone may ask.
#pragma once

#include "core/analysis/findings.h"
#include "core/engine/timedwaits.h"

#include <atomic>
#include <mutex>

namespace lockstep {

class DeadlockWatch {
public:
    explicit DeadlockWatch(const Trace& trace)
        : m_trace(trace)
        , m_timedWaits(trace) {}

    /// Looks if `changes` (see TraceSink::waitingChanges) has grown since the last look. Returns true when
    /// the run has become stuck: every unfinished thread but daemons is deadlocked or waits behind one.
    bool look(std::uint64_t changes);

    bool isStuck() const { return m_isStuck.load(std::memory_order_acquire); } // pairs with look
    /// Deadlocks and timed cycles, in the order in which they were first seen. A timed cycle is told although
    /// it has opened since, unless very many threads or waits pass by. A suspected deadlock goes again
    /// when it no longer holds; one that more threads have run into is told anew in its place.
    std::vector<Finding> findings() const;

private:
    void lookForTimedCycles();
    void update(std::vector<Finding> deadlocks);
    void add(Finding finding);

    const Trace& m_trace;
    TimedWaits m_timedWaits;
    std::uint64_t m_changesSeen = 0;
    std::atomic<bool> m_isStuck{false};
    mutable std::mutex m_mutex; // the list
    std::vector<Finding> m_findings;
};

} // namespace lockstep
