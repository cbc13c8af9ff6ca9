// SPDX-License-Identifier: GPL-3.0-or-later
// Draws each edge as a curve from border to border that passes no other node, where there is such a curve.
#pragma once

#include "ui/graph/layout/graphlayout.h"

#include <QPolygonF>

namespace lockstep::ui {

class EdgeRouter {
public:
    EdgeRouter(const GraphModel& model, GraphLayout& layout)
        : m_model(model)
        , m_layout(layout) {}

    void route();

private:
    void draw(std::size_t edge);
    GraphRoute routed(const GraphEdge& edge) const;
    GraphRoute bent(const GraphEdge& edge, double bend) const;
    GraphRoute loop(const GraphEdge& edge) const;
    double hits(const GraphEdge& edge, QPointF point) const;
    double cost(const GraphEdge& edge, const GraphRoute& route, double bend) const;
    double wishedBend(const GraphEdge& edge, double distance) const;
    bool areFacing(const GraphEdge& edge) const;
    GraphRoute across(const GraphEdge& edge) const;
    QPointF port(const GraphEdge& edge, std::size_t node, QPointF ahead) const;
    int nearness(const GraphRoute& route) const;
    QPointF border(std::size_t node, QPointF towards) const;
    bool hasTwin(const GraphEdge& edge) const;
    void label(std::size_t edge);
    bool isFree(const QRectF& box, std::size_t edge, int mostHidden) const;
    QPointF middleOf(const GraphEdge& edge) const;
    /// Where a label stands to its edge: at a right angle to it, on its height, or on it.
    enum class LabelSide : std::uint8_t { Square, Level, On };
    QPointF labelOffset(const GraphRoute& route, QSizeF size, double t, LabelSide side) const;

    const GraphModel& m_model;
    GraphLayout& m_layout;
    // Points of each edge, for what must keep away from it; empty until it is drawn.
    struct Trail {
        QPolygonF points;
        QRectF bounds;
    };
    std::vector<Trail> m_trails;
};

/// The point where a ray from inside leaves a box with round corners.
QPointF borderPoint(const QRectF& box, double cornerRadius, QPointF start, QPointF way);
/// How far a point is outside of such a box; negative inside.
double distanceOutside(const QRectF& box, double cornerRadius, QPointF point);

} // namespace lockstep::ui
