// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/marklegend.h"

#include "ui/graph/detection/slide/walkpainter.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <cmath>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::Detection", text);
}

} // namespace

MarkLegend::MarkLegend(DetectionView view, const QFont& font, double width)
    : m_font(font)
    , m_rowHeight(std::ceil(QFontMetricsF(font).height() * 1.35)) {
    for (Mark mark : marksOf(view)) m_items.push_back({.mark = mark, .words = markWords(view, mark, true)});
    addLines(view);
    place(width);
}

void MarkLegend::addLines(DetectionView view) {
    using enum DetectionEdgeKind;
    if (view == DetectionView::LockOrder) {
        m_items.push_back({.line = Order, .words = say("held while asking for")});
        return;
    }
    m_items.push_back({.line = WaitsFor, .words = say("waits for")});
    m_items.push_back({.line = HeldBy, .words = say("held by")});
    m_items.push_back({.line = Needs, .words = say("any of these would do")});
}

void MarkLegend::place(double width) {
    const QFontMetricsF metrics(m_font);
    QPointF next;
    m_rows = 1;
    for (Item& item : m_items) {
        const double need = swatchWidth() + m_rowHeight * 0.3 + metrics.horizontalAdvance(item.words);
        if (next.x() > 0 && next.x() + need > width) {
            next = {0, next.y() + m_rowHeight};
            ++m_rows;
        }
        item.place = next;
        next.rx() += need + m_rowHeight * 0.8;
    }
}

void MarkLegend::paint(QPainter& painter, const Theme& theme, QPointF corner) const {
    for (const Item& item : m_items) {
        const QPointF at = corner + item.place;
        paintSwatch(painter, theme, item,
                    {at.x(), at.y() + m_rowHeight * 0.14, swatchWidth(), m_rowHeight * 0.72});
        const double left = at.x() + swatchWidth() + m_rowHeight * 0.3;
        painter.setFont(m_font);
        painter.setPen(theme.text);
        const double wide = QFontMetricsF(m_font).horizontalAdvance(item.words) + 4;
        painter.drawText(QRectF(left, at.y(), wide, m_rowHeight), Qt::AlignVCenter, item.words);
    }
}

void MarkLegend::paintSwatch(QPainter& painter, const Theme& theme, const Item& item,
                             const QRectF& box) const {
    const double unit = m_rowHeight / 22;
    if (item.mark) {
        const MarkLook look = markLook(theme, *item.mark);
        paintMarked(painter, look, box.adjusted(1, 1, -1, -1), 3 * unit, unit);
        drawGlyph(painter, look.glyph, box.adjusted(0, 3 * unit, 0, -3 * unit), look.text);
        return;
    }
    const GraphStyle style{.unit = unit};
    const QPointF from(box.left(), box.center().y());
    const QPointF to(box.right(), box.center().y());
    GraphStrokes(painter, theme, style)
        .arrow({.from = from, .control1 = from, .control2 = to, .to = to},
               edgePen(theme, item.line, Mark::Plain, unit));
}

} // namespace lockstep::ui
