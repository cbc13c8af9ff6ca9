// SPDX-License-Identifier: GPL-3.0-or-later
// Composes rings and lines of cards on a canvas, in one style: what GraphLayout tries style by style.
#pragma once

#include "ui/graph/layout/graphblocks.h"
#include "ui/graph/layout/graphlayout.h"

#include <vector>

namespace lockstep::ui {

class GraphComposer {
public:
    GraphComposer(const GraphModel& model, GraphStyle style, QSizeF canvas, GraphLayout::Legend legend);

    bool fits() const;
    /// Everything but the edges.
    GraphLayout composed() const;

private:
    struct Arrangement {
        int ringColumns = 1;
        bool areTurned = false; // rings may stand on an edge instead of a point, in rows: lower
        bool isBeside = false;  // the lines stand beside the rings, not below
        bool areColumns = true;
        QSizeF need;
        double tightness = 1e9; // over 1: does not fit
    };
    // A ring, its box and its words, in one of several proportions.
    struct RingNeed {
        double aspect = 1;
        bool isTurned = false;
        QSizeF box;
    };

    void measure(GraphLayout::Legend legend);
    void choose();
    void consider(Arrangement arrangement);
    double columnWidth(const Arrangement& arrangement) const;
    RingNeed ringNeed(std::size_t ring, const Arrangement& arrangement) const;
    std::vector<double> rowHeights(const Arrangement& arrangement) const;
    QSizeF ringsNeed(const Arrangement& arrangement) const;
    RingNeed measured(const GraphRing& ring, double aspect, bool isTurned) const;
    double wordsHeight(const GraphRing& ring, double boxWidth) const;
    RingShape ringShape(const GraphRing& ring, double aspect, bool isTurned) const;
    LinesShape lines(bool areColumns) const;
    double gapBetween(const QSizeF& rings, const QSizeF& lines) const;
    void placeFoot(GraphLayout& layout) const;
    void placeRings(GraphLayout& layout, const QRectF& space) const;
    void placeRing(GraphLayout& layout, std::size_t number, const QRectF& cell) const;
    QRectF wordsBox(const GraphRing& ring, const QRectF& box) const;
    void placeLines(GraphLayout& layout, const QRectF& space) const;

    const GraphModel& m_model;
    const GraphStyle m_style;
    const QSizeF m_canvas;
    QSizeF m_threadCard;
    QSizeF m_resourceCard;
    double m_captionHeight = 0; // with the gap above it
    double m_legendHeight = 0;
    std::vector<std::vector<RingNeed>> m_ringNeeds; // by ring
    Arrangement m_best;
};

} // namespace lockstep::ui
