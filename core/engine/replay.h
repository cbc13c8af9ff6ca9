// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a schedule can be replayed by a run.
#pragma once

#include "core/engine/session.h"

#include <optional>
#include <string>

namespace lockstep {

/// What the schedule was made for, and what the settings would run, must be the same. What is not, in one
/// sentence that names both; nothing when all is well. The settings' scenario must be set.
std::optional<std::string> whatIsWrongWith(const Schedule& schedule, const RunSettings& settings);

} // namespace lockstep
