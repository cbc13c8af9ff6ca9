// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/distribution.h"

#include <numeric>

namespace lockstep {

namespace {

// 1, 2, 5, 10, 20, ...; kNever after the last one that a Timestamp holds.
std::int64_t edgeAfter(std::int64_t edge) {
    if (edge == 0) return 1;
    std::int64_t decade = 1;
    while (edge / decade >= 10) decade *= 10;
    const std::int64_t first = edge / decade;
    const std::int64_t next = first == 1 ? 2 : first == 2 ? 5 : 10;
    return decade > kNever / next ? kNever : decade * next;
}

std::vector<HistogramBar> barsOf(const std::vector<std::int64_t>& sorted) {
    std::vector<HistogramBar> bars;
    auto next = sorted.begin();
    for (TimeRange range{0, 1}; next != sorted.end(); range = {range.end, edgeAfter(range.end)}) {
        const bool isLast = range.end == kNever;
        const auto end = isLast ? sorted.end() : std::lower_bound(next, sorted.end(), range.end);
        if (end != next || !bars.empty())
            bars.push_back({range, end - next, std::accumulate(next, end, std::int64_t{0})});
        next = end;
    }
    return bars;
}

} // namespace

Distribution Distribution::of(std::vector<std::int64_t> durations) {
    Distribution d;
    if (durations.empty()) return d;
    std::ranges::sort(durations);
    const auto percentile = [&durations](std::size_t percent) {
        return durations[(durations.size() * percent + 99) / 100 - 1];
    };
    d.count = std::ssize(durations);
    d.total = std::accumulate(durations.begin(), durations.end(), std::int64_t{0});
    d.mean = d.total / d.count;
    d.p50 = percentile(50);
    d.p90 = percentile(90);
    d.p99 = percentile(99);
    d.max = durations.back();
    d.bars = barsOf(durations);
    return d;
}

} // namespace lockstep
