// SPDX-License-Identifier: GPL-3.0-or-later
// Who waits at one moment, who could let each of them go on, and the rings in it.
//
// O(threads * log events + needed threads); any thread. It refers to nothing once it is made.
#pragma once

#include "core/trace/moment.h"

#include <memory>
#include <span>
#include <vector>

namespace lockstep {

/// How sure it is that nobody else can help.
enum class Evidence : std::uint8_t {
    Certain,   ///< who has the lock or stands before it in line, a join's child, or those that the program
               ///< promised
    Signalled, ///< those that have done it before: others might, for the first time
    Anyone,    ///< nothing is known: every other unfinished thread might
};

/// What a thread needs to go on: so many of these other threads, each of which may have to go on itself
/// first. A lock needs all that have it, or stand before the waiter in line; a join its child; a barrier as
/// many further threads as are missing; a queue, semaphore, condition, latch, event or future any one that
/// may signal it.
struct Need {
    ThreadId waiter;
    ObjectId object;
    bool hasTimeLimit = false; ///< it will give up by itself: such a wait is part of no deadlock
    bool isOpenToAll = false;  ///< the helpers are not certain, and any other thread would do
    Evidence evidence = Evidence::Certain;
    std::size_t count = 0; ///< 0: it can go on already, or is about to be told so
    std::shared_ptr<const std::vector<ThreadId>>
        helpers; ///< never null; unfinished ones, where there are any

    /// Without each single one of them it stays where it is.
    bool needsAll() const { return evidence == Evidence::Certain && count > 0 && count == helpers->size(); }
};

/// One of the threads that a waiter cannot do without.
struct WaitEdge {
    ThreadId waiter;
    ObjectId object;
    ThreadId holder;

    bool operator==(const WaitEdge&) const = default;
};
/// Each waits for the next, and the last for the first.
using Ring = std::vector<WaitEdge>;

class WaitForGraph {
public:
    WaitForGraph(const Trace& trace, const Moment& moment);

    /// Of every thread that is parked on an object, by thread.
    std::span<const Need> needs() const { return {m_needs.data(), m_waiting}; }
    /// And of those that have been made and not been started: they need who made them.
    std::span<const Need> births() const { return std::span(m_needs).subspan(m_waiting); }
    const Need* needOf(ThreadId waiter) const;

    /// Rings of threads none of which can do without the next, without time limits: one for each strongly
    /// connected component (the shortest), smallest first, each from the thread of the lowest id on.
    std::vector<Ring> rings() const;
    /// The same among those for which `isIn` holds, time limits or not.
    template <class IsIn>
    std::vector<Ring> ringsAmong(IsIn isIn) const {
        std::vector<bool> chosen(m_needOf.size());
        for (const Need& need : m_needs) chosen[need.waiter.index()] = isIn(need);
        return ringsOf(chosen);
    }

private:
    std::vector<Ring> ringsOf(const std::vector<bool>& chosen) const;

    std::vector<Need> m_needs;
    std::size_t m_waiting = 0;
    std::vector<int> m_needOf; // by thread, -1 = none
};

} // namespace lockstep
