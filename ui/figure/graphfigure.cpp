// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/graphfigure.h"

#include "ui/figure/figurepage.h"
#include "ui/graph/paint/graphpainter.h"

#include <QPainter>

#include <algorithm>

namespace lockstep::ui {

void paintGraphFigure(QPainter& painter, const QRectF& space, const Trace& trace, const FigureOrder& order) {
    const Cursor& cursor = order.cursor;
    const GraphModel model =
        cursor.event ? GraphModel::of(trace, *cursor.event, GraphPlaces(trace)) : GraphModel::empty();
    const QFont font = figureFont(figureTextSize(order.size));
    const auto layout = GraphLayout::of(model, space.size(), font, GraphLayout::Legend::Always);
    const double fit =
        std::min({1.0, space.width() / layout.size.width(), space.height() / layout.size.height()});
    painter.save();
    painter.translate(space.center());
    painter.scale(fit, fit);
    painter.translate(-layout.size.width() / 2, -layout.size.height() / 2);
    GraphPainter(painter, themeOf(order.theme), model, layout).paint();
    painter.restore();
}

} // namespace lockstep::ui
