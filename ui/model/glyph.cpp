// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/glyph.h"

#include <QPainterPath>

namespace lockstep::ui {

namespace {

// All shapes live in a square of 16 by 16 and are painted with a pen of 1.6 and a brush of one colour.
constexpr double kSide = 16;

void polygon(QPainter& p, std::initializer_list<QPointF> points) {
    p.drawPolygon(QPolygonF(QList<QPointF>(points)));
}

void polyline(QPainter& p, std::initializer_list<QPointF> points) {
    p.drawPolyline(QPolygonF(QList<QPointF>(points)));
}

void hourglass(QPainter& p) {
    polygon(p, {{3.5, 2}, {12.5, 2}, {8, 8}});
    polygon(p, {{3.5, 14}, {12.5, 14}, {8, 8}});
}

void play(QPainter& p, double shrink) {
    polygon(p, {{4.5 + shrink, 3 + shrink}, {13 - shrink / 2, 8}, {4.5 + shrink, 13 - shrink}});
}

void padlock(QPainter& p) {
    QPainterPath shackle;
    shackle.moveTo(5, 8);
    shackle.lineTo(5, 5);
    shackle.arcTo(QRectF(5, 2, 6, 6), 180, -180);
    shackle.lineTo(11, 8);
    p.strokePath(shackle, p.pen());
    p.drawRoundedRect(QRectF(3.5, 7.5, 9, 6.5), 1, 1);
}

void bell(QPainter& p) {
    QPainterPath body;
    body.moveTo(3, 11.5);
    body.cubicTo(5.5, 9.5, 4, 3, 8, 3);
    body.cubicTo(12, 3, 10.5, 9.5, 13, 11.5);
    body.closeSubpath();
    p.drawPath(body);
    p.drawEllipse(QPointF(8, 13.6), 1, 0.8);
}

void letterZ(QPainter& p, QRectF box) {
    polyline(p, {box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()});
}

void snooze(QPainter& p) {
    letterZ(p, {2.5, 7.5, 6, 6});
    letterZ(p, {9.5, 2.5, 4, 4});
}

void brackets(QPainter& p) {
    polyline(p, {{4, 2}, {1.5, 2}, {1.5, 14}, {4, 14}});
    polyline(p, {{12, 2}, {14.5, 2}, {14.5, 14}, {12, 14}});
}

void question(QPainter& p) {
    QPainterPath hook;
    hook.moveTo(4.8, 5.2);
    hook.cubicTo(5, 1, 11.4, 1, 11.2, 5.2);
    hook.cubicTo(11, 7.6, 8, 7.4, 8, 10);
    p.strokePath(hook, p.pen());
    p.drawEllipse(QPointF(8, 13.4), 0.7, 0.7);
}

void chase(QPainter& p) {
    QPainterPath arcs;
    arcs.arcMoveTo(QRectF(3, 3, 10, 10), 35);
    arcs.arcTo(QRectF(3, 3, 10, 10), 35, 125);
    arcs.arcMoveTo(QRectF(3, 3, 10, 10), 215);
    arcs.arcTo(QRectF(3, 3, 10, 10), 215, 125);
    p.strokePath(arcs, p.pen());
    polygon(p, {{0.9, 6.2}, {5.6, 6.6}, {2.6, 9.6}});
    polygon(p, {{15.1, 9.8}, {10.4, 9.4}, {13.4, 6.4}});
}

void cpu(QPainter& p) {
    p.drawRect(QRectF(4.5, 4.5, 7, 7));
    for (const double at : {5.5, 8.0, 10.5}) {
        p.drawLine(QPointF(at, 1.5), QPointF(at, 3.5));
        p.drawLine(QPointF(at, 12.5), QPointF(at, 14.5));
        p.drawLine(QPointF(1.5, at), QPointF(3.5, at));
        p.drawLine(QPointF(12.5, at), QPointF(14.5, at));
    }
}

void gear(QPainter& p) {
    for (int tooth = 0; tooth < 8; ++tooth) {
        p.save();
        p.translate(8, 8);
        p.rotate(tooth * 45);
        p.drawLine(QPointF(0, 4), QPointF(0, 6));
        p.restore();
    }
    QPainterPath ring;
    ring.addEllipse(QPointF(8, 8), 3.4, 3.4);
    p.strokePath(ring, p.pen());
}

void shape(QPainter& p, Glyph glyph) {
    switch (glyph) {
    case Glyph::None: break;
    case Glyph::Circle: {
        QPainterPath ring;
        ring.addEllipse(QPointF(8, 8), 4.6, 4.6);
        p.strokePath(ring, p.pen());
        break;
    }
    case Glyph::Hourglass: hourglass(p); break;
    case Glyph::Play: play(p, 0); break;
    case Glyph::Lock: padlock(p); break;
    case Glyph::Bell: bell(p); break;
    case Glyph::Snooze: snooze(p); break;
    case Glyph::Square: p.drawRect(QRectF(4, 4, 8, 8)); break;
    case Glyph::Pause:
        p.drawRect(QRectF(4.6, 3.6, 1.6, 8.8));
        p.drawRect(QRectF(9.8, 3.6, 1.6, 8.8));
        break;
    case Glyph::PlayInBrackets:
        play(p, 1.6);
        brackets(p);
        break;
    case Glyph::Gear: gear(p); break;
    case Glyph::Question: question(p); break;
    case Glyph::Deadlock: chase(p); break;
    case Glyph::Check: polyline(p, {{2.8, 8.6}, {6.4, 12.2}, {13.2, 4}}); break;
    case Glyph::Cross:
        p.drawLine(QPointF(3.6, 3.6), QPointF(12.4, 12.4));
        p.drawLine(QPointF(3.6, 12.4), QPointF(12.4, 3.6));
        break;
    case Glyph::Warning:
        p.drawLine(QPointF(8, 2.6), QPointF(8, 9.4));
        p.drawEllipse(QPointF(8, 12.8), 0.9, 0.9);
        break;
    case Glyph::Cpu: cpu(p); break;
    }
}

} // namespace

void drawGlyph(QPainter& painter, Glyph glyph, QRectF rect, const QColor& color) {
    const double side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.scale(side / kSide, side / kSide);
    painter.translate(-kSide / 2, -kSide / 2);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color);
    shape(painter, glyph);
    painter.restore();
}

} // namespace lockstep::ui
