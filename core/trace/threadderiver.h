// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from an event for threads and CPUs: who is in which state, and which CPU has whom.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep {

class ThreadDeriver {
public:
    explicit ThreadDeriver(Trace& trace)
        : m_trace(trace) {}

    void addThread(const ObjectInfo& info);
    /// What the event's thread did. True when it parks by it.
    bool derive(const Event& event, EventIndex index);
    /// As derive() for a deed that changes nobody's state but the thread's own: nearly every event.
    void derivePlainDeed(const Event& event, EventIndex index);
    /// What one thread, or the session, does to another. Returns the one that parks by it, if any.
    ThreadId deriveOthers(const Event& event, EventIndex index);
    void deriveSession(const Event& event, EventIndex index);

private:
    struct ThreadNow {
        ThreadLane* lane;
        ThreadTrack track;
    };

    bool act(const Event& event, EventIndex index, ThreadTrack& track);
    bool settle(const Event& event, EventIndex index, ThreadTrack& track);
    bool park(const Event& event, EventIndex index, ThreadTrack& track);
    void deriveKernel(const Event& event, EventIndex index);
    void leaveCpu(ThreadId thread, Timestamp time, EventIndex index);
    CpuLane& cpuLane(int number);

    Trace& m_trace;
    std::vector<ThreadNow> m_threads;
    bool m_isPaused = false;
};

} // namespace lockstep
