// SPDX-License-Identifier: GPL-3.0-or-later
// A session carried through from start to end without a window, and stopped early when a signal says so.
#pragma once

#include "app/interrupt.h"
#include "core/engine/session.h"

#include <QString>

namespace lockstep::app {

/// Starts the session and blocks until every thread is gone. The signal that cut it short, if one did.
/// Progress goes to standard error, and only when that is a terminal.
std::optional<int> runToEnd(Session& session, Interrupt& interrupt);

/// "Stopped by Ctrl-C; every thread was unwound."
QString interruptionSentence(int signal);

} // namespace lockstep::app
