// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure says of itself in a sentence, computed from the trace.
#pragma once

#include "ui/figure/figureorder.h"
#include "ui/model/runwords.h"

namespace lockstep::ui {

/// "Worker 1 and Worker 2 wait for each other's lock from step 9 on."; or, where nothing is stuck, "Main and
/// 4 workers over 12.4 ms; `lock1` was held 81 % of the time, Worker 3 waited longest, 3.1 ms."
QString timelineCaption(const Trace& trace, TimeRange range);

/// The same of what is stuck at the cursor; or "At 1.50 ms, threads that wait: 1 of 3; ...": what the graph
/// shows.
QString graphCaption(const Trace& trace, const Cursor& cursor);

/// "Over 44 steps `jobs` held 0 to 4 items, of 4."
QString queueCaption(const Trace& trace, TimeRange range);

/// The one of the view, after which run it is of, and with what in it is modelled, unknown or lost.
QString captionOf(const Trace& trace, const FigureOrder& order, const RunWords& run);

} // namespace lockstep::ui
