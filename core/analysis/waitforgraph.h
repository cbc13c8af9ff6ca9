// SPDX-License-Identifier: GPL-3.0-or-later
// Who waits for whom at one moment, and the rings in it.
#pragma once

#include "core/trace/moment.h"

#include <vector>

namespace lockstep {

/// A parked thread, what it is parked on, and the one thread that could let it go on - where there is just
/// one: a lock's holder, or the child of a join. For a queue, semaphore, condition or future `holder` is
/// none.
struct WaitEdge {
    ThreadId waiter;
    ObjectId object;
    ThreadId holder;
    bool hasTimeLimit = false; ///< it will give up by itself: such an edge is part of no deadlock

    bool operator==(const WaitEdge&) const = default;
};

class WaitForGraph {
public:
    explicit WaitForGraph(const Trace& trace, const Moment& moment);

    /// By waiter.
    const std::vector<WaitEdge>& edges() const { return m_edges; }
    const WaitEdge* edgeOf(ThreadId waiter) const;

    /// Rings of threads that wait for one another without a time limit, smallest first; each begins with the
    /// thread of the lowest id and follows "waits for". A thread has one edge at most, so walking from each
    /// once finds every ring: O(threads).
    std::vector<std::vector<WaitEdge>> cycles() const;

private:
    std::vector<WaitEdge> m_edges;
    std::vector<int> m_edgeOf; // by thread, -1 = not waiting
};

/// Threads that nothing which can still run will ever let go on: what remains of the graph when every thread
/// that can go is taken to finish and give back what it holds, again and again (Coffman et al. 1971, Holt
/// 1972). A lock needs its holder, a join its child; a queue, semaphore, condition or future any other live
/// thread.
std::vector<ThreadId> irreducibleThreads(const Trace& trace, const Moment& moment);

} // namespace lockstep
