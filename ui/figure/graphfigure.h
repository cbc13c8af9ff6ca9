// SPDX-License-Identifier: GPL-3.0-or-later
// The lock-wait graph at one moment as part of a figure, with its legend.
//
// Whatever needs more room than there is, is drawn smaller as a whole; nothing is cut off.
#pragma once

#include "ui/figure/figureorder.h"

class QPainter;

namespace lockstep::ui {

void paintGraphFigure(QPainter& painter, const QRectF& space, const Trace& trace, const FigureOrder& order);

} // namespace lockstep::ui
