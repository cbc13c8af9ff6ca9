// SPDX-License-Identifier: GPL-3.0-or-later
// `--schedule TEXT|@FILE`: the steps that a run is to repeat.
#pragma once

#include "app/commandparser.h"
#include "core/engine/session.h"

#include <QString>

namespace lockstep::app {

void addScheduleOption(CommandParser& parser);

/// Reads it and sets the steps and the seed. Refuses one that does not parse (exit status 2), a file that
/// cannot be read (1), and a schedule of another scenario, variant or other parameters (2).
void setSchedule(RunSettings& settings, const QString& textOrFile);

} // namespace lockstep::app
