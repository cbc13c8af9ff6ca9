// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures for actions: the desktop's own where it has them, else drawn here in the palette's colour.
#pragma once

#include <QIcon>
#include <QPalette>

namespace lockstep::ui {

enum class IconName : std::uint8_t {
    None,
    Run,
    Pause,
    Stop,
    Restart,
    ToStart,
    Back,
    Forward,
    ToEnd,
    UntilBlocked,
    UntilEnds,
    ToCursor,
    FreeFromCursor,
    Follow,
    Arrows,
    Fit,
    Export,
    Warning,
    Information,
    Done,
};

/// The desktop's icons are used only when its palette is the one in use: on another they may not be seen.
QIcon icon(IconName name, const QPalette& palette, bool usesDesktop);

} // namespace lockstep::ui
