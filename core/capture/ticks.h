// SPDX-License-Identifier: GPL-3.0-or-later
// The cheapest clock there is, and how its ticks become the trace's nanoseconds.
#pragma once

#include "core/platform/monotonic.h"
#include "core/trace/time.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace lockstep {

/// Whether the time stamp counter runs at one rate on all CPUs and in every sleep state.
bool hasInvariantTsc();
extern const bool g_usesTsc;

/// Time stamp counter where it can be trusted, else the monotonic clock. Not ordered with other instructions:
/// the object's order number is what tells before from after.
inline std::uint64_t readTicks() {
#if defined(__x86_64__)
    if (g_usesTsc) [[likely]]
        return __rdtsc();
#endif
    return static_cast<std::uint64_t>(monotonicNanoseconds());
}

/// As readTicks, after everything before and before everything after it: some ten nanoseconds more.
inline std::uint64_t readTicksInOrder() {
#if defined(__x86_64__)
    if (g_usesTsc) [[likely]] {
        _mm_lfence();
        const std::uint64_t ticks = __rdtsc();
        _mm_lfence();
        return ticks;
    }
#endif
    return static_cast<std::uint64_t>(monotonicNanoseconds());
}

/// Ticks between two readings of both clocks are converted by interpolation, so nothing needs to be
/// calibrated and a rate that drifts is followed. Used by the collector only.
class TickConverter {
public:
    /// `origin`: CLOCK_MONOTONIC nanoseconds of the session's start.
    explicit TickConverter(std::int64_t origin);

    /// Reads both clocks. Returns the ticks up to which conversion is exact from now on.
    std::uint64_t advance();
    /// For ticks at or before the last advance(). Never decreases with its argument.
    Timestamp toTime(std::uint64_t ticks) const {
        if (ticks < m_anchors[1].ticks) [[unlikely]]
            return toOlderTime(ticks);
        return between(m_anchors[1], m_anchors[0], ticks);
    }
    /// The time of the last advance().
    Timestamp now() const { return m_anchors[0].time; }
    std::int64_t origin() const { return m_origin; }

private:
    struct Anchor {
        std::uint64_t ticks = 0;
        Timestamp time = 0;
        double rate = 0; // nanoseconds per tick, since the anchor before
    };
    static Timestamp between(const Anchor& from, const Anchor& to, std::uint64_t ticks) {
        const auto passed = static_cast<double>(static_cast<std::int64_t>(ticks - from.ticks));
        return std::min(to.time, from.time + static_cast<Timestamp>(passed * to.rate));
    }
    Anchor measure() const;
    Timestamp toOlderTime(std::uint64_t ticks) const;

    std::int64_t m_origin;
    std::array<Anchor, 8> m_anchors; // newest first
};

} // namespace lockstep
