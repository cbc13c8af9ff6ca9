// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep [SCENARIO]`: the window.
#pragma once

#include "core/engine/scenario.h"

namespace lockstep::app {

/// Opens the window with that scenario chosen, or none, and returns once it is closed.
int showWindow(const Scenario* scenario);

} // namespace lockstep::app
