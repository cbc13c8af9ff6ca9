// SPDX-License-Identifier: GPL-3.0-or-later
// Where a time stands on the screen and back: pure arithmetic, shared by all that is drawn along time.
#pragma once

#include "core/trace/time.h"

#include <cmath>
#include <vector>

namespace lockstep::ui {

/// A range of time laid over a stretch of logical pixels.
class TimeCoordinates {
public:
    TimeCoordinates(TimeRange range, double left, double width)
        : m_range(range)
        , m_left(left)
        , m_width(std::max(1.0, width))
        , m_scale(m_width / static_cast<double>(std::max<Timestamp>(1, range.length()))) {}

    TimeRange range() const { return m_range; }
    double left() const { return m_left; }
    double right() const { return m_left + m_width; }
    double width() const { return m_width; }

    double x(Timestamp time) const { return m_left + static_cast<double>(time - m_range.begin) * m_scale; }
    Timestamp time(double x) const {
        return m_range.begin + static_cast<Timestamp>(std::floor((x - m_left) / m_scale));
    }
    double pixels(Timestamp length) const { return static_cast<double>(length) * m_scale; }
    Timestamp length(double pixels) const { return std::llround(pixels / m_scale); }

private:
    TimeRange m_range;
    double m_left;
    double m_width;
    double m_scale; // pixels per nanosecond
};

/// The same range cut into whole columns of device pixels: column c covers [begin(c), begin(c + 1)), and all
/// columns together cover the range exactly. A column may be shorter than a nanosecond; it is empty then.
class PixelColumns {
public:
    PixelColumns(TimeRange range, int count)
        : m_range(range)
        , m_count(std::max(1, count))
        , m_perNanosecond(m_count / static_cast<double>(std::max<Timestamp>(1, range.length()))) {
        m_begins.reserve(static_cast<std::size_t>(m_count) + 1);
        for (int c = 0; c < m_count; ++c)
            m_begins.push_back(range.begin + static_cast<Timestamp>(std::ceil(c / m_perNanosecond)));
        m_begins.push_back(range.end);
    }

    TimeRange range() const { return m_range; }
    int count() const { return m_count; }

    /// For 0 to count(); the latter is the range's end.
    Timestamp begin(int column) const { return m_begins[static_cast<std::size_t>(column)]; }
    /// The last column that begins at or before this time of the range; count() for the range's end.
    int at(Timestamp time) const {
        const double place = static_cast<double>(time - m_range.begin) * m_perNanosecond;
        int column = static_cast<int>(std::clamp(place, 0.0, static_cast<double>(m_count)));
        while (column < m_count && begin(column + 1) <= time) ++column; // rounding may be one off
        while (column > 0 && begin(column) > time) --column;
        return column;
    }
    /// The boundary between two columns that is nearest to the time.
    int nearest(Timestamp time) const {
        const int column = at(time);
        if (column == m_count) return column;
        return time - begin(column) < begin(column + 1) - time ? column : column + 1;
    }

private:
    TimeRange m_range;
    int m_count;
    double m_perNanosecond;
    std::vector<Timestamp> m_begins;
};

} // namespace lockstep::ui
