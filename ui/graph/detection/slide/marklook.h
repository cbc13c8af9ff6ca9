// SPDX-License-Identifier: GPL-3.0-or-later
// How a mark of a walk looks: a colour, and beside it a pattern, a sign and a word, so that it can be told
// without colours.
#pragma once

#include "core/analysis/detection/walk.h"
#include "ui/model/theme.h"

#include <QPen>

#include <vector>

namespace lockstep::ui {

struct MarkLook {
    QColor fill;
    QColor outline;
    QColor text; ///< on the fill at least 4.5:1
    double width = 1.2;
    bool isHatched = false; ///< in the outline's colour
    bool isDashed = false;
    Glyph glyph = Glyph::None;
};

MarkLook markLook(const Theme& theme, Mark mark);
/// An edge's, in pixels of a unit.
QPen edgePen(const Theme& theme, DetectionEdgeKind kind, Mark mark, double unit);

/// "on the path", "can go on": of a thread or of a resource.
QString markWords(DetectionView view, Mark mark, bool isThread);
/// The marks that a view uses, in the order in which they come up.
std::vector<Mark> marksOf(DetectionView view);
/// "Follow who waits for whom": what the view is called.
QString viewName(DetectionView view);

} // namespace lockstep::ui
