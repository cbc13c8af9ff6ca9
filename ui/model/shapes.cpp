// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/shapes.h"

#include <QPaintEngine>

#include <algorithm>

namespace lockstep::ui {

namespace {

// What of the polygon lies where a*x + b*y <= limit; the polygon is convex.
QPolygonF cut(const QPolygonF& polygon, double a, double b, double limit) {
    QPolygonF rest;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF from = polygon[i];
        const QPointF to = polygon[(i + 1) % polygon.size()];
        const double before = a * from.x() + b * from.y() - limit;
        const double behind = a * to.x() + b * to.y() - limit;
        if (before <= 0) rest << from;
        if ((before < 0 && behind > 0) || (before > 0 && behind < 0))
            rest << from + (to - from) * (before / (before - behind));
    }
    return rest;
}

// A stripe of the rectangle: x + slope * y from `begin` on, so wide.
void addStripe(QPainterPath& path, const QRectF& rect, double slope, double begin, double width) {
    const QPolygonF corners{rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()};
    const QPolygonF stripe = cut(cut(corners, -1, -slope, -begin), 1, slope, begin + width);
    if (stripe.size() < 3) return;
    path.addPolygon(stripe);
    path.closeSubpath();
}

void addHatch(QPainterPath& path, const QRectF& rect) {
    constexpr double kPeriod = 8;
    const double end = rect.right() + rect.bottom();
    for (double at = rect.left() + rect.top(); at < end; at += kPeriod) addStripe(path, rect, 1, at, 2);
}

void addDots(QPainterPath& path, const QRectF& rect) {
    constexpr double kPeriod = 6;
    for (int row = 0; rect.top() + 1 + row * kPeriod / 2 + 1 <= rect.bottom(); ++row)
        for (double x = rect.left() + 2 + row % 2 * kPeriod / 2; x + 1 <= rect.right(); x += kPeriod)
            path.addRect(x, rect.top() + 1 + row * kPeriod / 2, 1, 1);
}

void addLines(QPainterPath& path, const QRectF& rect) {
    constexpr double kPeriod = 3;
    for (double y = rect.top() + 2; y + 1 < rect.bottom(); y += kPeriod)
        path.addRect(rect.left(), y, rect.width(), 1);
}

void addCrosses(QPainterPath& path, const QRectF& rect) {
    const double side = std::min(rect.height() - 2, 6.0);
    for (double x = rect.left() + side; x + side <= rect.right(); x += 3 * side) {
        const QRectF box(x, rect.center().y() - side / 2, side, side);
        addStripe(path, box, 1, box.left() + box.bottom() - 0.7, 1.4);
        addStripe(path, box, -1, box.left() - box.top() - 0.7, 1.4);
    }
}

} // namespace

bool keepsShapes(const QPainter& painter) {
    const QPaintEngine* engine = painter.paintEngine();
    if (!engine) return false;
    const QPaintEngine::Type type = engine->type();
    return type == QPaintEngine::SVG || type == QPaintEngine::Pdf || type == QPaintEngine::User;
}

void addGrain(QPainterPath& path, const QRectF& rect, Pattern pattern) {
    switch (pattern) {
    case Pattern::Hatch: return addHatch(path, rect);
    case Pattern::Dots: return addDots(path, rect);
    case Pattern::Lines: return addLines(path, rect);
    case Pattern::Cross: return addCrosses(path, rect);
    default: return;
    }
}

} // namespace lockstep::ui
