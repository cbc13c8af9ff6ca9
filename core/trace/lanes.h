// SPDX-License-Identifier: GPL-3.0-or-later
// What the trace keeps for each thread, object and CPU: its changes and the events that concern it.
//
// Appended to by the collector, read by anyone, see AppendOnly.
#pragma once

#include "core/trace/grouptrack.h"
#include "core/trace/mixtrack.h"
#include "core/trace/object.h"
#include "core/trace/steptrack.h"
#include "core/trace/threadstate.h"

namespace lockstep {

/// Indices of events, in order. Two bytes each: their upper halves, which seldom change, stand apart.
class EventList {
public:
    void append(EventIndex event);
    std::size_t size() const { return m_lower.size(); }
    EventIndex operator[](std::size_t i) const {
        const Row& row = m_rows[m_rows.size() == 1 ? 0 : rowOf(i)];
        return EventIndex{row.upper << 16 | m_lower[i]};
    }
    /// How many of them are at or before this event. O(log n).
    std::size_t countUpTo(EventIndex event) const;
    /// The last of them at or before this event.
    std::optional<EventIndex> lastUpTo(EventIndex event) const;

private:
    struct Row {
        std::uint32_t upper = 0;
        std::uint32_t first = 0; // place of the first with this upper half
    };
    std::size_t rowOf(std::size_t i) const;

    AppendOnly<Row, 8> m_rows;          // before the first of theirs
    std::uint32_t m_upper = UINT32_MAX; // writer's: of the last row; none is so large
    AppendOnly<std::uint16_t> m_lower;
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

/// What a thread is to an object that others wait on: whoever has signalled it may do so again.
enum class Role : std::uint8_t {
    Signaller,         ///< has put, closed, notified, given a permit, set, counted down or arrived
    Taker,             ///< has taken an item
    PromisedSignaller, ///< the program says that it may, and nobody does who was not promised
    PromisedTaker,
};
inline constexpr int kRoles = 4;

struct Partner {
    ThreadId thread;
    Role role = Role::Signaller;
    EventIndex since; ///< the first event that showed it
};

/// Of a shared mutex: who reads, and who stands in line since its Arrive. Of a barrier: who has arrived in
/// this generation stands in line, nobody reads.
struct Crowd {
    GroupTrack readers;
    GroupTrack line;
};

struct ObjectLane {
    explicit ObjectLane(ObjectInfo what)
        : info(std::move(what))
        , crowd(isCrowded(info.kind) ? std::make_unique<Crowd>() : nullptr) {}

    const ObjectInfo info;
    /// Locks only. LaneValue: a LockState; the subject is the holder, of a shared mutex the writer or the
    /// reader that has it longest.
    MixTrack<kLockStates> holds;
    /// Depth of a queue, permits of a semaphore, value of a variable, 1 for a future or event that is set,
    /// how many have arrived at a barrier, what is left of a latch.
    StepTrack values;
    AppendOnly<Partner, 8> partners;    ///< each thread once for each of its roles, in order of `since`
    const std::unique_ptr<Crowd> crowd; ///< shared mutexes and barriers only
    EventList events;

private:
    static bool isCrowded(ObjectKind kind) {
        return kind == ObjectKind::SharedMutex || kind == ObjectKind::Barrier;
    }
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
    Timestamp fromTime = 0; ///< of the events: an arrow is drawn without a look at them
    Timestamp toTime = 0;
    EventIndex from;
    EventIndex to; ///< not before `from`
    ThreadId fromThread;
    ThreadId toThread;
    ObjectId object; ///< of `to`
    LinkKind kind = LinkKind::Spawn;
};

std::string_view name(LinkKind kind);

} // namespace lockstep
