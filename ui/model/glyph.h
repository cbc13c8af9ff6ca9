// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures for states and objects, drawn from lines so that no font has to hold them.
#pragma once

#include <QPainter>
#include <QRectF>

#include <cstdint>

namespace lockstep::ui {

enum class Glyph : std::uint8_t {
    None,
    Circle,
    Hourglass,
    Play,
    Lock,
    Bell,
    Snooze,
    Square,
    Pause,
    PlayInBrackets,
    Gear,
    Question,
    Deadlock, ///< two arrows that chase one another
    Check,
    Cross,
    Warning, ///< an exclamation mark
    Cpu,
};

/// Drawn in one colour, filling the middle square of the rectangle; readable from 9 px on.
void drawGlyph(QPainter& painter, Glyph glyph, QRectF rect, const QColor& color);

} // namespace lockstep::ui
