// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/steptrack.h"

namespace lockstep {

namespace {
MinMax joined(MinMax a, MinMax b) {
    return {std::min(a.min, b.min), std::max(a.max, b.max)};
}
} // namespace

std::optional<std::int32_t> StepTrack::at(Timestamp time) const {
    const auto index = m_track.indexAt(time);
    return index ? std::optional(m_track[*index].value) : std::nullopt;
}

std::optional<MinMax> StepTrack::extent(TimeRange range) const {
    const auto last = m_track.indexAt(std::max(range.begin, range.end - 1));
    if (!last) return std::nullopt;
    std::size_t i = m_track.indexAt(range.begin).value_or(0);
    MinMax result{m_track[i].value, m_track[i].value};
    while (i <= *last) {
        const bool wholeBlock = i % kBlock == 0 && i + kBlock <= *last + 1 && i / kBlock < m_blocks.size();
        result =
            joined(result, wholeBlock ? m_blocks[i / kBlock] : MinMax{m_track[i].value, m_track[i].value});
        i += wholeBlock ? kBlock : 1;
    }
    return result;
}

} // namespace lockstep
