// SPDX-License-Identifier: GPL-3.0-or-later
// The spans and mixed columns of lanes as shapes, for SVG and PDF: what LaneRaster writes into an image.
//
// All spans of a lane that look alike are one path, so a file grows with the columns of the figure and not
// with the intervals behind them.
#pragma once

#include "ui/timeline/lanes/laneraster.h"
#include "ui/timeline/scene/timelinescene.h"

#include <QPainter>
#include <QPainterPath>

namespace lockstep::ui {

class LaneShapes {
public:
    /// One column for each logical pixel of the area's width.
    LaneShapes(QPainter& painter, const TimelineScene& scene, const QRect& area);

    /// `top` is where the painter has the lane's top.
    void draw(const Lane& lane, double top);

    /// In pixels of the painter.
    const std::vector<SpanBox>& boxes() const { return m_boxes; }

private:
    /// Of one state.
    struct Paths {
        QPainterPath fill, mixed, grain, outline;
        QRectF column; ///< the mixed columns that are not in the path yet
    };

    template <class LaneTrack>
    void gather(const LaneTrack& track, Timestamp end);
    void addSpan(const SpanPiece& piece, std::uint8_t state);
    template <class Totals>
    void addMix(int column, const Totals& totals);
    void addColumn(std::uint8_t state, const QRectF& column);
    void paintPaths();

    QPainter& m_painter;
    const TimelineScene& m_scene;
    const QRect m_area;
    const PixelColumns m_columns;
    const Inks m_threads;
    const Inks m_locks;
    const Inks m_cpus;
    std::vector<SpanBox> m_boxes;

    // of the lane being drawn
    const Inks* m_inks = nullptr;
    LaneKey m_key;
    double m_top = 0;
    double m_height = 0;
    std::vector<Paths> m_paths; // by state
};

} // namespace lockstep::ui
