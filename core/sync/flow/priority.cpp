// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/flow/priority.h"

#include "core/sync/runtime/runtime.h"

#include <sched.h>
#include <sys/resource.h>

namespace lockstep::sync {

namespace {

bool hasKernelTheSay() {
    return !Worker::current().runtime.clock.isVirtual();
}

std::chrono::microseconds lengthOf(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

} // namespace

bool setNiceness(int niceness) {
    return hasKernelTheSay() &&
           setpriority(PRIO_PROCESS, static_cast<id_t>(currentTid()), niceness) == 0; // of the thread alone
}

bool stayOnFirstProcessor() {
    cpu_set_t allowed;
    if (!hasKernelTheSay() || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return false;
    std::size_t first = 0;
    while (first < CPU_SETSIZE && !CPU_ISSET(first, &allowed)) ++first;
    CPU_ZERO(&allowed);
    CPU_SET(first, &allowed);
    return sched_setaffinity(0, sizeof allowed, &allowed) == 0;
}

std::optional<std::chrono::microseconds> ownCpuTime() {
    rusage used{};
    if (!hasKernelTheSay() || getrusage(RUSAGE_THREAD, &used) != 0) return std::nullopt;
    return lengthOf(used.ru_utime) + lengthOf(used.ru_stime);
}

} // namespace lockstep::sync
