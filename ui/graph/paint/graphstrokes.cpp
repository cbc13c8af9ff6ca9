// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/paint/graphstrokes.h"

#include <QFontMetricsF>

#include <cmath>

namespace lockstep::ui {

void GraphStrokes::arrow(const GraphRoute& route, const QPen& pen) {
    m_painter.setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPath(route.path());
    arrowHead(route, pen.color());
}

void GraphStrokes::arrowHead(const GraphRoute& route, const QColor& color) {
    const QPointF way = route.to - route.at(0.94);
    const double angle = std::atan2(way.y(), way.x()) * 180 / M_PI;
    m_painter.save();
    m_painter.translate(route.to);
    m_painter.rotate(angle);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color);
    const double size = 9 * m_style.unit;
    const QPointF head[] = {{0, 0}, {-size, -size * 0.45}, {-size * 0.8, 0}, {-size, size * 0.45}};
    m_painter.drawPolygon(head, 4);
    m_painter.restore();
}

void GraphStrokes::label(const GraphRoute& route) {
    if (route.label.isEmpty()) return;
    if (route.isLabelOnEdge) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.background);
        m_painter.drawRoundedRect(route.labelBox, 3, 3);
    }
    m_painter.setPen(m_theme.textMuted);
    m_painter.setFont(m_style.detailFont);
    m_painter.drawText(route.labelBox, Qt::AlignCenter, route.label);
}

void GraphStrokes::cardWords(const GraphCardText& words, const QRectF& card, bool isThread,
                             const QColor& name, const QColor& detail) {
    const QRectF box = m_style.textBox(card, isThread);
    const QFontMetricsF nameMetrics(m_style.nameFont);
    const double height = m_style.nameHeight() + (m_style.hasDetails ? m_style.detailHeight() : 0);
    const QRectF nameBox(box.left(), box.center().y() - height / 2, box.width(), m_style.nameHeight());
    m_painter.setFont(m_style.nameFont);
    m_painter.setPen(name);
    const QString shown = nameMetrics.elidedText(words.name, Qt::ElideMiddle, nameBox.width());
    m_painter.drawText(nameBox, Qt::AlignVCenter, shown);
    if (!m_style.hasDetails) return;
    m_painter.setFont(m_style.detailFont);
    m_painter.setPen(detail);
    const double kindLeft = nameBox.left() + nameMetrics.horizontalAdvance(shown) + m_style.kindGap();
    const QFontMetricsF detailMetrics(m_style.detailFont);
    const QRectF kindBox(kindLeft, nameBox.top(), box.right() - kindLeft + 4, nameBox.height());
    m_painter.drawText(kindBox, Qt::AlignVCenter | Qt::TextSingleLine,
                       detailMetrics.elidedText(words.kind, Qt::ElideRight, kindBox.width()));
    const QRectF detailBox(box.left(), nameBox.bottom(), box.width(), m_style.detailHeight());
    m_painter.drawText(detailBox, Qt::AlignVCenter,
                       detailMetrics.elidedText(words.detail, Qt::ElideRight, detailBox.width() + 1));
}

void GraphStrokes::ring(const GraphRingPlace& place, const QString& words) {
    const double unit = m_style.unit;
    m_painter.setPen(QPen(m_theme.deadlock, 2.5 * unit));
    m_painter.setBrush(blended(m_theme.background, m_theme.deadlock, 0.06));
    m_painter.drawRoundedRect(place.box, 8 * unit, 8 * unit);
    const double side = m_style.detailHeight();
    const QRectF glyph(place.words.left() - m_style.glyphRoom(), place.words.top(), side, side);
    drawGlyph(m_painter, Glyph::Deadlock, glyph, m_theme.deadlock);
    m_painter.setFont(m_style.detailFont);
    m_painter.setPen(m_theme.text);
    m_painter.drawText(place.words, Qt::TextWordWrap, words);
}

} // namespace lockstep::ui
