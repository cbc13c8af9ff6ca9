// SPDX-License-Identifier: GPL-3.0-or-later
// Stretches of a trace's time that are drawn as a narrow gap. Pure; nothing else knows how time is folded.
#pragma once

#include "core/trace/time.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace lockstep::ui {

class TimeFolds {
public:
    TimeFolds() = default;
    /// In order, none empty, none touching another.
    explicit TimeFolds(std::vector<TimeRange> stretches)
        : m_stretches(std::move(stretches)) {
        m_before.reserve(m_stretches.size() + 1);
        for (const TimeRange& stretch : m_stretches) m_before.push_back(m_before.back() + stretch.length());
    }

    bool isEmpty() const { return m_stretches.empty(); }
    const std::vector<TimeRange>& stretches() const { return m_stretches; }
    bool operator==(const TimeFolds& other) const { return m_stretches == other.m_stretches; }

    /// How many of them begin at or before the time. O(log folds).
    std::size_t countUpTo(Timestamp time) const {
        const auto after = std::upper_bound(m_stretches.begin(), m_stretches.end(), time,
                                            [](Timestamp t, const TimeRange& s) { return t < s.begin; });
        return static_cast<std::size_t>(after - m_stretches.begin());
    }
    /// The one that the time lies in.
    std::optional<TimeRange> at(Timestamp time) const {
        const std::size_t count = countUpTo(time);
        if (count == 0 || !m_stretches[count - 1].contains(time)) return std::nullopt;
        return m_stretches[count - 1];
    }
    /// Of the first `count` of them together.
    Timestamp lengthOf(std::size_t count) const { return m_before[count]; }

    /// A place in time, by how much open time and how many gaps - a part of one, inside it - lie before it.
    struct Place {
        Timestamp open = 0;
        double gaps = 0;
    };
    Place place(Timestamp time) const {
        const std::size_t count = countUpTo(time);
        if (count == 0) return {time, 0};
        const TimeRange last = m_stretches[count - 1];
        if (time >= last.end) return {time - m_before[count], static_cast<double>(count)};
        const double part = static_cast<double>(time - last.begin) / static_cast<double>(last.length());
        return {last.begin - m_before[count - 1], static_cast<double>(count - 1) + part};
    }

private:
    std::vector<TimeRange> m_stretches;
    std::vector<Timestamp> m_before{0}; // folded time before each of them, and behind the last
};

} // namespace lockstep::ui
