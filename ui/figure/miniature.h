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
/// deadlocked threads have the mark of deadlocks from where theirs came to be. Behind the trace's end, where
/// the range goes further, there is nothing; or, where all stays so for ever, what there was at the end. Any
/// thread.
enum class Afterwards : std::uint8_t { Nothing, TheSame };
void paintMiniature(QPainter& painter, const QRectF& space, const Trace& trace, TimeRange range,
                    const Theme& theme, Afterwards afterwards = Afterwards::Nothing);

/// The whole trace, and of one that got stuck a little of for ever, with a margin; `size` in logical pixels,
/// `scale` device pixels for each. Any thread.
QImage renderMiniature(const Trace& trace, const Theme& theme, QSize size, double scale);

} // namespace lockstep::ui
