// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel's scheduler is told of the calling thread, and what it tells of it.
//
// Free run and slow motion only: where one thread moves at a time the kernel's scheduler decides nothing.
#pragma once

#include <chrono>
#include <optional>

namespace lockstep::sync {

/// 0 (the usual) to 19 (lets all others go first); for this thread alone, as Linux has it. Needs no
/// privilege, and cannot be taken back without one. False: refused, or without meaning in this mode.
bool setNiceness(int niceness);

/// From now on the thread runs on the first of the processors that it may use. False as above.
bool stayOnFirstProcessor();

/// How long the thread has been on a processor, as the kernel has measured it; none where it does not tell.
std::optional<std::chrono::microseconds> ownCpuTime();

} // namespace lockstep::sync
