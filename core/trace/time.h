// SPDX-License-Identifier: GPL-3.0-or-later
// Points and stretches of a trace's time: nanoseconds since the session started.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace lockstep {

/// Nanoseconds since the session's start. Never decreases along a trace.
using Timestamp = std::int64_t;

inline constexpr Timestamp kNever = std::numeric_limits<Timestamp>::max();

/// What the times of a trace count.
enum class TimeAxis : std::uint8_t {
    Time,  ///< nanoseconds
    Steps, ///< kStepLength for each step, see StepAxis
};
inline constexpr Timestamp kStepLength = 1000;

/// Half open: begin is inside, end is not. Empty when end <= begin.
struct TimeRange {
    Timestamp begin = 0;
    Timestamp end = 0;

    constexpr Timestamp length() const { return std::max<Timestamp>(0, end - begin); }
    constexpr bool isEmpty() const { return end <= begin; }
    constexpr bool contains(Timestamp time) const { return begin <= time && time < end; }
    constexpr TimeRange intersected(TimeRange other) const {
        return {std::max(begin, other.begin), std::min(end, other.end)};
    }
    constexpr bool operator==(const TimeRange&) const = default;
};

} // namespace lockstep
