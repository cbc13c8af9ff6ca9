// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/arrows/arrowshape.h"

#include "ui/timeline/arrows/arrowcurve.h"

namespace lockstep::ui {

namespace {

void paintHead(QPainter& painter, QPointF tip, double down, double rim) {
    const double height = kArrowHead + rim;
    const QPointF head[] = {tip + QPointF(0, down * rim), tip + QPointF(-height * 0.6, -down * height),
                            tip + QPointF(height * 0.6, -down * height)};
    painter.drawPolygon(head, 3);
}

} // namespace

// A rim in the background's colour lets it be seen on any span.
void paintArrow(QPainter& painter, const Theme& theme, QPointF from, QPointF to, const Arrow& arrow) {
    const double down = to.y() >= from.y() ? 1 : -1;
    const ArrowCurve curve(from, to - QPointF(0, down * (kArrowHead - 1)), 40);
    const double width = arrow.isLit ? 2 : 1.3;
    for (const bool isRim : {true, false}) {
        const double rim = isRim ? 1.25 : 0;
        const QColor color = isRim ? theme.background : arrow.isLit ? theme.accent : theme.text;
        QPen pen(color, width + 2 * rim, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (isLife(arrow.kind) && !isRim) pen.setDashPattern({kArrowDash / width, kArrowDash / 2 / width});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(curve.points.data(), static_cast<int>(curve.points.size()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(from, kArrowDot + rim, kArrowDot + rim);
        paintHead(painter, to, down, rim);
    }
}

} // namespace lockstep::ui
