// SPDX-License-Identifier: GPL-3.0-or-later
// The writer's half of Trace: what follows from each event, worked out once, when it is appended.
#pragma once

#include "core/trace/trace.h"

#include <deque>
#include <vector>

namespace lockstep {

class Deriver {
public:
    explicit Deriver(Trace& trace)
        : m_trace(trace) {}

    void addObject(const ObjectInfo& info);
    /// The event must be readable in the trace already.
    void derive(const Event& event, EventIndex index);
    bool isStopped() const { return m_isStopped; }

private:
    struct ObjectState {
        ObjectLane* lane;
        ThreadId holder;
        int wantedBy = 0;             // threads between their first Wait and their Acquire or Timeout
        EventIndex lastRelease;       // who gave it back last
        EventIndex signal;            // Spawn, Exit or Set, for the arrow to who answers it
        std::deque<EventIndex> items; // Put events whose item is still inside; none where that was lost
    };
    struct ThreadNow {
        ThreadLane* lane;
        ThreadTrack track;
        ObjectId wants; // between its first Wait and its Acquire or Timeout
    };

    void deriveDeed(const Event& event, EventIndex index);
    void deriveThread(const Event& event, EventIndex index);
    void deriveOthers(const Event& event, EventIndex index);
    bool deriveWait(const Event& event, EventIndex index, ThreadNow& me);
    void deriveObject(const Event& event, EventIndex index);
    void deriveLock(const Event& event, EventIndex index);
    void deriveValue(const Event& event, EventIndex index);
    void deriveLink(const Event& event, EventIndex index);
    void deriveSession(const Event& event, EventIndex index);
    void deriveKernel(const Event& event, EventIndex index);
    void countLost(const Event& event);
    void setWants(ThreadNow& thread, ObjectId object, const Event& event, EventIndex index);
    void showLock(ObjectId lock, Timestamp time, EventIndex index);
    void link(LinkKind kind, EventIndex from, EventIndex to, ThreadId toThread);

    ObjectLane& lane(ObjectId id) { return *m_objects[id.index()].lane; }
    void leaveCpu(ThreadId thread, Timestamp time, EventIndex index);
    CpuLane& cpuLane(int number);

    Trace& m_trace;
    std::vector<ObjectState> m_objects;
    std::vector<ThreadNow> m_threads;
    bool m_isStopped = false;
    bool m_isPaused = false;
};

} // namespace lockstep
