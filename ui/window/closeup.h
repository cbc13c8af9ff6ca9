// SPDX-License-Identifier: GPL-3.0-or-later
// Moves the viewport to a place, so near that it can be seen what happens there.
#pragma once

#include "core/analysis/lostupdate.h"

namespace lockstep::ui {

class Viewport;

/// The cursor to the event, the thread chosen, and so much time around it that the span of the thread's lane
/// which begins there can be told from its neighbours; everything where that is not less.
void showClosely(Viewport& viewport, EventIndex place, ThreadId thread);

/// Both reads and both writes, the cursor at the last of them.
void showClosely(Viewport& viewport, const LostUpdate& lost);

} // namespace lockstep::ui
