// SPDX-License-Identifier: GPL-3.0-or-later
// Sleep until a 32-bit word changes: the kernel's futex, private to the process.
//
// std::atomic::wait has no deadline and spins first; everything in Lockstep that sleeps does it here.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace lockstep {

/// Returns when woken, when the word is not `expected`, at the deadline (CLOCK_MONOTONIC nanoseconds), or for
/// no reason: callers loop. Returns false when the deadline has passed.
bool futexWait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
               std::optional<std::int64_t> deadline = std::nullopt);
/// Wakes up to `count` sleepers. The word need not exist any more.
void futexWake(const std::atomic<std::uint32_t>& word, int count);
inline constexpr int kEverybody = 0x7fffffff;

} // namespace lockstep
