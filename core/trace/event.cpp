// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/event.h"

#include <array>

namespace lockstep {

std::string_view name(EventKind kind) {
    static constexpr std::array<std::string_view, kEventKinds> kNames{
        "Create",  "Destroy", "Spawn",    "Start",     "Exit",       "Join",    "Failure",  "Wait",
        "Acquire", "Release", "Refuse",   "Timeout",   "Put",        "Take",    "Close",    "Notify",
        "Wake",    "Set",     "Get",      "Read",      "Write",      "Update",  "Work",     "Sleep",
        "Awake",   "Io",      "IoEnd",    "Hold",      "Let",        "Pause",   "Resume",   "Stop",
        "Unwind",  "Lost",    "SwitchIn", "SwitchOut", "KernelLost", "CpuTime", "QueueTime"};
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace lockstep
