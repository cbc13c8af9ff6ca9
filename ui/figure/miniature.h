// SPDX-License-Identifier: GPL-3.0-or-later
// A run's lanes in small, without a word: what a scenario is recognised by.
#pragma once

#include "core/trace/time.h"
#include "ui/model/theme.h"

#include <QImage>

class QPainter;

namespace lockstep {
class Trace;
}

namespace lockstep::ui {

/// The range of the trace in the space. A lane per thread, each pixel in the state that lasted longest there;
/// deadlocked threads have the mark of deadlocks from where theirs came to be. Any thread.
void paintMiniature(QPainter& painter, const QRectF& space, const Trace& trace, TimeRange range,
                    const Theme& theme);

/// The whole trace with a margin; `size` in logical pixels, `scale` device pixels for each. Any thread.
QImage renderMiniature(const Trace& trace, const Theme& theme, QSize size, double scale);

} // namespace lockstep::ui
