// SPDX-License-Identifier: GPL-3.0-or-later
// The states of a thread, and which may follow which.
//
// Two tracks use these words. The *logical* track comes from the primitives and knows New, Runnable (spawned
// or woken), ReadyOrRunning (free to go), Blocked, Waiting, Sleeping, Held and Terminated. The *shown* track
// adds what the kernel says, which tells Running from Runnable from OffCpu. One table governs both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lockstep {

enum class ThreadState : std::uint8_t {
    New,            ///< made, not yet started
    Runnable,       ///< could go, has no CPU
    Running,        ///< on a CPU
    Blocked,        ///< parked on a lock
    Waiting,        ///< parked on a condition, queue, join, semaphore or future
    Sleeping,       ///< until a time has come, or a call of the kernel returns
    Terminated,     ///< its code has ended
    Held,           ///< kept by Lockstep itself: counts in no statistic
    ReadyOrRunning, ///< free to go; the kernel does not say whether it has a CPU
    OffCpu,         ///< free to go, and the kernel took it off the CPU for reasons of its own
    Unknown,        ///< events were lost here
};
inline constexpr int kThreadStates = static_cast<int>(ThreadState::Unknown) + 1;

/// "ready or running": lower case words as shown.
std::string_view name(ThreadState state);

namespace detail {
// One row per "from", one letter per "to", both in the order of the enum; x = legal.
//  New Runnable runnIng Blocked Waiting Sleeping Terminated Held readyOrrun offCpu Unknown
inline constexpr char kLegalTransitions[kThreadStates][kThreadStates + 1] = {
    ".x....x.x.x", // New: started, or thrown away unstarted
    "..xxx..xx.x", // Runnable: runs before it does anything, or what it wants is taken before it may go
    ".x.xxxxxxxx", // Running
    ".x.....xx.x", // Blocked: somebody wakes it, or its time is up, before it runs
    ".x.....xx.x", // Waiting
    ".x.....xx.x", // Sleeping
    "...........", // Terminated: for good
    ".xxxxx.xxxx", // Held: back to what it was
    ".xxxxxxx.xx", // ReadyOrRunning: as Running, and the kernel may speak again
    ".xx....xx.x", // OffCpu
    ".xxxxxxxxx.", // Unknown: whatever the next event shows
};
} // namespace detail

/// Whether a thread may go from one state straight to the other. No state follows itself.
constexpr bool isLegalTransition(ThreadState from, ThreadState to) {
    return from != to &&
           detail::kLegalTransitions[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] == 'x';
}

/// Parked: the thread announced an operation whose guard is false, or sleeps.
constexpr bool isParked(ThreadState state) {
    return state == ThreadState::Blocked || state == ThreadState::Waiting || state == ThreadState::Sleeping;
}

} // namespace lockstep
