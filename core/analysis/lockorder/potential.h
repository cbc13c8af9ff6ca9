// SPDX-License-Identifier: GPL-3.0-or-later
// Cycles in the lock order as findings: deadlocks that a run did not have, and why most of them can't be.
#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/lockorder/lockorder.h"

namespace lockstep {

/// "Worker 1 holds `a` at x.cpp:12 and asks for `b` at x.cpp:13; Worker 2 ..."
std::string cycleWords(const Trace& trace, const OrderCycle& cycle);
/// Why it could happen, or what stands against it: "Guarded by `gate`: ..."
std::string verdictWords(const Trace& trace, const OrderCycle& cycle);

/// One for each cycle, of kind "potential-deadlock", shortest first. Only those with the verdict "potential"
/// are a warning.
std::vector<Finding> potentialDeadlocks(const Trace& trace, const LockOrder& order);
/// Of a run as far as it is recorded, in which these were found already: what has happened is not predicted.
std::vector<Finding> potentialDeadlocks(const Trace& trace, const std::vector<Finding>& found);

} // namespace lockstep
