// SPDX-License-Identifier: GPL-3.0-or-later
// What the looks of states mean: swatches with their words, in as many rows as the width asks for.
//
// A swatch has all four signs of its state: colour, height and pattern, and the glyph. Pure.
#pragma once

#include "ui/model/theme.h"

#include "core/trace/trace.h"

#include <QFont>

#include <vector>

namespace lockstep::ui {

enum class LegendSign : std::uint8_t { State, Arrow, DashedArrow };

struct LegendItem {
    StateLook look;
    QString words;
    LegendSign sign = LegendSign::State; ///< an arrow has the look's outline for its colour
};

/// The states that any thread is in within the range, by their order in ThreadState.
std::vector<ThreadState> statesIn(const Trace& trace, TimeRange range);

/// What any lock is within the range, but free.
std::vector<LockState> lockStatesIn(const Trace& trace, TimeRange range);

/// Of these states of threads and of locks, and of a deadlock.
std::vector<LegendItem> legendItems(const Theme& theme, const std::vector<ThreadState>& states,
                                    const std::vector<LockState>& locks, bool withDeadlock);
/// Of arrows that tell of threads' lives, or of all others.
LegendItem arrowItem(const Theme& theme, bool isLife);

class LegendRows {
public:
    LegendRows(std::vector<LegendItem> items, const QFont& font, double width);

    double height() const { return m_rows * m_rowHeight; }
    /// `text` is the colour of the words.
    void paint(QPainter& painter, QPointF corner, const QColor& text) const;

private:
    double itemWidth(const LegendItem& item) const;

    std::vector<LegendItem> m_items;
    std::vector<QPointF> m_places;
    QFont m_font;
    double m_rowHeight = 0;
    int m_rows = 0;
};

} // namespace lockstep::ui
