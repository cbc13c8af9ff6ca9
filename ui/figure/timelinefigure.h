// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline of a range as a finished figure: title, lanes with their scale, legend and a caption of one
// sentence.
//
// Pure: the same trace, cursor and options give the same bytes on the same machine. Needs a QGuiApplication
// (any platform will do). Lanes become flatter where there are many; nothing is cut off while they fit at
// their least.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QImage>
#include <QString>

namespace lockstep::ui {

/// `size` in logical pixels, `scale` device pixels for each. An empty title leaves its room to the lanes.
QImage renderTimeline(const Trace& trace, TimeRange range, const Cursor& cursor, const Theme& theme,
                      QSize size, double scale, const QString& title);

/// "42.7 ms of 3 threads and 2 locks. Worker 1 holds `lock1` and waits for ...": what the figure shows.
QString timelineCaption(const Trace& trace, TimeRange range);

} // namespace lockstep::ui
