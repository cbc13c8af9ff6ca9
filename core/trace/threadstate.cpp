// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/threadstate.h"

#include <array>

namespace lockstep {

std::string_view name(ThreadState state) {
    static constexpr std::array<std::string_view, kThreadStates> kNames{
        "new",        "runnable",         "running",          "blocked",     "waiting", "sleeping",
        "terminated", "held by Lockstep", "ready or running", "off the CPU", "unknown"};
    return kNames[static_cast<std::size_t>(state)];
}

bool isLegalTransition(ThreadState from, ThreadState to) {
    // One row per "from", one letter per "to", both in the order of the enum; x = legal.
    //  New Runnable runnIng Blocked Waiting Sleeping Terminated Held readyOrrun offCpu Unknown
    static constexpr std::array<std::string_view, kThreadStates> kTable{
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
    if (from == to) return false;
    return kTable[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] == 'x';
}

} // namespace lockstep
