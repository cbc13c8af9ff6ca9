// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, heights, patterns and glyphs of everything drawn: the one table of looks.
//
// Constant after the first use; any thread.
#pragma once

#include "core/trace/lanes.h"
#include "ui/model/glyph.h"

#include <QColor>
#include <QPalette>
#include <QString>

namespace lockstep::ui {

enum class Pattern : std::uint8_t { Solid, Outline, DashedOutline, Hatch, Dots, Lines, Cross, Torn };

/// How a state looks: the pattern shows from 8 px of height, the glyph from 14 px.
struct StateLook {
    QColor fill;
    bool isOutlined = false;
    bool isHollow = false; ///< only its outline, in the fill's colour
    double height = 1.0;   ///< share of the lane's height
    Pattern pattern = Pattern::Solid;
    QString glyph; ///< one character that DejaVu Sans has, for plain text
    Glyph icon = Glyph::None;
    QColor outline; ///< against the background at least 3:1
    QColor text;    ///< on the fill (hollow: on the lane) at least 4.5:1
};

class Theme {
public:
    static const Theme& light();
    static const Theme& dark();
    static const Theme& print(); ///< greys only: safe on any printer

    bool isDark = false;
    bool isGrey = false; ///< has no colours: what tells things apart by them needs other signs
    QColor background, lane, laneAlternate, grid, text, textMuted, outline, cursor, selection, deadlock, loss,
        accent;

    const StateLook& look(ThreadState state) const { return m_states[static_cast<std::size_t>(state)]; }
    const StateLook& look(LockState state) const { return m_locks[static_cast<std::size_t>(state)]; }
    /// For widgets that Qt draws itself.
    QPalette palette() const;

private:
    struct Fills;
    Theme(const Fills& fills, bool dark);
    void setStates(const Fills& fills);
    void setLocks(const Fills& fills);
    void finish(StateLook& look) const;

    std::array<StateLook, kThreadStates> m_states;
    std::array<StateLook, kLockStates> m_locks;
};

/// Share `amount` of `over` laid on `under`; both opaque.
QColor blended(const QColor& under, const QColor& over, double amount);
/// As WCAG 2 defines it: 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace lockstep::ui
