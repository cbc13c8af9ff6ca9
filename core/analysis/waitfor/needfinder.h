// SPDX-License-Identifier: GPL-3.0-or-later
// Works out for one thread after the other what it needs to go on; see Need.
//
// What is the same for all that wait at an object is worked out once, and shared by their needs.
#pragma once

#include "core/analysis/waitfor/waitforgraph.h"

#include <map>

namespace lockstep {

class NeedFinder {
public:
    NeedFinder(const Trace& trace, const Moment& moment);

    /// Of a thread that is parked on an object. What nobody can be blamed for yet is met: a lock that is
    /// free, a queue with an item inside, an object on which a thread that moves was active last - it may be
    /// the one that was woken, and wakes the next.
    Need needOf(const ThreadMoment& thread);
    /// Of a thread that has not been started.
    Need birthOf(const ThreadMoment& thread) const;

private:
    using Threads = std::vector<ThreadId>;

    Need all(const ThreadMoment& thread, Threads helpers) const;
    Need lockNeed(const ThreadMoment& thread) const;
    Need sharedNeed(const ThreadMoment& thread) const;
    Need joinNeed(const ThreadMoment& thread) const;
    Need barrierNeed(const ThreadMoment& thread);
    Need signalNeed(const ThreadMoment& thread, bool isToTake);
    bool isMet(const ThreadMoment& thread, bool isToTake) const;

    // Whoever waits at a barrier, in its present generation, needs the same.
    struct Generation {
        std::vector<bool> isInLine; // by thread
        Need need;
    };
    Generation generationOf(ObjectId barrier) const;
    // Who may signal, for those that wait to take, or to put.
    struct Signallers {
        Evidence evidence = Evidence::Anyone;
        std::shared_ptr<const Threads> all;     // ended or not; null where nothing is known
        std::shared_ptr<const Threads> helpers; // those that have not ended, or all where none is left
    };
    Signallers signallersOf(ObjectId object, bool isToTake) const;

    Threads partners(ObjectId object, Role role) const;
    Threads unfinished(const Threads& threads) const;
    Threads alike(Threads threads) const;
    bool isUnfinished(ThreadId id) const;

    const Trace& m_trace;
    const Moment& m_moment;
    std::shared_ptr<const Threads> m_everybody;   // that is not finished
    std::map<SiteId, Threads> m_unfinishedBySite; // where they were made
    std::vector<bool> m_isSettling;               // by object: a thread that moves was active on it last
    std::map<ObjectId, Generation> m_generations;
    std::map<std::pair<ObjectId, bool>, Signallers> m_signallers;
};

} // namespace lockstep
