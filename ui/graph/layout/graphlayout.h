// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of a graph is drawn, in pixels of a canvas. Pure: the same model and size give the same
// layout.
//
// Rings of a deadlock stand first, smallest first, each in a box of its own; the other threads face the other
// resources below or beside them. No two nodes overlap, every edge ends at the borders of its nodes, and
// nothing leaves the layout's size, which is larger than the canvas only where the tersest style needs more.
#pragma once

#include "ui/graph/layout/graphstyle.h"

#include <QPainterPath>

namespace lockstep::ui {

/// A curve from border to border.
struct GraphRoute {
    QPointF from;
    QPointF control1;
    QPointF control2;
    QPointF to;
    QString label; ///< empty where there is no room
    QRectF labelBox;
    bool isLabelOnEdge = false; ///< there was no room beside it

    QPointF at(double t) const;
    QPainterPath path() const;
};

struct GraphRingPlace {
    QRectF box;
    QRectF words;
};

struct GraphLayout {
    GraphStyle style;
    QSizeF size;
    std::vector<QRectF> nodes;         ///< as model.nodes
    std::vector<GraphRoute> edges;     ///< as model.edges
    std::vector<GraphRingPlace> rings; ///< as model.rings
    QRectF legend;                     ///< empty where there is no room
    QRectF caption;
    QRectF quiet; ///< where it says that nobody waits and nobody holds

    enum class Legend : std::uint8_t { WhereThereIsRoom, Always, Never };
    static GraphLayout of(const GraphModel& model, QSizeF canvas, const QFont& base,
                          Legend legend = Legend::WhereThereIsRoom);

    /// What a ring is called in this style.
    QString ringWords(const GraphRing& ring) const { return style.hasSentences ? ring.sentence : ring.title; }
    std::optional<std::size_t> nodeAt(QPointF point) const;
};

} // namespace lockstep::ui
