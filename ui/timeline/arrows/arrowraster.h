// SPDX-License-Identifier: GPL-3.0-or-later
// Draws arrows between lanes straight into an image: a hundred of them in each frame would take a general
// painter longer than all else in the frame.
#pragma once

#include "ui/timeline/arrows/linkarrows.h"
#include "ui/timeline/lanes/pixelrows.h"

#include <QPointF>

namespace lockstep::ui {

struct ArrowCurve;

class ArrowRaster {
public:
    /// The image must be RGB32 and outlive this; `scale` is device pixels per logical pixel.
    ArrowRaster(QImage& image, const Theme& theme, double scale);

    /// A curve that leaves its lane upright, at a dot, and arrives upright, with a head. Places in logical
    /// pixels; they must be at different heights.
    void draw(QPointF from, QPointF to, const Arrow& arrow);

private:
    struct Pen {
        QRgb color;
        double half; // of the line's width
        double rim;  // by which everything is larger
    };
    void drawCurve(const ArrowCurve& curve, const Pen& pen, double dash);
    void drawDot(QPointF center, const Pen& pen);
    void drawHead(QPointF tip, double down, const Pen& pen);
    void blend(int y, double center, double half, double steepness, QRgb color);

    PixelRows m_rows;
    const Theme& m_theme;
    double m_scale;
};

} // namespace lockstep::ui
