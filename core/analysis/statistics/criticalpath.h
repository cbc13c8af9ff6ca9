// SPDX-License-Identifier: GPL-3.0-or-later
// Why a stretch of a run took as long as it did: the chain of deeds, one after the other, that fills it.
//
// Walks back from the last thing that happened, as Yang and Miller do on a program activity graph ("Critical
// path analysis for the execution of parallel and distributed programs", ICDCS 1988) and Chen and Stenstrom
// for locks
// ("Critical lock analysis", SC 2012): along a thread's lane while nothing held it up; where another thread
// let it go on - gave it the lock, notified it, put the item, ended, started it - along that one's lane from
// that moment. So a wait is on the path only where nobody can be named who ended it: a sleep, a time-out, a
// wait without end.
#pragma once

#include "core/trace/trace.h"

#include <stop_token>
#include <vector>

namespace lockstep {

/// A stay at one lane.
struct PathLeg {
    TimeRange range;
    ThreadId thread;   ///< none where nothing led to what follows: the session itself started the thread
    EventIndex onward; ///< its Wake or Spawn at the leg's end that leads on; none for the last leg

    bool operator==(const PathLeg&) const = default;
};

struct CriticalPath {
    TimeRange range;           ///< what it was asked for, within the trace
    std::vector<PathLeg> legs; ///< earliest first; adjacent, none empty, together exactly the range

    /// Begins at a thread that is free to go at the range's end, of several at the one that did something
    /// last; where nobody is free, at whoever did something last. O(threads * log events + changes on the
    /// path); any thread. Returns soon, with nothing, once asked to stop.
    static CriticalPath of(const Trace& trace, TimeRange range, const std::stop_token& stop = {});
};

/// What one thread has of a path.
struct PathShare {
    ThreadId thread; ///< none for the time that no thread has
    std::int64_t legs = 0;
    std::int64_t total = 0;                   ///< all shares together are the range
    MixTrack<kThreadStates>::Totals states{}; ///< as its lane shows it; their sum is total
};
/// Longest first. Nothing, at once, when asked to stop.
std::vector<PathShare> sharesOf(const Trace& trace, const CriticalPath& path,
                                const std::stop_token& stop = {});

/// "These 12.4 ms are, one after the other: 8.1 ms of Worker 2 (running), 4.3 ms of Main (...). On the way
/// `lock1` was handed over 14 times, ..." Empty, at once, when asked to stop.
std::string pathSentence(const Trace& trace, const CriticalPath& path, const std::stop_token& stop = {});

} // namespace lockstep
