// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/arrows/arrowraster.h"

#include "ui/timeline/arrows/arrowcurve.h"

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

QRgb mixed(QRgb below, QRgb above, unsigned part) { // of 256
    const auto channels = [&](QRgb mask) {
        return ((below & mask) * (256 - part) + (above & mask) * part) >> 8 & mask;
    };
    return 0xff000000 | channels(0xff00ff) | channels(0x00ff00);
}

} // namespace

ArrowRaster::ArrowRaster(QImage& image, const Theme& theme, double scale)
    : m_rows(image)
    , m_theme(theme)
    , m_scale(scale) {
    Q_ASSERT(image.format() == QImage::Format_RGB32);
}

void ArrowRaster::draw(QPointF from, QPointF to, const Arrow& arrow) {
    from *= m_scale;
    to *= m_scale;
    const double down = to.y() >= from.y() ? 1 : -1;
    const QPointF neck = to - QPointF(0, down * (kArrowHead - 1) * m_scale);
    const ArrowCurve curve(from, neck, 40 * m_scale);
    const QColor color = arrow.isLit ? m_theme.accent : m_theme.text;
    const double half = (arrow.isLit ? 1 : 0.65) * m_scale;
    // a rim in the background's colour lets it be seen on any span
    for (const Pen& pen : {Pen{m_theme.background.rgb(), half, 1.25 * m_scale}, Pen{color.rgb(), half, 0}}) {
        drawCurve(curve, pen, isLife(arrow.kind) && pen.rim == 0 ? kArrowDash * m_scale : 0);
        drawDot(from, pen);
        drawHead(to, down, pen);
    }
}

// Row by row: as wide as the line is when cut across at its slope there.
void ArrowRaster::drawCurve(const ArrowCurve& curve, const Pen& pen, double dash) {
    double length = 0;
    for (std::size_t i = 0; i + 1 < curve.points.size(); ++i) {
        const QPointF a = curve.points[i];
        const QPointF b = curve.points[i + 1];
        const double slope = (b.x() - a.x()) / std::max(1e-6, b.y() - a.y());
        const double along = std::sqrt(1 + slope * slope);
        for (int y = std::max(0, qCeil(a.y() - 0.5)); y + 0.5 < b.y() && y < m_rows.height; ++y) {
            length += along;
            if (dash > 0 && std::fmod(length, dash * 1.5) > dash) continue;
            blend(y, a.x() + (y + 0.5 - a.y()) * slope, pen.half + pen.rim, along, pen.color);
        }
    }
}

void ArrowRaster::drawDot(QPointF center, const Pen& pen) {
    const double radius = kArrowDot * m_scale + pen.rim;
    for (int y = qFloor(center.y() - radius); y <= qCeil(center.y() + radius); ++y) {
        const double above = y + 0.5 - center.y();
        const double half = radius * radius - above * above;
        if (half > 0) blend(y, center.x(), std::sqrt(half), 1, pen.color);
    }
}

void ArrowRaster::drawHead(QPointF tip, double down, const Pen& pen) {
    const double height = kArrowHead * m_scale + pen.rim;
    for (int row = 0; row < qCeil(height + pen.rim); ++row) {
        const double below = row + 0.5; // the tip
        const int y = qFloor(tip.y() + (pen.rim - below) * down);
        blend(y, tip.x(), std::min(below, height) * 0.6, 1, pen.color);
    }
}

void ArrowRaster::blend(int y, double center, double half, double steepness, QRgb color) {
    if (y < 0 || y >= m_rows.height) return;
    const double reach = (half + 0.5) * steepness;
    const double perPixel = 256 / steepness;
    const double most = (half + 0.5) * 256;
    const int first = std::max(0, qFloor(center - reach));
    const int last = std::min(m_rows.width - 1, qFloor(center + reach));
    QRgb* pixels = m_rows.row(y);
    for (int x = first; x <= last; ++x) {
        const int covered = static_cast<int>(most - std::abs(x + 0.5 - center) * perPixel);
        if (covered >= 256)
            pixels[x] = color;
        else if (covered > 0)
            pixels[x] = mixed(pixels[x], color, static_cast<unsigned>(covered));
    }
}

} // namespace lockstep::ui
