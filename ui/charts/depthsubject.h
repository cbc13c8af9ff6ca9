// SPDX-License-Identifier: GPL-3.0-or-later
// What has a depth worth drawing: queues and semaphores, and variables where there is nothing else or if
// wished. In words, too.
#pragma once

#include "core/trace/trace.h"
#include "ui/model/theme.h"

#include <QColor>
#include <QString>

#include <vector>

namespace lockstep::ui {

struct DepthSubject {
    ObjectId object;
    ObjectKind kind = ObjectKind::Queue;
    QString name;
    std::int32_t capacity = 0; ///< of a queue; 0 = no limit
    MinMax extent;             ///< over the whole trace

    bool operator==(const DepthSubject&) const = default;
};

/// By id, queues first. Of more than `most` those that changed at all are taken, then the first.
std::vector<DepthSubject> depthSubjects(const Trace& trace, bool withVariables, std::size_t most = 8);

/// "`jobs` holds 3 of 4 items at 1.25 ms."; empty where it does not exist yet.
QString depthSentence(const Trace& trace, ObjectId object, Timestamp time);

/// Short, for a legend: "3 of 4"; a dash where it does not exist yet.
QString depthText(const Trace& trace, ObjectId object, Timestamp time);

/// Lines that can be told apart on the background, eight of them, again and again; where there are no
/// colours, by their dashes.
QColor lineColor(std::size_t index, const Theme& theme);
Qt::PenStyle lineStyle(std::size_t index, const Theme& theme);

} // namespace lockstep::ui
