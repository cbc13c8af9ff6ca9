// SPDX-License-Identifier: GPL-3.0-or-later
// How a set of durations is spread: its sum, its percentiles, and a histogram whose bars add up to it.
#pragma once

#include "core/trace/time.h"

#include <vector>

namespace lockstep {

/// The durations of at least range.begin and less than range.end.
struct HistogramBar {
    TimeRange range;
    std::int64_t count = 0;
    std::int64_t total = 0; ///< of these durations

    bool operator==(const HistogramBar&) const = default;
};

/// Of a set of durations in nanoseconds. Percentiles by the nearest-rank method. All 0 when count is 0.
struct Distribution {
    std::int64_t count = 0;
    std::int64_t total = 0;
    std::int64_t mean = 0;
    std::int64_t p50 = 0;
    std::int64_t p90 = 0;
    std::int64_t p99 = 0;
    std::int64_t max = 0;
    /// From the shortest duration to the longest without a gap, at most 57: their edges are 0, 1, 2, 5, 10,
    /// 20, 50 and so on. Every duration is in exactly one of them.
    std::vector<HistogramBar> bars;

    /// O(n log n).
    static Distribution of(std::vector<std::int64_t> durations);
};

} // namespace lockstep
