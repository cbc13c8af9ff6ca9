// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts what is visible of one lane into pieces to draw: spans of one state, and pixel columns that hold
// several.
//
// A span at least kLeastSpan columns wide is a piece of its own, its ends set to whole columns; what is
// narrower is told column by column as the mix of its states, so nothing is ever dropped. Every nanosecond of
// the lane within the range belongs to exactly one piece; where a column holds so many changes that a look at
// single ones would take long, it begins up to a kParts-th of a column early, which no eye can see. Cost:
// O(columns * log changes), however many changes there are.
#pragma once

#include "core/trace/lanes.h"
#include "ui/model/fold/timecoordinates.h"

namespace lockstep::ui {

/// Columns [begin, end) show change `change` of the lane, which holds during `time`.
struct SpanPiece {
    int begin = 0;
    int end = 0;
    std::size_t change = 0;
    TimeRange time;
};

/// Column `column` shows the lane's time as `totals` per state.
template <class Totals>
struct MixPiece {
    int column = 0;
    Totals totals{};
};

inline constexpr int kLeastSpan = 2;
inline constexpr int kParts = 8;      ///< to one of them a column's edge is exact; to half a column a span's
inline constexpr int kLookahead = 12; ///< columns: about the time that memory takes to answer

/// `LaneTrack` is a MixTrack or looks like one; the visitor is called as visitor(SpanPiece) and
/// visitor(MixPiece<Totals>), from left to right. `occurring`: the totals of all columns, where they are
/// known.
template <class LaneTrack, class Visitor>
class LanePieces {
public:
    LanePieces(const LaneTrack& track, const PixelColumns& columns, Timestamp traceEnd, Visitor& visitor,
               const typename LaneTrack::Totals* occurring)
        : m_track(track.changes())
        , m_columns(columns)
        , m_visit(visitor)
        , m_sweep(track, columns.range().begin, occurring)
        , m_count(m_track.size()) {
        if (m_count == 0) return;
        m_range = columns.range().intersected({m_track[0].time, traceEnd});
        if (m_range.isEmpty()) return;
        m_time = m_range.begin;
        m_column = m_columns.nearest(m_time);
        m_sweep.advanceTo(m_time);
        m_change = m_sweep.index();
        m_end = std::min(m_sweep.end(), m_range.end);
        while (m_time < m_range.end) isWide(m_end, m_column) ? span() : mix();
    }

private:
    bool isWide(Timestamp end, int from) const {
        return from + kLeastSpan <= m_columns.count() && end >= leastEnd(from);
    }
    // Of a wide span that is drawn from this column on.
    Timestamp leastEnd(int from) const {
        return m_columns.begin(std::min(from + kLeastSpan, m_columns.count()));
    }
    bool holds(int column, Timestamp time) const {
        return column < m_columns.count() && m_columns.begin(column) <= time &&
               time < m_columns.begin(column + 1);
    }

    // The span in force at m_time, drawn from m_column on. Its end is set to the nearest column where what
    // follows is wide as well, or nothing; else the column it ends in belongs to the mix.
    void span() {
        const Timestamp end = m_end;
        const std::size_t next = m_track.indexNear(end, m_change, m_count);
        m_end = next + 1 < m_count ? std::min(m_track[next + 1].time, m_range.end) : m_range.end;
        SpanPiece piece{m_column, m_columns.nearest(end), m_change, {m_time, end}};
        const bool endsInMix = end < m_range.end && !isWide(m_end, piece.end);
        if (endsInMix) {
            piece.end = m_columns.at(end);
            piece.time.end = m_columns.begin(piece.end);
        }
        m_time = piece.time.end;
        m_column = piece.end;
        m_change = next;
        m_visit(piece);
        if (!endsInMix) return;
        m_sweep.advanceTo(m_time);
        mix();
    }

    // The column in which m_time lies, from there on.
    void mix() {
        const int column = holds(m_column, m_time) ? m_column : m_columns.at(m_time);
        const Timestamp slack = (m_columns.begin(column + 1) - m_columns.begin(column)) / kParts;
        m_sweep.expect(m_columns.begin(std::min(column + kLookahead, m_columns.count())), slack);
        m_time = std::min(m_columns.begin(column + 1), m_range.end);
        const bool isLast = m_time == m_range.end;
        m_visit(
            MixPiece<typename LaneTrack::Totals>{column, m_sweep.advanceNear(m_time, isLast ? 0 : slack)});
        m_column = column + 1;
        m_change = m_sweep.index();
        m_end = std::min(m_sweep.endFrom(leastEnd(m_column)), m_range.end);
        if (isWide(m_end, m_column)) m_time = m_sweep.time();
    }

    const Track& m_track;
    const PixelColumns& m_columns;
    Visitor& m_visit;
    typename LaneTrack::Sweep m_sweep;
    std::size_t m_count;
    TimeRange m_range;
    Timestamp m_time = 0;     // pieces before it are done
    std::size_t m_change = 0; // in force then
    Timestamp m_end = 0;      // when that ends
    int m_column = 0;         // where the next piece begins
};

template <class LaneTrack, class Visitor>
void forEachPiece(const LaneTrack& track, const PixelColumns& columns, Timestamp traceEnd, Visitor&& visitor,
                  const typename LaneTrack::Totals* occurring = nullptr) {
    LanePieces<LaneTrack, Visitor>(track, columns, traceEnd, visitor, occurring);
}

} // namespace lockstep::ui
