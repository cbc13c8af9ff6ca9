// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a laid-out graph: nothing is decided here but strokes and colours.
#pragma once

#include "ui/graph/paint/graphlegend.h"
#include "ui/graph/paint/graphstrokes.h"

namespace lockstep::ui {

/// What stands out for the moment.
struct GraphEmphasis {
    ObjectId hovered;
    ThreadId selected;
    std::optional<std::size_t> focused; ///< index of a node; only while the view has the keyboard
};

class GraphPainter {
public:
    GraphPainter(QPainter& painter, const Theme& theme, const GraphModel& model, const GraphLayout& layout,
                 GraphEmphasis emphasis = {});

    void paint();

private:
    void paintEdge(std::size_t edge);
    void paintNode(std::size_t node);
    void paintBadge(const GraphNode& node, const QRectF& box);
    void paintThreadBadge(const GraphNode& node, const QRectF& box);
    void paintResourceBadge(const GraphNode& node, const QRectF& box);
    void paintFrame(const GraphNode& node, const QRectF& card, bool isFocused);
    void paintLegend();
    void paintCaption();
    void paintLegendEntry(const GraphLegend::Entry& entry, const GraphStyle& style, const QRectF& row);

    QColor edgeColor(const GraphEdge& edge) const;
    QPen edgePen(const GraphEdge& edge, double width) const;
    bool isLit(const GraphNode& node) const;

    QPainter& m_painter;
    const Theme& m_theme;
    const GraphModel& m_model;
    const GraphLayout& m_layout;
    const GraphEmphasis m_emphasis;
    GraphStrokes m_strokes;
    const double m_unit;
};

} // namespace lockstep::ui
