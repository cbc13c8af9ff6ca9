// SPDX-License-Identifier: GPL-3.0-or-later
// What the trace keeps for each thread, object and CPU: its changes and the events that concern it.
//
// Appended to by the collector, read by anyone, see AppendOnly.
#pragma once

#include "core/trace/mixtrack.h"
#include "core/trace/object.h"
#include "core/trace/steptrack.h"
#include "core/trace/threadstate.h"

namespace lockstep {

/// Indices of events, in order.
class EventList {
public:
    void append(EventIndex event) { m_events.append(event); }
    std::size_t size() const { return m_events.size(); }
    EventIndex operator[](std::size_t i) const { return m_events[i]; }
    /// How many of them are at or before this event. O(log n).
    std::size_t countUpTo(EventIndex event) const;
    /// The last of them at or before this event.
    std::optional<EventIndex> lastUpTo(EventIndex event) const;

private:
    AppendOnly<EventIndex> m_events;
};

struct ThreadLane {
    ThreadLane(ThreadId thread, ObjectInfo what, ThreadId spawnedBy)
        : id(thread)
        , info(std::move(what))
        , parent(spawnedBy) {}

    const ThreadId id;
    const ObjectInfo info; ///< of its thread object: name, path, site
    const ThreadId parent; ///< none for the first thread
    /// LaneValue: a ThreadState; the subject is the object it is parked on.
    MixTrack<kThreadStates> states;
    EventList events;       ///< its own deeds, those of the teardown apart
    EventList kernelTotals; ///< CpuTime and QueueTime
};

enum class LockState : std::uint8_t { Free, Held, HeldAndWanted };
inline constexpr int kLockStates = 3;

struct ObjectLane {
    explicit ObjectLane(ObjectInfo what)
        : info(std::move(what)) {}

    const ObjectInfo info;
    /// Locks only. LaneValue: a LockState; the subject is the holder.
    MixTrack<kLockStates> holds;
    /// Depth of a queue, permits of a semaphore, value of a variable, 1 for a future that is set.
    StepTrack values;
    EventList events;
};

struct CpuLane {
    explicit CpuLane(int cpuNumber)
        : number(cpuNumber) {}

    const int number;
    Track running; ///< Change::value: the ThreadId that has this CPU, or -1: none of ours, or not known
};

/// One thing led to another: drawn as an arrow between two lanes.
enum class LinkKind : std::uint8_t { Spawn, Join, HandOver, Wake, Item };

struct Link {
    LinkKind kind = LinkKind::Spawn;
    ThreadId fromThread;
    ThreadId toThread;
    EventIndex from;
    EventIndex to; ///< not before `from`
};

std::string_view name(LinkKind kind);

} // namespace lockstep
