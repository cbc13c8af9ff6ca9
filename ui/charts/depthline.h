// SPDX-License-Identifier: GPL-3.0-or-later
// A step track as the points of a line that is no denser than the pixels it is drawn on. Pure.
#pragma once

#include "core/trace/steptrack.h"

#include <QList>
#include <QPointF>

namespace lockstep::ui {

/// Where column c of `columns` begins; columns() gives the range's end.
Timestamp columnBegin(TimeRange range, int columns, int column);

/// Points (time, value), times ascending. With few changes in the range the line is the track itself, corner
/// by corner; with more than two for each column it goes through each column's smallest and largest value,
/// which StepTrack::extent knows without a look at every change. Nothing before the track's first change and
/// nothing from `end` on. O(columns log changes).
QList<QPointF> depthLine(const StepTrack& track, TimeRange range, int columns, Timestamp end);

} // namespace lockstep::ui
