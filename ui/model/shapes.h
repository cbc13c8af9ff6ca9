// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn otherwise on devices that keep shapes, SVG and PDF, than on those that keep pixels.
//
// Shapes end where they should by themselves: an SVG ignores a painter's clip.
#pragma once

#include "ui/model/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace lockstep::ui {

/// SVG, PDF, and an engine of our own, for that passes on to one of them (ui/window/print/widgetprint.h).
bool keepsShapes(const QPainter& painter);

/// The pattern inside the rectangle, as areas to fill in one go; nothing for one that has none.
void addGrain(QPainterPath& path, const QRectF& rect, Pattern pattern);

} // namespace lockstep::ui
