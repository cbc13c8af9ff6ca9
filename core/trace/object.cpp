// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/object.h"

#include <array>

namespace lockstep {

std::string_view name(ObjectKind kind) {
    static constexpr std::array<std::string_view, kObjectKinds> kNames{
        "thread",  "mutex", "recursive-mutex", "shared-mutex", "condition", "semaphore", "queue",  "future",
        "barrier", "latch", "event",           "variable",     "atomic",    "file",      "socket", "process"};
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace lockstep
