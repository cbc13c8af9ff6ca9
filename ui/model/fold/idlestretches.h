// SPDX-License-Identifier: GPL-3.0-or-later
// Where nothing goes on: stretches of time in which every thread that is shown waits.
//
// A thread is idle while it is blocked, waiting, sleeping, held by Lockstep, not yet started or ended; free
// to go, on a CPU or not, it is busy, and so it is where events were lost. Asked of the lanes' totals, in a
// few hundred pieces for each thread, whatever happened in them.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep::ui {

class LaneSieve;

/// Every stretch of at least the shortest length within the range in which all shown threads are idle, as
/// long as it is, in order. The length is at least a thousandth of the range's. Without a sieve all threads
/// are shown. O(threads * range / shortest * log changes).
std::vector<TimeRange> idleStretches(const Trace& trace, TimeRange range, Timestamp shortest,
                                     const LaneSieve* sieve = nullptr);

} // namespace lockstep::ui
