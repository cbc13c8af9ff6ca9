// SPDX-License-Identifier: GPL-3.0-or-later
// What a parked thread's surroundings tell of its wait, where the wait itself does not.
#pragma once

#include "core/trace/moment.h"

namespace lockstep {

/// It waits for room in a queue. Where the trace does not tell: who waits at a full queue does.
bool isPutting(const Trace& trace, const Moment& moment, const ThreadMoment& thread);

/// Those before it in line for a shared mutex whom it may not pass: readers pass readers, and where writers
/// are preferred any of these may be first.
std::vector<ThreadId> aheadInLine(const Trace& trace, const Moment& moment, const ThreadMoment& thread);

} // namespace lockstep
