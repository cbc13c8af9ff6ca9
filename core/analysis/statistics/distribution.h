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

/// Of a set of durations in nanoseconds. Percentiles by the nearest-rank method; of more durations than
/// Durations::kExact they are rounded down by at most a thousandth. All else is exact. All 0 when count is 0.
struct Distribution {
    std::int64_t count = 0;
    std::int64_t total = 0;
    std::int64_t mean = 0;
    std::int64_t p50 = 0;
    std::int64_t p90 = 0;
    std::int64_t p99 = 0;
    std::int64_t max = 0;
    /// From the shortest duration to the longest without a gap, at most 58: their edges are 0, 1, 2, 5, 10,
    /// 20, 50 and so on. Every duration is in exactly one of them.
    std::vector<HistogramBar> bars;

    static Distribution of(const std::vector<std::int64_t>& durations);
};

/// Durations one by one, as many as there may be, in some megabytes.
class Durations {
public:
    static constexpr std::size_t kExact = 1'000'000;

    void add(std::int64_t duration);
    /// Of all so far; no more may be added. O(min(n, kExact) log n).
    Distribution distribution();

private:
    std::int64_t ofRank(std::int64_t rank) const;
    std::vector<HistogramBar> filledBars();

    std::int64_t m_count = 0;
    std::int64_t m_total = 0;
    std::int64_t m_max = 0;
    std::vector<HistogramBar> m_bars;   // all that there can be
    std::vector<std::int64_t> m_exact;  // while there are no more than kExact
    std::vector<std::int64_t> m_counts; // then: of buckets, each narrower than a thousandth of what is in it
};

} // namespace lockstep
