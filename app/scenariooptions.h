// SPDX-License-Identifier: GPL-3.0-or-later
// The options that say which scenario runs and how, shared by every command that runs one.
#pragma once

#include "app/commandparser.h"
#include "core/engine/session.h"

namespace lockstep::app {

/// --variant, --set, --seed, --time-limit, and the scenario's name as argument. `what`: as the help calls it.
/// `orElse`: what may stand there instead of a scenario, told behind it.
void addScenarioOptions(CommandParser& parser, const QString& command, const QString& what = "SCENARIO",
                        const QString& orElse = {});

/// Free mode with a time limit of 60 s unless said otherwise. Throws Refusal for anything the scenario does
/// not have.
RunSettings settingsFrom(const CommandParser& parser);

/// Throws Refusal, with the name most like it.
const Scenario& scenarioNamed(const QString& id);

} // namespace lockstep::app
