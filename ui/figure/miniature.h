// SPDX-License-Identifier: GPL-3.0-or-later
// A run's lanes in small, without a word: what a scenario is recognised by.
#pragma once

#include "ui/model/theme.h"

#include <QImage>

namespace lockstep {
class Trace;
}

namespace lockstep::ui {

/// The whole trace. A lane per thread, each pixel in the state that lasted longest there; deadlocked threads
/// have the mark of deadlocks from where theirs came to be. `size` in logical pixels, `scale` device pixels
/// for each. Any thread.
QImage renderMiniature(const Trace& trace, const Theme& theme, QSize size, double scale);

} // namespace lockstep::ui
