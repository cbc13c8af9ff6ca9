// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong in a run, in words and in ids: the same object for the window, the command line and the
// tests.
#pragma once

#include "core/analysis/deadlock/reduction.h"

#include <string>
#include <vector>

namespace lockstep {

/// kind, verdict and cause hold the words that the JSON of `lockstep run` prints.
struct Finding {
    std::string kind;    ///< "deadlock", "potential-deadlock", or "timed-cycle": a ring that opens by itself
    std::string verdict; ///< "actual", "suspected", "timed"; of a potential one see OrderVerdict
    std::string cause;   ///< "cycle", "self-lock", "abandoned-lock", ...
    std::vector<ThreadId> threads;
    std::vector<ObjectId> resources; ///< of a ring: what each of the threads waits for
    std::vector<SiteId> sites;       ///< where each of the threads waits
    EventIndex since;                ///< the event at which it came to be
    std::string sentence;
    std::string places; ///< "Worker 1 at two_locks.cpp:24, Worker 2 at two_locks.cpp:33"

    bool isDeadlock() const { return kind == "deadlock"; }
    bool isTimedCycle() const { return kind == "timed-cycle"; }
    bool isSuspected() const { return verdict == "suspected"; }
    /// A ring in the lock order that cannot close: a remark and no warning.
    bool isRuledOut() const {
        return kind == "potential-deadlock" && verdict != "potential" && verdict != "undecided" &&
               verdict != "confirmed";
    }
    /// Same matter, however often it is looked at.
    bool isSameAs(const Finding& other) const { return cause == other.cause && threads == other.threads; }
    /// The other one, and more threads have run into it since.
    bool hasGrownFrom(const Finding& other) const;
};

/// Every deadlock at that moment: actual ones first, of these rings first, smallest first. Threads that only
/// wait behind a deadlock are named in none of them. O(threads + objects) times log events.
std::vector<Finding> findDeadlocks(const Trace& trace, const Moment& moment, const WaitForGraph& graph);
std::vector<Finding> findDeadlocks(const Trace& trace, const Moment& moment);
/// Those at the trace's end: a deadlock is for ever, so these are all.
std::vector<Finding> deadlocksAtEnd(const Trace& trace);
/// Rings at that moment that are no deadlock, for one of the waits has a time limit.
std::vector<Finding> findTimedCycles(const Trace& trace, const Moment& moment, const WaitForGraph& graph);
std::vector<Finding> findTimedCycles(const Trace& trace, const Moment& moment);

} // namespace lockstep
