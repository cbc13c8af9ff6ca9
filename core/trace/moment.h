// SPDX-License-Identifier: GPL-3.0-or-later
// The state of everything right after one event: what stands under the cursor.
//
// A pure function of (trace, event). O((threads + objects) * log events); any thread.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep {

struct ThreadMoment {
    ThreadId id;
    bool exists = false; ///< created by then
    ThreadState state = ThreadState::New;
    ObjectId parkedOn;                  ///< what it is parked on, also while a pause shows it as held
    bool hasTimeLimit = false;          ///< parked, but only until a deadline
    std::optional<EventKind> wants;     ///< parked: what it would record, where the trace tells
    EventIndex since;                   ///< the event that brought it into this state
    std::optional<EventIndex> lastDeed; ///< its own last event
    SiteId site;                        ///< source line where it stands: that of its last deed that has one

    bool isParkedOnObject() const { return parkedOn.isValid(); }
    bool isAlive() const { return exists && state != ThreadState::New && state != ThreadState::Terminated; }
};

struct ObjectMoment {
    ObjectId id;
    bool exists = false;             ///< created by then, and not yet destroyed
    ThreadId holder;                 ///< locks: who has it, alone
    std::optional<EventIndex> taken; ///< locks: the Acquire that gave it to the holder
    std::vector<Member> readers;     ///< shared mutexes: who shares it, once per share, longest first
    std::vector<Member> line;        ///< those in line for a shared mutex, or at a barrier, first come first
    std::optional<std::int32_t> value; ///< depth, permits, value of a variable, arrived, left to count down

    bool isHeld() const { return holder.isValid() || !readers.empty(); }
    bool isHeldBy(ThreadId thread) const;
    /// Each thread that has it once, with the event by which it got it.
    std::vector<Member> holders() const;
};

class Moment {
public:
    Moment(const Trace& trace, EventIndex cursor);

    EventIndex cursor() const { return m_cursor; }
    const std::vector<ThreadMoment>& threads() const { return m_threads; }
    const std::vector<ObjectMoment>& objects() const { return m_objects; }
    const ThreadMoment& thread(ThreadId id) const { return m_threads[id.index()]; }
    const ObjectMoment& object(ObjectId id) const { return m_objects[id.index()]; }
    /// Threads parked on the object, by thread id.
    std::vector<ThreadId> waitersOf(ObjectId object) const;

private:
    EventIndex m_cursor;
    std::vector<ThreadMoment> m_threads;
    std::vector<ObjectMoment> m_objects;
};

/// The Acquire by which the lock's holder took it from free, as of this event; none while it is free.
std::optional<EventIndex> acquisitionOf(const Trace& trace, ObjectId lock, EventIndex upTo);

} // namespace lockstep
