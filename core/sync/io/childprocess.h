// SPDX-License-Identifier: GPL-3.0-or-later
// A real process that computes for a while, and a thread that waits for its end.
//
// Modelled where one thread moves at a time: the time passes, and nobody computes.
#pragma once

#include "core/sync/io/kernelobject.h"

#include <string_view>

namespace lockstep::sync {

class ChildProcess : public KernelObject {
public:
    explicit ChildProcess(std::string_view name, Site site = Site::current())
        : KernelObject(ObjectKind::Process, name, 0, site) {}

    /// Makes the process, which uses so much CPU time and ends; the caller waits for that in the kernel. A
    /// pause does not stop the process, as it does not stop the kernel's other work. When the session stops
    /// the process is killed. Throws std::system_error when the system gives none.
    void computeAndEnd(std::chrono::microseconds cpuTime, Site site = Site::current());
};

} // namespace lockstep::sync
