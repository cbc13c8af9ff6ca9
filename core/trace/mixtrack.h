// SPDX-License-Identifier: GPL-3.0-or-later
// A track of states that can say exactly how long each state lasted within any range, however many changes
// lie in it.
//
// Every kBlock changes it stores the running total of each state, so a total over a range is two searches and
// a subtraction: the same numbers serve a table, a pixel column that covers a thousand changes, and one that
// covers none. Cost: States * 8 / kBlock bytes per change.
#pragma once

#include "core/trace/track.h"

#include <array>

namespace lockstep {

template <int States>
class MixTrack {
public:
    using Totals = std::array<std::int64_t, States>; ///< nanoseconds in each state
    static constexpr std::size_t kBlock = 16;

    /// Writer only. Time and event must not decrease. A value equal to the present one is passed over.
    void append(Timestamp time, EventIndex event, LaneValue value) {
        const std::size_t n = m_track.size();
        if (n > 0) {
            if (m_last == value) return;
            m_running[m_last.state] += time - m_lastTime;
        }
        // before the change itself, so that whoever sees the change finds its block
        if (n % kBlock == 0) m_blocks.append(m_running);
        m_track.append({time, event, value.packed()});
        m_last = value;
        m_lastTime = time;
    }

    const Track& changes() const { return m_track; }
    std::size_t size() const { return m_track.size(); }
    const Change& operator[](std::size_t i) const { return m_track[i]; }

    /// Time spent in each state within the range. Stretches before the first change count nowhere; the last
    /// change is taken to hold until range.end. O(log n).
    Totals totals(TimeRange range) const {
        Sweep sweep(*this, range.begin);
        return range.isEmpty() ? Totals{} : sweep.advanceTo(range.end);
    }

    /// Walks along the track and yields the totals of one stretch after the other: a row of pixel columns.
    class Sweep {
    public:
        Sweep(const MixTrack& track, Timestamp begin)
            : m_mix(track)
            , m_count(track.size()) {
            const auto at = track.changes().indexAt(begin);
            m_index = at ? std::min(*at, m_count - 1) : 0;
            m_before = track.cumulative(begin, m_index, m_count);
        }
        /// The totals from the last place up to this time, which must not decrease.
        Totals advanceTo(Timestamp time) {
            Totals totals{};
            if (m_count == 0) return totals;
            m_index = m_mix.changes().indexNear(time, m_index, m_count);
            const Totals now = m_mix.cumulative(time, m_index, m_count);
            for (int s = 0; s < States; ++s) totals[s] = now[s] - m_before[s];
            m_before = now;
            return totals;
        }
        /// The change in force at the last place; meaningful when the track has begun by then.
        std::size_t index() const { return m_index; }

    private:
        const MixTrack& m_mix;
        std::size_t m_count; // a fixed view of a track that may be growing
        std::size_t m_index = 0;
        Totals m_before{};
    };

private:
    // Totals from the track's begin to the time, where `index` is the change in force then.
    Totals cumulative(Timestamp time, std::size_t index, std::size_t count) const {
        if (count == 0 || time <= m_track[0].time) return {};
        const std::size_t first = index / kBlock * kBlock;
        Totals sums = m_blocks[index / kBlock];
        Timestamp since = m_track[first].time;
        for (std::size_t i = first; i < index; ++i) {
            const Timestamp next = m_track[i + 1].time;
            sums[m_track[i].lane().state] += next - since;
            since = next;
        }
        sums[m_track[index].lane().state] += time - since;
        return sums;
    }

    Track m_track;
    AppendOnly<Totals, 8> m_blocks; // [b] = totals before change b * kBlock
    Totals m_running{};             // writer's
    LaneValue m_last;               // writer's
    Timestamp m_lastTime = 0;       // writer's
};

} // namespace lockstep
