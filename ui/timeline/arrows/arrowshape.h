// SPDX-License-Identifier: GPL-3.0-or-later
// Draws an arrow between lanes with a painter, for SVG and PDF, and for legends: what ArrowRaster writes into
// an image.
#pragma once

#include "ui/timeline/arrows/linkarrows.h"

#include <QPainter>

namespace lockstep::ui {

/// In logical pixels; the ends must be at different heights.
void paintArrow(QPainter& painter, const Theme& theme, QPointF from, QPointF to, const Arrow& arrow);

} // namespace lockstep::ui
