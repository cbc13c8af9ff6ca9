// SPDX-License-Identifier: GPL-3.0-or-later
// A track of numbers (a queue's depth, a counter) that finds its smallest and largest value within any range.
#pragma once

#include "core/trace/track.h"

#include <algorithm>

namespace lockstep {

struct MinMax {
    std::int32_t min = 0;
    std::int32_t max = 0;
    bool operator==(const MinMax&) const = default;
};

class StepTrack {
public:
    static constexpr std::size_t kBlock = 64;

    /// Writer only. Time and event must not decrease. A value equal to the present one is passed over.
    void append(Timestamp time, EventIndex event, std::int32_t value) {
        const std::size_t n = m_track.size();
        if (n > 0 && m_last == value) return;
        const std::size_t place = n % kBlock;
        m_open = place == 0 ? MinMax{value, value}
                            : MinMax{std::min(m_open.min, value), std::max(m_open.max, value)};
        m_last = value;
        m_track.append({time, event, value});
        if (place == kBlock - 1) m_blocks.append(m_open);
    }

    const Track& changes() const { return m_track; }
    std::size_t size() const { return m_track.size(); }
    const Change& operator[](std::size_t i) const { return m_track[i]; }

    /// The value at a time; none before the first change.
    std::optional<std::int32_t> at(Timestamp time) const;
    /// Smallest and largest value held within the range; none when the track begins after it.
    /// O(log n + changes in range / kBlock).
    std::optional<MinMax> extent(TimeRange range) const;

private:
    Track m_track;
    AppendOnly<MinMax, 8> m_blocks; // of full blocks only
    MinMax m_open{};                // writer's: of the block being filled
    std::int32_t m_last = 0;        // writer's
};

} // namespace lockstep
