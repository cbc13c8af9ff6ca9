// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the events at which threads park while some wait has a time limit, unless the locks and holders
// they wait for lead to one that goes on: only there can a ring of waits come to be that opens by itself, and it may be gone again before
// anybody looks.
#pragma once

#include "core/trace/trace.h"

namespace lockstep {

class TimedWaits {
public:
    explicit TimedWaits(const Trace& trace)
        : m_trace(trace) {}

    /// Of the events since the last call, at most so many, the last ones. To be called soon after a thread
    /// has parked: no more than a million events are looked at.
    std::vector<EventIndex> next(std::size_t most);

private:
    void follow(const Event& event);
    bool mayCloseRing(EventIndex index, ThreadId thread, ObjectId object);

    const Trace& m_trace;
    std::uint32_t m_seen = 0;
    std::vector<bool> m_isTimed; // by thread: what it waits for, or has announced, may end by itself
    std::size_t m_timed = 0;     // so many are
    // where each lane was when last looked at: the next look is further on, and mostly not far
    std::vector<std::size_t> m_holds;  // by object
    std::vector<std::size_t> m_states; // by thread
};

} // namespace lockstep
