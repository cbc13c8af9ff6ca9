// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/event.h"

#include <array>

namespace lockstep {

std::string_view name(EventKind kind) {
    static constexpr std::array<std::string_view, kEventKinds> kNames{
        "Create",     "Destroy",  "Spawn",    "Start",     "Exit",    "Join",          "Failure",
        "Wait",       "Acquire",  "Release",  "Refuse",    "Timeout", "AcquireShared", "ReleaseShared",
        "Put",        "Take",     "Close",    "Notify",    "Wake",    "Set",           "Get",
        "Reset",      "Await",    "Arrive",   "CountDown", "Pass",    "Signaller",     "Taker",
        "Read",       "Write",    "Update",   "Work",      "Sleep",   "Awake",         "Io",
        "IoEnd",      "Announce", "Park",     "Tick",      "Hold",    "Let",           "Pause",
        "Resume",     "Open",     "Stop",     "Unwind",    "Lost",    "SwitchIn",      "SwitchOut",
        "KernelLost", "CpuTime",  "QueueTime"};
    return kNames[static_cast<std::size_t>(kind)];
}

bool isStep(const Event& event) {
    if (!event.thread.isValid() || event.alternative == Alternative::Part) return false;
    using enum EventKind;
    switch (event.kind) {
    case Spawn:
    case Start:
    case Exit:
    case Join:
    case Acquire:
    case Release:
    case Refuse:
    case Timeout:
    case AcquireShared:
    case ReleaseShared:
    case Put:
    case Take:
    case Close:
    case Notify:
    case Set:
    case Get:
    case Reset:
    case Await:
    case Arrive:
    case CountDown:
    case Pass:
    case Read:
    case Write:
    case Update:
    case Work:
    case Awake:
    case Io:
    case IoEnd: return true;
    default: return false;
    }
}

} // namespace lockstep
