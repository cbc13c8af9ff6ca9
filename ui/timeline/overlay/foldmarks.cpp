// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's layer: idle stretches that are folded, each with its true length.
#include "ui/timeline/timelinepainter.h"

#include "ui/model/words.h"

#include <QCoreApplication>

#include <cmath>

namespace lockstep::ui {

namespace {

constexpr double kTooth = 5; // px, of the torn edges

// From the top down, to and fro.
QPolygonF tornEdge(double x, double top, double bottom) {
    QPolygonF edge;
    const int teeth = static_cast<int>(std::ceil((bottom - top) / kTooth));
    for (int i = 0; i <= teeth; ++i)
        edge << QPointF(x + (i % 2 == 0 ? -1.5 : 1.5), std::min(top + i * kTooth, bottom));
    return edge;
}

} // namespace

QString foldText(const Trace& trace, TimeRange fold) {
    return QCoreApplication::translate("Timeline", "%1 idle").arg(lengthWords(trace.axis(), fold.length()));
}

void TimelinePainter::paintFolds(QPainter& painter) {
    const TimeCoordinates at = coordinates();
    if (at.isLinear()) return;
    const auto& folds = m_scene.folds.stretches();
    const std::size_t first = m_scene.folds.countUpTo(m_scene.range.begin);
    if (const auto cut = m_scene.folds.at(m_scene.range.begin)) paintFold(painter, *cut);
    for (std::size_t i = first; i < folds.size() && folds[i].begin < m_scene.range.end; ++i)
        paintFold(painter, folds[i]);
}

// The lanes are torn apart here; along the gap stands how long it is.
void TimelinePainter::paintFold(QPainter& painter, TimeRange fold) {
    const TimeCoordinates at = coordinates();
    const double left = at.x(fold.begin);
    const double right = at.x(fold.end);
    const QString text = foldText(m_trace, fold);
    const QFontMetricsF metrics(m_font);
    const double length = metrics.horizontalAdvance(text) + 12;
    const double least = std::max(double(lanesEnd()), m_plot.top() + length); // room for its words
    const double bottom = std::min(double(m_plot.bottom()), least) + 1;
    QPolygonF gap = tornEdge(left, m_plot.top(), bottom);
    const QPolygonF other = tornEdge(right, m_plot.top(), bottom);
    for (auto corner = other.rbegin(); corner != other.rend(); ++corner) gap << *corner;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.background);
    painter.drawPolygon(gap);
    painter.setPen(QPen(m_theme.textMuted, 1));
    painter.drawPolyline(tornEdge(left, m_plot.top(), bottom));
    painter.drawPolyline(other);
    if (right - left < metrics.height() || bottom - m_plot.top() < length) return;
    painter.save();
    painter.translate((left + right) / 2, (m_plot.top() + bottom) / 2);
    painter.rotate(-90);
    painter.setPen(m_theme.text);
    const double half = (bottom - m_plot.top()) / 2;
    painter.drawText(QRectF(-half, -metrics.height() / 2, 2 * half, metrics.height()), Qt::AlignCenter, text);
    painter.restore();
}

} // namespace lockstep::ui
