// SPDX-License-Identifier: GPL-3.0-or-later
// The depths of queues over a range as part of a figure, below their scale. Needs a QApplication (any
// platform will do).
#pragma once

#include "ui/figure/figureorder.h"

class QPainter;

namespace lockstep::ui {

void paintQueueFigure(QPainter& painter, const QRectF& space, const Trace& trace, const FigureOrder& order);

} // namespace lockstep::ui
