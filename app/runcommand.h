// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep run SCENARIO`: runs it without a window to its end, or until it is stuck, and tells what
// happened.
#pragma once

#include <QStringList>

namespace lockstep::app {

int runCommand(const QStringList& words);

} // namespace lockstep::app
