// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, heights, patterns and glyphs of everything drawn, light and dark: the one table of looks.
#pragma once

#include "core/trace/lanes.h"

#include <QColor>
#include <QPalette>
#include <QString>

namespace lockstep::ui {

enum class Pattern : std::uint8_t { Solid, Outline, DashedOutline, Hatch, Dots, Lines, Cross, Torn };

/// How a state looks: the pattern shows from 8 px of height, the glyph from 14 px.
struct StateLook {
    QColor fill;
    bool isOutlined = false;
    bool isHollow = false;
    double height = 1.0; ///< share of the lane's height
    Pattern pattern = Pattern::Solid;
    QString glyph; ///< one character of the packaged font
};

class Theme {
public:
    static const Theme& light();
    static const Theme& dark();

    bool isDark = false;
    QColor background, lane, laneAlternate, grid, text, textMuted, outline, cursor, selection, deadlock, loss, accent;

    const StateLook& look(ThreadState state) const { return m_states[static_cast<std::size_t>(state)]; }
    const StateLook& look(LockState state) const { return m_locks[static_cast<std::size_t>(state)]; }
    /// For widgets that Qt draws itself.
    QPalette palette() const;

private:
    std::array<StateLook, kThreadStates> m_states;
    std::array<StateLook, kLockStates> m_locks;
};

} // namespace lockstep::ui
