// SPDX-License-Identifier: GPL-3.0-or-later
// Where steps begin and end in a trace, so that a cursor can go from one to the next.
#pragma once

#include "core/trace/trace.h"

#include <optional>

namespace lockstep {

/// How many steps have been made by then.
std::size_t stepsUpTo(const Trace& trace, std::optional<EventIndex> cursor);

/// The last event before anything of step `count` + 1: where the cursor sees what `count` steps have left
/// behind and, in runs in which one thread moves at a time, who could go next. The trace's last event before
/// its teardown when there are no more steps; none in an empty trace. O(events of one step).
std::optional<EventIndex> placeAfter(const Trace& trace, std::size_t count);

} // namespace lockstep
