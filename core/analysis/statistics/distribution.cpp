// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/distribution.h"

#include <bit>
#include <utility>

namespace lockstep {

namespace {

// [0, 1), [1, 2), [2, 5), [5, 10), ...; the last one ends with the last Timestamp.
std::vector<HistogramBar> emptyBars() {
    std::vector<HistogramBar> bars{{{0, 1}}};
    for (std::int64_t decade = 1;
         bars.back().range.end<kNever; decade = decade> kNever / 10 ? decade : decade * 10)
        for (const std::int64_t end : {2, 5, 10})
            if (bars.back().range.end < kNever)
                bars.push_back({{bars.back().range.end, decade > kNever / end ? kNever : decade * end}});
    return bars;
}

// Buckets are as a float's numbers: kFine of them between one power of two and the next.
constexpr int kFineBits = 10;
constexpr std::int64_t kFine = std::int64_t{1} << kFineBits;

std::size_t bucketOf(std::int64_t duration) {
    const auto bits = static_cast<std::uint64_t>(duration);
    const int shift = std::max(0, static_cast<int>(std::bit_width(bits)) - kFineBits - 1);
    return static_cast<std::size_t>(shift * kFine + (duration >> shift));
}
// The least in it.
std::int64_t durationOf(std::size_t bucket) {
    const auto number = static_cast<std::int64_t>(bucket);
    const std::int64_t shift = std::max<std::int64_t>(0, number / kFine - 1);
    return (number - shift * kFine) << shift;
}

} // namespace

void Durations::add(std::int64_t duration) {
    if (m_bars.empty()) m_bars = emptyBars();
    ++m_count;
    m_total += duration;
    m_max = std::max(m_max, duration);
    const auto after = std::ranges::upper_bound(m_bars, duration, {},
                                                [](const HistogramBar& bar) { return bar.range.begin; });
    HistogramBar& bar = *std::prev(after);
    ++bar.count;
    bar.total += duration;
    if (m_counts.empty()) m_exact.push_back(duration);
    if (m_exact.size() > kExact) {
        m_counts.resize(bucketOf(kNever) + 1);
        for (const std::int64_t each : std::exchange(m_exact, {})) ++m_counts[bucketOf(each)];
    } else if (!m_counts.empty()) {
        ++m_counts[bucketOf(duration)];
    }
}

Distribution Durations::distribution() {
    Distribution d;
    if (m_count == 0) return d;
    std::ranges::sort(m_exact);
    const auto percentile = [this](std::int64_t percent) {
        return ofRank(m_count / 100 * percent + (m_count % 100 * percent + 99) / 100);
    };
    d.count = m_count;
    d.total = m_total;
    d.mean = m_total / m_count;
    d.p50 = percentile(50);
    d.p90 = percentile(90);
    d.p99 = percentile(99);
    d.max = m_max;
    d.bars = filledBars();
    return d;
}

// Counted from 1.
std::int64_t Durations::ofRank(std::int64_t rank) const {
    if (m_counts.empty()) return m_exact[static_cast<std::size_t>(rank) - 1];
    std::size_t bucket = 0;
    for (std::int64_t seen = m_counts[0]; seen < rank; seen += m_counts[bucket]) ++bucket;
    return durationOf(bucket);
}

std::vector<HistogramBar> Durations::filledBars() {
    const auto isFilled = [](const HistogramBar& bar) { return bar.count > 0; };
    const auto first = std::ranges::find_if(m_bars, isFilled);
    const auto last = std::find_if(m_bars.rbegin(), m_bars.rend(), isFilled);
    return {first, last.base()};
}

Distribution Distribution::of(const std::vector<std::int64_t>& durations) {
    Durations all;
    for (const std::int64_t duration : durations) all.add(duration);
    return all.distribution();
}

} // namespace lockstep
