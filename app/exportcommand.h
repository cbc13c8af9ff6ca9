// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep export TRACE|SCENARIO|LIST -o OUT`: figures of a trace, of a scenario that is run for them, or of
// a list of both.
#pragma once

#include <QStringList>

namespace lockstep::app {

int exportCommand(const QStringList& words);

} // namespace lockstep::app
