// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline of a range as part of a figure: lanes with their scale, and a legend of what occurs in them.
//
// Lanes become flatter where there are many; those that have no room even so are counted, and none is cut in
// two.
#pragma once

#include "ui/figure/figureorder.h"

class QPainter;

namespace lockstep::ui {

void paintTimelineFigure(QPainter& painter, QRectF space, const Trace& trace, const FigureOrder& order);

} // namespace lockstep::ui
