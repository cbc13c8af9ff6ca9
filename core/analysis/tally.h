// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole run comes to, in a few numbers: by these runs are compared.
#pragma once

#include "core/trace/trace.h"

namespace lockstep {

struct Tally {
    Timestamp duration = 0;       ///< of the trace, along its axis
    std::size_t threads = 0;      ///< that were ever started
    std::size_t mostAlive = 0;    ///< at the same time
    Timestamp running = 0;        ///< all threads' together: on a CPU, or ready where the kernel is silent
    Timestamp blockedOnLocks = 0; ///< likewise
    Timestamp waiting = 0;        ///< for anything else that another thread does
    Timestamp sleeping = 0;       ///< or in a call of the kernel
};

/// O(threads * log events + changes of thread counts).
Tally tallyOf(const Trace& trace);

} // namespace lockstep
