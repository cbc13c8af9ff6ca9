// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/print/cutter.h"

#include <QPaintEngine>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kSlack = 1.5; // pixels: a font's bounds are wider than its letters

QPainterPath strokeOf(const QPainterPath& path, const QPen& pen) {
    QPainterPathStroker stroker(pen);
    stroker.setWidth(std::max(1.0, pen.widthF())); // the thinnest is told as 0
    return stroker.createStroke(path);
}

} // namespace

void Cutter::setClip(const QPainterPath& clip, const QTransform& transform) {
    m_clip = clip;
    m_transform = transform;
}

Cutter::Seen Cutter::seen(const QRectF& bounds) const {
    const QRectF whole = m_transform.mapRect(bounds);
    const double x = std::min(kSlack, whole.width() / 2 - 0.1);
    const double y = std::min(kSlack, whole.height() / 2 - 0.1);
    const QRectF inner = whole.adjusted(x, y, -x, -y); // never empty, even of a line
    if (m_clip.contains(inner)) return Seen::All;
    return m_clip.intersects(inner) ? Seen::Part : Seen::Nothing;
}

void Cutter::fill(const QPainterPath& path, QBrush brush) {
    const QPainterPath rest = m_transform.map(path).intersected(m_clip);
    if (rest.isEmpty()) return;
    brush.setTransform(brush.transform() * m_transform);
    m_painter.save();
    m_painter.setTransform(m_base);
    m_painter.fillPath(rest, brush);
    m_painter.restore();
}

void Cutter::drawPath(const QPainterPath& path, bool isFilled) {
    const QPen pen = m_painter.pen();
    const QBrush brush = isFilled ? m_painter.brush() : QBrush(Qt::NoBrush);
    const double rim = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    const Seen what = seen(path.controlPointRect().adjusted(-rim, -rim, rim, rim));
    if (what == Seen::Nothing) return;
    if (what == Seen::Part) {
        if (brush.style() != Qt::NoBrush) fill(path, brush);
        if (pen.style() != Qt::NoPen) fill(strokeOf(path, pen), pen.brush());
        return;
    }
    const QBrush own = m_painter.brush(); // of what is drawn next
    m_painter.setBrush(brush);
    m_painter.drawPath(path);
    m_painter.setBrush(own);
}

void Cutter::drawText(const QPointF& place, const QTextItem& item) {
    const QRectF bounds(place.x(), place.y() - item.ascent(), item.width(), item.ascent() + item.descent());
    switch (seen(bounds)) {
    case Seen::All: return m_painter.drawTextItem(place, item);
    case Seen::Nothing: return;
    case Seen::Part: break;
    }
    QPainterPath outline;
    outline.addText(place, item.font(), item.text());
    fill(outline, m_painter.pen().brush());
}

void Cutter::drawImage(const QRectF& room, const QImage& image, const QRectF& part) {
    const Seen what = seen(room);
    if (what == Seen::Nothing || room.isEmpty()) return;
    if (what == Seen::All) return m_painter.drawImage(room, image, part);
    const QRectF rest = m_transform.inverted().mapRect(m_clip.boundingRect()).intersected(room);
    const double x = part.width() / room.width();
    const double y = part.height() / room.height();
    m_painter.drawImage(rest, image,
                        QRectF(part.left() + (rest.left() - room.left()) * x,
                               part.top() + (rest.top() - room.top()) * y, rest.width() * x,
                               rest.height() * y));
}

} // namespace lockstep::ui
