// SPDX-License-Identifier: GPL-3.0-or-later
// Which walk to make for a moment.
#pragma once

#include "core/analysis/detection/walk.h"

namespace lockstep::ui {

/// The walk that shows most at that event: who waits for whom where that closes a ring, who can still finish
/// where something else is stuck, the order of locks where nothing is.
DetectionView fittingView(const Trace& trace, EventIndex cursor);

DetectionWalk walkAt(const Trace& trace, EventIndex cursor, DetectionView view,
                     const std::stop_token& stop = {});

} // namespace lockstep::ui
