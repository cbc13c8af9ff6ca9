// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the picture of a walk as it stands after one step: what has joined so far, each with its mark.
#pragma once

#include "ui/graph/detection/slide/marklook.h"
#include "ui/graph/detection/slide/walkgraph.h"
#include "ui/graph/paint/graphstrokes.h"

namespace lockstep::ui {

class WalkPainter {
public:
    /// The layout is of the graph's model. `focused`: has the keyboard.
    WalkPainter(QPainter& painter, const Theme& theme, DetectionView view, const WalkGraph& graph,
                const GraphLayout& layout, const DetectionPicture& picture, ObjectId focused = {});

    void paint();

private:
    void paintRings();
    bool isClosed(std::size_t ring) const;
    void paintEdge(std::size_t edge);
    void paintNode(std::size_t node, Mark mark);
    void paintBadge(const GraphNode& node, const MarkLook& look, const QRectF& box);
    const DetectionPicture::Node* shown(ObjectId id) const;

    QPainter& m_painter;
    const Theme& m_theme;
    const DetectionView m_view;
    const WalkGraph& m_graph;
    const GraphLayout& m_layout;
    const DetectionPicture& m_picture;
    const ObjectId m_focused;
    GraphStrokes m_strokes;
    const double m_unit;
};

/// A card or a swatch in the look: filled, hatched, outlined. Drawn from shapes alone, which every paint
/// device keeps within their bounds.
void paintMarked(QPainter& painter, const MarkLook& look, const QRectF& box, double cornerRadius,
                 double unit);

} // namespace lockstep::ui
