// SPDX-License-Identifier: GPL-3.0-or-later
// Letting time pass: asleep, or at work on a CPU. Both go by the session's clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <source_location>

namespace lockstep {
class Worker;
}

namespace lockstep::sync {

/// Sleeps for this much session time.
void sleepFor(std::chrono::microseconds time, std::source_location site = std::source_location::current());

/// Computes: uses this much CPU time (in slow motion more, as session time is slower). Looks at pause and
/// stop at least every millisecond.
void work(std::chrono::microseconds cpuTime, std::source_location site = std::source_location::current());

/// For primitives: until this session time, or until the session stops. Records Sleep, and returns how many
/// real nanoseconds ago its time was up.
std::int32_t sleepUntil(Worker& me, std::int64_t deadline, const std::source_location& site);

} // namespace lockstep::sync
