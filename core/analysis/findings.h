// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong in a run, in words and in ids: the same object for the window, the command line and the
// tests.
#pragma once

#include "core/analysis/waitforgraph.h"

#include <string>
#include <vector>

namespace lockstep {

/// kind, verdict and cause hold the words that the JSON of `lockstep run` prints.
struct Finding {
    std::string kind;    ///< "deadlock"
    std::string verdict; ///< "actual"
    std::string cause;   ///< "cycle", "self-lock", "abandoned-lock", ...
    std::vector<ThreadId> threads;
    std::vector<ObjectId> resources;
    std::vector<SiteId> sites; ///< where each of the threads waits
    EventIndex since;          ///< the event at which it came to be
    std::string sentence;

    /// Same matter, however often it is looked at.
    bool isSameAs(const Finding& other) const { return cause == other.cause && threads == other.threads; }
};

/// Every deadlock at that moment: rings first, smallest first, then threads that nobody alive can let go on.
/// Threads that only wait behind a deadlock are named in none of them.
std::vector<Finding> findDeadlocks(const Trace& trace, const Moment& moment);

} // namespace lockstep
