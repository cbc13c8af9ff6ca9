// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from an event for the object it is about: holders, readers, lines, values, roles, arrows.
#pragma once

#include "core/trace/trace.h"

#include <deque>
#include <vector>

namespace lockstep {

class ObjectDeriver {
public:
    explicit ObjectDeriver(Trace& trace)
        : m_trace(trace) {}

    void addObject(const ObjectInfo& info);
    /// The event's object must be valid.
    void derive(const Event& event, EventIndex index);
    /// The thread parks on the event's object.
    void park(ThreadId thread, const Event& event, EventIndex index);

    const ObjectInfo& infoOf(ObjectId id) const { return m_objects[id.index()].lane->info; }

private:
    /// An event that something may follow from.
    struct Cause {
        EventIndex event;
        ThreadId thread;
        Timestamp time = 0;
    };
    struct Items {
        Cause put;               // none: their Puts were lost
        std::uint32_t count = 1; // more than one only then
    };
    struct ObjectState {
        ObjectLane* lane;
        ThreadId holder;          // not of readers
        int wantedBy = 0;         // threads between their first Wait and their Acquire or Timeout
        Cause lastRelease;        // who gave it back last
        Cause signal;             // Spawn, Exit, Set or what opened it, for the arrow to who answers it
        std::deque<Items> items;  // still inside, first in first
        std::uint32_t inside = 0; // how many they are
        std::vector<std::uint8_t> roles; // by thread: a bit for each Role it has
    };

    void deriveLink(const Event& event, EventIndex index);
    void deriveRole(const Event& event, EventIndex index);
    void deriveLock(const Event& event, EventIndex index);
    void deriveReaders(const Event& event, EventIndex index);
    void deriveBarrier(const Event& event, EventIndex index);
    void deriveValue(const Event& event, EventIndex index);
    void addPartner(ObjectState& object, ThreadId thread, Role role, EventIndex index);
    void setWants(ThreadId thread, ObjectId object, const Event& event, EventIndex index);
    ObjectId wantsOf(ThreadId thread) const;
    void showLock(ObjectId lock, Timestamp time, EventIndex index);
    void link(LinkKind kind, Cause from, const Event& to, EventIndex index);
    static void alignItems(ObjectState& queue, std::int32_t count);

    Trace& m_trace;
    std::vector<ObjectState> m_objects;
    std::vector<ObjectId> m_wants; // by thread: between its first Wait and its Acquire or Timeout
};

} // namespace lockstep
