// SPDX-License-Identifier: GPL-3.0-or-later
// The lock-wait graph at one moment as a finished figure: title, graph, legend and a caption of one sentence.
//
// Pure: the same trace, cursor and options give the same bytes on the same machine. Needs a QGuiApplication
// (any platform will do). Whatever needs more room than there is, is drawn smaller as a whole; nothing is cut
// off.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QImage>
#include <QString>

namespace lockstep::ui {

/// `size` in logical pixels, `scale` device pixels for each. An empty title leaves its room to the graph.
QImage renderGraph(const Trace& trace, const Cursor& cursor, const Theme& theme, QSize size, double scale,
                   const QString& title);

/// "At 3.00 ms Worker 1 holds `lock1` and waits for ...": what the figure shows, in one sentence.
QString graphCaption(const Trace& trace, const Cursor& cursor);

} // namespace lockstep::ui
