// SPDX-License-Identifier: GPL-3.0-or-later
// A CPU's lane in the shape of a MixTrack with two states, idle and busy, so that it is drawn like the
// others.
//
// The kernel's track keeps no running totals, so a sweep walks its changes: O(changes in view). Context
// switches are counted in thousands where intervals are counted in millions.
#pragma once

#include "core/trace/lanes.h"

#include <array>

namespace lockstep::ui {

class CpuMix {
public:
    using Totals = std::array<std::int64_t, 2>;

    explicit CpuMix(const CpuLane& lane)
        : m_track(lane.running) {}
    const Track& changes() const { return m_track; }

    class Sweep {
    public:
        Sweep(const CpuMix& mix, Timestamp begin, const Totals* = nullptr)
            : m_track(mix.m_track)
            , m_count(m_track.size())
            , m_time(begin) {
            const auto at = m_track.indexAt(begin);
            m_index = at ? std::min(*at, m_count - 1) : 0;
        }
        Totals advanceTo(Timestamp time) {
            Totals totals{};
            if (m_count == 0) return totals;
            m_time = std::max(m_time, std::min(time, m_track[0].time));
            while (m_time < time) {
                const bool isLast = m_index + 1 >= m_count;
                const Timestamp end = isLast ? time : std::min(time, m_track[m_index + 1].time);
                totals[m_track[m_index].value >= 0 ? 1 : 0] += end - m_time;
                m_time = end;
                if (!isLast && m_track[m_index + 1].time <= m_time) ++m_index;
            }
            return totals;
        }
        // it walks anyway
        Totals advanceNear(Timestamp time, Timestamp) { return advanceTo(time); }
        void expect(Timestamp, Timestamp) {}
        Timestamp time() const { return m_time; }
        std::size_t index() const { return m_index; }
        Timestamp endFrom(Timestamp) const { return end(); }
        Timestamp end() const { return m_index + 1 < m_count ? m_track[m_index + 1].time : kNever; }

    private:
        const Track& m_track;
        std::size_t m_count;
        std::size_t m_index = 0;
        Timestamp m_time;
    };

private:
    const Track& m_track;
};

} // namespace lockstep::ui
