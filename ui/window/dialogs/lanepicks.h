// SPDX-License-Identifier: GPL-3.0-or-later
// Threads and locks to choose from, each with what it is about at the cursor.
#pragma once

#include "ui/window/dialogs/picklist.h"

namespace lockstep::ui {

class TimelineWidget;
class Viewport;

/// "Worker 1, blocked on lock2, ..."; the lanes that are shown. To choose one goes there.
std::vector<Pick> lanePicks(const Viewport& viewport, TimelineWidget& timeline);

} // namespace lockstep::ui
