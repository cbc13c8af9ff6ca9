// SPDX-License-Identifier: GPL-3.0-or-later
// Who could go next at a moment, with what, and why the others cannot.
//
// Only runs in which one thread moves at a time announce their operations; of others there is nothing to
// tell.
#pragma once

#include "core/trace/moment.h"

#include <string>
#include <vector>

namespace lockstep {

struct NextStep {
    ThreadId thread;
    EventKind kind = EventKind::Acquire; ///< what the step would record
    ObjectId object;                     ///< on what, none where there is none
    SiteId site;
    bool canGo = false;
    bool hasTimeLimit = false;     ///< it may give up instead
    std::vector<ThreadId> waiters; ///< a notification of one: whom it may wake, longest wait first

    std::string words;  ///< "take `lock1`"
    std::string whyNot; ///< "`lock1` is held by Worker 2 since two_locks.cpp:31"; empty when it can go
};

/// Of every thread that has announced a step at that moment and not made it, by thread. O(threads * log
/// events).
std::vector<NextStep> nextSteps(const Trace& trace, const Moment& moment);

/// Why a parked thread cannot go on; empty for any other. Any run.
std::string whyNot(const Trace& trace, const Moment& moment, ThreadId thread);

} // namespace lockstep
