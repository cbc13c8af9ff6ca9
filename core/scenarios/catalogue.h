// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario there is, in the order in which lists show them.
#pragma once

#include "core/engine/scenario.h"

namespace lockstep {

std::span<const Scenario* const> catalogue();

/// By id; null when there is none.
const Scenario* findScenario(std::string_view id);

/// The id most like this one, for "did you mean"; empty when nothing is near.
std::string_view nearestScenario(std::string_view id);

} // namespace lockstep
