// SPDX-License-Identifier: GPL-3.0-or-later
// Leads the window back to the moment of a figure that was opened: cursor, range, axis, and the view that it
// shows.
#pragma once

#include "ui/figure/figureorder.h"
#include "ui/window/parts.h"

namespace lockstep::ui {

/// Its run must be shown. A long run is laid along its steps frame by frame; the moment comes when it is
/// there.
void showFigure(const Parts& parts, const FigureOrder& order);

} // namespace lockstep::ui
