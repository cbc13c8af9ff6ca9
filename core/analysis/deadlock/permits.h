// SPDX-License-Identifier: GPL-3.0-or-later
// Who has how many permits of a semaphore at an event.
#pragma once

#include "core/trace/trace.h"

#include <map>

namespace lockstep {

/// Taken and not given back by the same thread; whoever gives more than it took has none. O(events of the
/// semaphore).
std::map<ThreadId, int> permitsHeld(const Trace& trace, ObjectId semaphore, EventIndex upTo);

} // namespace lockstep
