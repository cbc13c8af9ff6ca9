// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a trace can take an event that comes from a file, which anybody may have written.
#pragma once

#include "core/trace/trace.h"

namespace lockstep {

/// All that Trace::append relies on, and what would make it reserve memory for numbers that no run brings
/// about. An object that a Create names must be the trace's last. O(1).
bool canAppend(const Trace& trace, const Event& event);

/// As much for Trace::addObject.
bool canAdd(const Trace& trace, const ObjectInfo& object);

} // namespace lockstep
