// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's own record of who had which CPU when: perf_event_open, without privileges.
//
// One software event per CPU, opened on the thread that will start all the roots and inherited by everything
// they start; its ring carries PERF_RECORD_SWITCH with the "preempted" bit, and the birth of each thread.
// Needs kernel.perf_event_paranoid <= 2 (stock Debian: 3). See perf_event_open(2).
#pragma once

#include "core/trace/time.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lockstep {

struct KernelRecord {
    enum class Kind : std::uint8_t { Born, In, Out, Preempted, Lost };

    Timestamp time = 0; ///< since the session's start
    std::int32_t tid = 0;
    std::int32_t cpu = 0;
    std::int32_t count = 0; ///< Lost: records
    Kind kind = Kind::In;
};

class KernelSwitches {
public:
    /// Begins on the calling thread, for its future children. Null where the kernel refuses; then `whyNot`
    /// says so in a sentence that names what would change it.
    static std::unique_ptr<KernelSwitches> open(std::string& whyNot);
    ~KernelSwitches();

    /// Everything the kernel has written since the last call, in order of time; times count from `origin`, in
    /// CLOCK_MONOTONIC nanoseconds. The collector's thread only.
    std::vector<KernelRecord> read(std::int64_t origin);

private:
    class CpuBuffer;
    KernelSwitches() = default;

    std::vector<std::unique_ptr<CpuBuffer>> m_cpus;
};

/// A thread's time on a CPU and in the run queue so far, in nanoseconds: /proc/self/task/TID/schedstat.
struct SchedTotals {
    std::int64_t onCpu = 0;
    std::int64_t inRunQueue = 0;
};
/// False where the kernel does not tell.
bool readSchedTotals(std::int32_t tid, SchedTotals& totals);

/// This thread's kernel id.
std::int32_t currentTid();

} // namespace lockstep
