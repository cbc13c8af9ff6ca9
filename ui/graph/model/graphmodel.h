// SPDX-License-Identifier: GPL-3.0-or-later
// What the lock-wait graph shows at one moment: who is there, who holds what, who waits for whom, in words
// too.
//
// Pure: a function of (trace, event, places). Shown are the threads alive then, locks, queues, semaphores and
// conditions that exist, and whatever else is waited for. Of more than kMostThreads or kMostResources those
// that are part of a deadlock come first, then those that hold or wait; the caption says how many are not
// shown.
#pragma once

#include "ui/graph/model/graphplaces.h"

#include <QString>

namespace lockstep::ui {

struct GraphNode {
    ObjectId id;     ///< a thread's: its thread object
    ThreadId thread; ///< none for a resource
    ObjectKind kind = ObjectKind::Thread;
    GraphSeat seat;
    QString name;
    QString kindName;                     ///< a resource's: "mutex"
    QString detail;                       ///< a thread's state, a lock's holder, a queue's depth
    ThreadState state = ThreadState::New; ///< threads
    LockState lock = LockState::Free;     ///< locks
    std::optional<double> fill;           ///< bounded queues: 0 empty, 1 full
    QString sentence;                     ///< everything about it, for tooltip and screen reader
    bool isMuted = false;                 ///< a resource nobody holds or waits for
    bool isDeadlocked = false;

    bool isThread() const { return thread.isValid(); }
};

/// Holds goes from the resource to the thread, WaitsFor from the thread to the resource, Joins from the
/// thread to the one whose end it waits for, Needs from a resource that nobody holds - a full queue - to the
/// one thread that may act on it.
enum class GraphEdgeKind : std::uint8_t { Holds, WaitsFor, Joins, Needs };

struct GraphEdge {
    GraphEdgeKind kind = GraphEdgeKind::Holds;
    std::size_t from = 0; ///< index of a node
    std::size_t to = 0;
    QString site;             ///< "two_locks.cpp:31": where it was taken or is waited for
    bool isBlocked = false;   ///< waits for a lock
    bool isAlongRing = false; ///< from one seat of a ring to the next
    bool isInRing = false;    ///< and that ring is closed now: a deadlock
    bool hasTimeLimit = false;
};

struct GraphRing {
    std::vector<bool> isThreadSeat; ///< along "waits for"; the others are resources
    QString sentence;               ///< "Deadlock: Worker 1 holds `lock1` and waits for ..."
    QString title;                  ///< "Deadlock: Worker 1, Worker 2"
    bool isClosed = false;          ///< at this moment; before, only its places are kept
    bool isShared = false;          ///< two of its threads wait for the same resource: it does not go round

    /// One seat comes right after the other.
    bool follows(const GraphSeat& from, const GraphSeat& to) const {
        return (from.index + 1) % static_cast<int>(isThreadSeat.size()) == to.index;
    }
};

/// The words on a node.
struct GraphCardText {
    QString name;
    QString kind; ///< of a resource: "mutex"
    QString detail;
};

struct GraphModel {
    static constexpr int kMostThreads = 24;
    static constexpr int kMostResources = 24;

    std::vector<GraphNode> nodes; ///< threads first, then resources, each by id
    std::vector<GraphEdge> edges;
    std::vector<GraphRing> rings; ///< as in GraphPlaces
    bool needsAnybody = false;    ///< there are edges of that kind at some moment of this trace
    int threadRows = 0;
    int resourceRows = 0;
    QString caption;     ///< one or more sentences below the picture; may be empty
    QString quiet;       ///< in place of edges, when there are none; no ring is closed then
    QString description; ///< the whole graph in words
    // What there must be room for at any moment of this trace, so that nothing moves while the cursor does.
    QString roomForCaption;
    QString roomForQuiet;
    std::vector<GraphCardText> roomForThreads;
    std::vector<GraphCardText> roomForResources;

    static GraphModel of(const Trace& trace, EventIndex cursor, const GraphPlaces& places);
    /// When there is nothing to show: no trace, or a cursor before its first event.
    static GraphModel empty();

    std::optional<std::size_t> indexOf(ObjectId id) const;
    std::optional<std::size_t> indexOf(ThreadId id) const;
};

} // namespace lockstep::ui
