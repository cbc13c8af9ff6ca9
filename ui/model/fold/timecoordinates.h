// SPDX-License-Identifier: GPL-3.0-or-later
// Where a time stands on the screen and back: pure arithmetic, shared by all that is drawn along time.
//
// The one place that knows how folds are laid out: each is a gap of kGap of the width, and what is open
// shares the rest, so the map is monotone and linear between their edges. Beyond the range it goes on at the
// same scale. A range that lies within one fold is drawn as if that were open.
#pragma once

#include "ui/model/fold/timefolds.h"

#include <cmath>

namespace lockstep::ui {

/// A range of time laid over a stretch of logical pixels.
class TimeCoordinates {
public:
    static constexpr double kGap = 1.0 / 26; ///< of the width; less where there are many
    static constexpr double kMostGaps = 0.5; ///< of the width, all of them together

    /// The folds, where there are any, must outlive it. O(log folds), as is each question.
    TimeCoordinates(TimeRange range, double left, double width, const TimeFolds* folds = nullptr)
        : m_range(range)
        , m_left(left)
        , m_width(std::max(1.0, width))
        , m_scale(m_width / static_cast<double>(std::max<Timestamp>(1, range.length()))) {
        if (folds && !folds->isEmpty()) fold(*folds);
    }

    TimeRange range() const { return m_range; }
    double left() const { return m_left; }
    double right() const { return m_left + m_width; }
    double width() const { return m_width; }
    bool isLinear() const { return !m_folds; }
    /// How much open time the width would show.
    Timestamp span() const { return isLinear() ? m_range.length() : std::llround(m_width / m_scale); }

    double x(Timestamp time) const {
        if (isLinear()) return m_left + static_cast<double>(time - m_range.begin) * m_scale;
        const TimeFolds::Place place = m_folds->place(time);
        return m_left + static_cast<double>(place.open - m_origin.open) * m_scale +
               (place.gaps - m_origin.gaps) * m_gap;
    }
    Timestamp time(double x) const { return static_cast<Timestamp>(std::floor(exactTime(x))); }
    double exactTime(double x) const {
        if (isLinear()) return static_cast<double>(m_range.begin) + (x - m_left) / m_scale;
        return foldedTime(x);
    }
    /// The range that is seen after everything has been moved to the left by so many pixels.
    TimeRange shifted(double pixels) const {
        if (!isLinear()) return {time(m_left + pixels), time(right() + pixels)};
        const Timestamp length = std::llround(pixels / m_scale);
        return {m_range.begin + length, m_range.end + length};
    }

    /// The range that is seen after all has been drawn apart - factor < 1 - or together around a time.
    TimeRange zoomed(double factor, Timestamp anchor) const {
        const double place = x(anchor);
        return {time(place - (place - m_left) * factor), time(place + (right() - place) * factor)};
    }

private:
    void fold(const TimeFolds& folds) {
        m_origin = folds.place(m_range.begin);
        const TimeFolds::Place end = folds.place(m_range.end);
        const double gaps = end.gaps - m_origin.gaps;
        if (end.open <= m_origin.open) return; // all of it is within one of them
        m_folds = &folds;
        m_gap = m_width * std::min(kGap, kMostGaps / std::max(gaps, 1.0));
        m_scale = (m_width - gaps * m_gap) / static_cast<double>(end.open - m_origin.open);
    }
    double beginOf(std::size_t fold) const { // as a coordinate
        const Timestamp open = m_folds->stretches()[fold].begin - m_folds->lengthOf(fold);
        return m_left + static_cast<double>(open - m_origin.open) * m_scale +
               (static_cast<double>(fold) - m_origin.gaps) * m_gap;
    }
    double foldedTime(double x) const {
        std::size_t count = 0; // folds that begin at or before it
        for (std::size_t end = m_folds->stretches().size(); count < end;) {
            const std::size_t middle = count + (end - count) / 2;
            if (beginOf(middle) <= x)
                count = middle + 1;
            else
                end = middle;
        }
        if (count == 0)
            return static_cast<double>(m_origin.open) + (x - m_left + m_origin.gaps * m_gap) / m_scale;
        const TimeRange last = m_folds->stretches()[count - 1];
        const double inside = x - beginOf(count - 1);
        if (inside >= m_gap) return static_cast<double>(last.end) + (inside - m_gap) / m_scale;
        return static_cast<double>(last.begin) + inside / m_gap * static_cast<double>(last.length());
    }

    TimeRange m_range;
    double m_left;
    double m_width;
    double m_scale;                     // pixels per nanosecond of open time
    const TimeFolds* m_folds = nullptr; // none where nothing is folded
    TimeFolds::Place m_origin;          // of the range's begin
    double m_gap = 0;
};

/// The same range cut into whole columns of device pixels: column c covers [begin(c), begin(c + 1)), and all
/// columns together cover the range exactly. A column may be shorter than a nanosecond; it is empty then.
class PixelColumns {
public:
    PixelColumns(TimeRange range, int count, const TimeFolds* folds = nullptr)
        : m_range(range)
        , m_count(std::max(1, count))
        , m_perNanosecond(m_count / static_cast<double>(std::max<Timestamp>(1, range.length()))) {
        const TimeCoordinates at(range, 0, m_count, folds);
        m_isLinear = at.isLinear();
        m_begins.reserve(static_cast<std::size_t>(m_count) + 1);
        for (int c = 0; c < m_count; ++c)
            m_begins.push_back(m_isLinear
                                   ? range.begin + static_cast<Timestamp>(std::ceil(c / m_perNanosecond))
                                   : foldedBegin(at, c));
        m_begins.push_back(range.end);
    }

    TimeRange range() const { return m_range; }
    int count() const { return m_count; }

    /// For 0 to count(); the latter is the range's end.
    Timestamp begin(int column) const { return m_begins[static_cast<std::size_t>(column)]; }
    /// The last column that begins at or before this time of the range; count() for the range's end.
    int at(Timestamp time) const {
        int column = guess(time);
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
    Timestamp foldedBegin(const TimeCoordinates& at, int column) const {
        const Timestamp least = column == 0 ? m_range.begin : m_begins.back();
        if (column == 0) return least;
        return std::clamp(static_cast<Timestamp>(std::ceil(at.exactTime(column))), least, m_range.end);
    }
    int guess(Timestamp time) const {
        if (!m_isLinear)
            return std::max(0, static_cast<int>(std::upper_bound(m_begins.begin(), m_begins.end(), time) -
                                                m_begins.begin()) -
                                   1);
        const double place = static_cast<double>(time - m_range.begin) * m_perNanosecond;
        return static_cast<int>(std::clamp(place, 0.0, static_cast<double>(m_count)));
    }

    TimeRange m_range;
    int m_count;
    double m_perNanosecond;
    bool m_isLinear = true;
    std::vector<Timestamp> m_begins;
};

} // namespace lockstep::ui
