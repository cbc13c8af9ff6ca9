// SPDX-License-Identifier: GPL-3.0-or-later
// What happened, in plain words: tooltips, announcements and findings all speak through these functions.
#pragma once

#include "core/trace/trace.h"

#include <string>

namespace lockstep {

/// "1,090,401", with the locale's own separators as in the window.
std::string countText(std::int64_t count);
/// "3.2 ms", "0 ns": the largest unit with at least one whole, at most three significant digits.
std::string durationText(Timestamp nanoseconds);
/// A stretch of either axis: "3.2 ms", "4 steps".
std::string lengthText(TimeAxis axis, Timestamp length);
/// How long one span of a lane lasts, as lengthText() says it; empty of one that has only just begun with the
/// last event, or with the last step, and of one in a slice that has begun nobody knows when. "at least 3.2
/// ms" of one that such a slice cuts off.
std::string spanLength(const Trace& trace, const Track& changes, std::size_t change);
/// A place on it: "3.2 ms", "step 4".
std::string momentText(TimeAxis axis, Timestamp time);

std::string threadName(const Trace& trace, ThreadId id);
/// "`lock2`"
std::string quotedName(const Trace& trace, ObjectId id);
/// "two_locks.cpp:31"; empty where there is no site.
std::string siteText(const Trace& trace, SiteId id);

/// One span of a thread's lane: "waiting 3.2 ms for `lock2`, held by Worker 2 at two_locks.cpp:31".
/// `change` indexes the lane's states.
std::string spanSentence(const Trace& trace, ThreadId thread, std::size_t change);
/// One span of a lock's lane: "`lock2` held 3.2 ms by Worker 2 since two_locks.cpp:31, wanted by Worker 1".
std::string holdSentence(const Trace& trace, ObjectId lock, std::size_t change);
/// One event: "Worker 1 takes `lock1` at two_locks.cpp:24".
std::string eventSentence(const Trace& trace, EventIndex event);
/// What an operation would do, to follow "will" or "wants to": "take `lock1`".
std::string operationWords(const Trace& trace, EventKind kind, ObjectId object);
/// What an event makes of a thread, for a learner: "Child: new → runnable. The thread could go on, but has no
/// CPU yet." Its own thread where its state changed, else the first one whose did. O(threads).
std::string transitionSentence(const Trace& trace, EventIndex event);
/// Why a thread can go from one state to the next, for a learner: "The thread got a CPU and computes."
std::string stateMeaning(ThreadState state);

} // namespace lockstep
