// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a picture of the timeline is a function of.
#pragma once

#include "core/analysis/findings.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"
#include "ui/timeline/linkarrows.h"
#include "ui/timeline/timelinelayout.h"

namespace lockstep::ui {

struct TimelineScene {
    const Trace* trace = nullptr;
    const Theme* theme = nullptr;
    TimelineLayout layout;
    TimeRange range;
    Cursor cursor;
    bool showsCursor = true;
    int scroll = 0; ///< pixels of the layout above the plot's top
    std::vector<Finding> deadlocks;
    ArrowMode arrows = ArrowMode::Selection;
    ThreadId selectedThread;
    std::optional<std::size_t> selectedLane;
    ObjectId hovered; ///< lit wherever it appears
    std::optional<TimeRange> selection;
};

/// The deadlocks at the trace's end.
std::vector<Finding> deadlocksAtEnd(const Trace& trace);

/// The change of a lane that is in force at a time; none where the lane has not begun.
std::optional<std::size_t> changeAt(const Trace& trace, LaneKey key, Timestamp time);
/// The lane's changes; those of a CPU, lock or thread alike.
const Track& changesOf(const Trace& trace, LaneKey key);
/// "Worker 1", "lock2", "CPU 0"
QString laneName(const Trace& trace, LaneKey key);
/// What a span says in its tooltip and to a screen reader.
QString spanText(const Trace& trace, LaneKey key, std::size_t change);

} // namespace lockstep::ui
