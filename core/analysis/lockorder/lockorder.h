// SPDX-License-Identifier: GPL-3.0-or-later
// In which orders locks were taken in a run, and where these orders could meet in a deadlock that did not
// happen.
//
// Goodlock (Havelund 2000; Bensalem and Havelund 2005), as lockdep does it in a kernel: each blocking request
// for r by a thread that holds h is an edge h -> r. A ring of edges is a deadlock that another schedule could
// reach, unless something stands against it; that is its verdict, and none is hidden. In which order the
// locks were given out in this run is no reason: the next run may give them out in another.
#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lockstep {

/// Or a semaphore of which it has permits: that makes no edge, but may keep threads apart.
struct HeldLock {
    ObjectId lock;
    bool isShared = false;
};

/// What a thread knows to have happened by spawning and joining: of each thread everything up to an event.
using Known = std::shared_ptr<const std::vector<std::uint32_t>>;

/// One way in which an edge came about.
struct OrderWitness {
    ThreadId thread;
    EventIndex asked; ///< the request for the second lock
    bool holdsShared = false;
    bool asksShared = false;
    std::shared_ptr<const std::vector<HeldLock>> held; ///< all that it held then; null if Confirmed
    Known known;                                       ///< when it took the first; likewise
};

struct OrderEdge {
    ObjectId from;                       ///< held
    ObjectId to;                         ///< asked for meanwhile
    std::vector<OrderWitness> witnesses; ///< different in thread, mode, held locks or what it knew
    bool isCut = false;                  ///< some thread came by it in more ways than are noted
};

enum class OrderVerdict : std::uint8_t {
    SingleThread, ///< one thread made all of it
    ReadersOnly,  ///< somewhere both only read, and nobody waits
    Ordered,      ///< one part was over before another could begin, by spawn or join
    Guarded, ///< two of its threads hold a further lock, or all hold a semaphore that lets in fewer: they are
             ///< never there at once
    Undecided, ///< of more ways than could be compared, none of those that were can close it
    Potential, ///< nothing stands against it
    Confirmed, ///< its threads stand in it for ever: it has happened
};
/// "single-thread", "readers-only", "ordered", "guarded", "undecided", "potential", "confirmed": as in JSON.
std::string_view name(OrderVerdict verdict);

struct OrderCycle {
    std::vector<ObjectId> locks;     ///< from the lowest id on; each is held while the next is asked for
    std::vector<OrderWitness> parts; ///< part i holds locks[i]: of a Potential one such as could meet
    OrderVerdict verdict = OrderVerdict::Potential;
    ObjectId guard; ///< of a Guarded one
};

class LockOrder {
public:
    static constexpr std::size_t kMostCycles = 1'000;
    static constexpr std::size_t kLongestCycle = 8;

    /// Of all that was recorded until the event. O(events); returns soon, with part of it, once asked to
    /// stop.
    static LockOrder of(const Trace& trace, EventIndex upTo, const std::stop_token& stop = {});

    /// In the order in which they first came about.
    const std::vector<OrderEdge>& edges() const { return m_edges; }
    /// Shortest first.
    const std::vector<OrderCycle>& cycles() const { return m_cycles; }
    /// False when there are more cycles than were looked for.
    bool isComplete() const { return m_isComplete; }

private:
    std::vector<OrderEdge> m_edges;
    std::vector<OrderCycle> m_cycles;
    bool m_isComplete = true;
};

} // namespace lockstep
