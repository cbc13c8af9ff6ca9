// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a picture of the timeline is a function of.
#pragma once

#include "core/analysis/findings.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"
#include "ui/timeline/arrows/linkarrows.h"
#include "ui/timeline/scene/timelinelayout.h"

namespace lockstep::ui {

struct TimelineScene {
    const Trace* trace = nullptr;
    const Theme* theme = nullptr;
    TimelineLayout layout;
    TimeRange range;
    TimeFolds folds;
    Cursor cursor;
    bool showsCursor = true;
    int scroll = 0; ///< pixels of the layout above the plot's top
    std::vector<Finding> deadlocks;
    ArrowMode arrows = ArrowMode::Selection;
    ThreadId selectedThread;
    std::optional<std::size_t> selectedLane;
    ObjectId hovered; ///< lit wherever it appears
    std::optional<TimeRange> selection;
    std::optional<EventIndex> parting; ///< where the run parts from one that it is compared with
    std::vector<EventIndex> named;     ///< said in the lanes whatever else is in view
    Notes notes;                       ///< put on the run by somebody
    std::vector<MarkedSpan> marked;    ///< underlined
    int namesWidth = 0;                ///< of the column of names, where it is known already

    TimeCoordinates coordinates(double left, double width) const { return {range, left, width, &folds}; }
};

/// One line of what was measured: "running  1.2 ms  60 %".
struct MeasuredTotal {
    ThreadState state = ThreadState::New;
    std::int64_t length = 0;
    QString text;
};
/// Of the selected stretch: of the selected thread, else of all threads together; the longest first.
std::vector<MeasuredTotal> measuredTotals(const TimelineScene& scene);
/// "2.00 ms, 312 events, Worker 1"
QString measuredTitle(const TimelineScene& scene);

/// The span of the thread's lane that belongs to a deadlock.
std::optional<std::size_t> deadlockedChange(const TimelineScene& scene, ThreadId thread);

/// The change of a lane that is in force at a time; none where the lane has not begun.
std::optional<std::size_t> changeAt(const Trace& trace, LaneKey key, Timestamp time);
/// The lane's changes; those of a CPU, lock or thread alike.
const Track& changesOf(const Trace& trace, LaneKey key);
/// "Worker 1", "lock2", "CPU 0"
QString laneName(const Trace& trace, LaneKey key);
/// What a span says in its tooltip and to a screen reader.
QString spanText(const Trace& trace, LaneKey key, std::size_t change);
/// The same for a list of states: "Worker 1, blocked on lock2, 900 µs, held by Worker 2".
QString stateText(const Trace& trace, LaneKey key, std::size_t change);
/// Who had the lock at the event; empty for none.
QString holderName(const Trace& trace, ObjectId lock, EventIndex when);
/// "holds `lock1`, wanted by Worker 2": a line for each lock the thread holds at a time; empty for none.
QString holdsText(const Trace& trace, ThreadId thread, Timestamp time);

} // namespace lockstep::ui
