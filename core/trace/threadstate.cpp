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

} // namespace lockstep
