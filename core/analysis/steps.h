// SPDX-License-Identifier: GPL-3.0-or-later
// A run as the list of its steps: what a schedule repeats, and a hash that tells whether it did.
#pragma once

#include "core/trace/choice.h"
#include "core/trace/trace.h"

#include <vector>

namespace lockstep {

/// One choice per step. A free run's steps are replayed in the order of its trace; there threads get their
/// numbers in the order in which the replay will make them. O(events).
std::vector<Choice> choicesOf(const Trace& trace);

/// Which of the ways that its thread could have gone a step is.
Alternative wayOf(const Event& step);

/// Over all steps: thread, kind, object, way and value; equal for every replay of a schedule. What differs
/// from run to run by nature (kernel thread ids, how late a thread woke) is left out. FNV-1a, 64 bits.
/// O(steps).
std::uint64_t hashOfSteps(const Trace& trace);

} // namespace lockstep
