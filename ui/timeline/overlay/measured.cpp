// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's layer: the chosen stretch of time, and how long which state lasted in it.
#include "ui/timeline/timelinepainter.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr std::size_t kMostTotals = 6;

} // namespace

void TimelinePainter::paintSelection(QPainter& painter) {
    if (!m_scene.selection) return;
    const TimeCoordinates at = coordinates();
    const double left = at.x(m_scene.selection->begin);
    const QRectF box(left, m_plot.top(), at.x(m_scene.selection->end) - left, m_plot.height());
    QColor fill = m_theme.selection;
    fill.setAlphaF(0.13F);
    painter.fillRect(box, fill);
    painter.setPen(QPen(m_theme.selection, 1.5));
    painter.drawLine(box.topLeft(), box.bottomLeft());
    painter.drawLine(box.topRight(), box.bottomRight());
    paintTotals(painter, box);
}

// How long the chosen thread, or else all threads together, was in which state.
void TimelinePainter::paintTotals(QPainter& painter, const QRectF& box) {
    const auto totals = measuredTotals(m_scene);
    const std::size_t rows = std::min(totals.size(), kMostTotals);
    const QFontMetricsF metrics(m_font);
    const double line = metrics.height() + 3;
    const QString title = measuredTitle(m_scene);
    double width = metrics.horizontalAdvance(title);
    QStringList lines;
    for (std::size_t i = 0; i < rows; ++i) {
        lines << totals[i].text;
        width = std::max(width, metrics.horizontalAdvance(totals[i].text) + 20);
    }
    width += 20;
    const double height = line * static_cast<double>(rows + 1) + 12;
    const double left = std::clamp(box.center().x() - width / 2, m_plot.left() + 4.0,
                                   std::max(m_plot.left() + 4.0, m_plot.right() - width - 4));
    const QRectF card(left, std::max<double>(m_plot.top() + 4, m_plot.bottom() - height - 24), width, height);
    painter.setPen(QPen(m_theme.selection, 1));
    painter.setBrush(m_theme.background);
    painter.drawRoundedRect(card, 4, 4);
    QRectF row(card.left() + 10, card.top() + 6, width - 20, line);
    painter.setPen(m_theme.text);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    for (std::size_t i = 0; i < rows; ++i) {
        row.translate(0, line);
        const StateLook& look = m_theme.look(totals[i].state);
        painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1) : QPen(Qt::NoPen));
        painter.setBrush(look.isHollow ? QBrush(Qt::NoBrush) : QBrush(look.fill));
        painter.drawRect(QRectF(row.left() + 0.5, row.center().y() - 5.5, 11, 11));
        painter.setPen(m_theme.text);
        painter.drawText(row.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         lines[static_cast<int>(i)]);
    }
}

} // namespace lockstep::ui
