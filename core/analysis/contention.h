// SPDX-License-Identifier: GPL-3.0-or-later
// How long threads waited for and held locks, summed from the very spans that are drawn.
//
// Wait = time shown as blocked on the lock; hold = time the lock's lane shows it held. Both are exact sums in
// nanoseconds, so per thread and per lock they agree with each other and with the lanes. What runs past the
// end of the trace is cut there.
#pragma once

#include "core/analysis/statistics/distribution.h"
#include "core/trace/trace.h"

#include <map>
#include <stop_token>
#include <vector>

namespace lockstep {

struct LockUse {
    ObjectId lock;
    std::int64_t acquisitions =
        0;                      ///< from free; a recursive lock's deeper levels do not count; each share does
    std::int64_t contended = 0; ///< acquisitions that had to wait
    Distribution wait;          ///< one per acquisition (or given-up attempt) that had to wait
    Distribution hold; ///< one per acquisition; while several read, of the one that has it longest, as drawn
};

struct ThreadUse {
    ThreadId thread;
    std::int64_t acquisitions = 0; ///< of all locks; counted as a lock's, so both add up to the same
    std::int64_t contended = 0;    ///< likewise
    Distribution wait;             ///< on locks, as LockUse::wait
    Distribution hold;             ///< of locks, as LockUse::hold; two that are held at once count twice
    MixTrack<kThreadStates>::Totals states{}; ///< nanoseconds in each ThreadState
    /// Kernel totals (schedstat); none where the kernel did not say.
    std::optional<std::int64_t> onCpu;
    std::optional<std::int64_t> inRunQueue;
};

/// Between one thread and one lock.
struct Share {
    std::int64_t wait = 0;
    std::int64_t hold = 0;
};

struct Contention {
    std::vector<LockUse> locks;     ///< every lock, by id
    std::vector<ThreadUse> threads; ///< every thread, by id
    std::map<std::pair<ThreadId, ObjectId>, Share> shares;

    /// O(events log events); any thread. Looks at what the trace holds now. Returns soon, with nothing,
    /// once asked to stop.
    static Contention of(const Trace& trace, const std::stop_token& stop = {});
};

} // namespace lockstep
