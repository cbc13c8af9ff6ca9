// SPDX-License-Identifier: GPL-3.0-or-later
// Reads and writes of variables that are to be named in the lanes.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep::ui {

/// Those in the range, writes first: where words are in each other's way, they have the right of way. None
/// where there are so many that no words could be read.
std::vector<EventIndex> accessesIn(const Trace& trace, TimeRange range);

} // namespace lockstep::ui
