// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep [SCENARIO|TRACE|FIGURE]`: the window.
#pragma once

#include "core/engine/scenario.h"

#include <QString>

namespace lockstep::app {

/// What the window begins with.
struct FirstSight {
    const Scenario* scenario = nullptr; ///< chosen; null: none
    QString trace;                      ///< a file that is opened, or a figure with its run; empty: none
};

/// Opens the window and returns once it is closed.
int showWindow(const FirstSight& first);

} // namespace lockstep::app
