// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn over the chart: cursor, capacities, names and present values.
#include "ui/charts/queuechart.h"
#include "ui/model/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {
constexpr double kMark = 4;           // half a mark's size
constexpr double kLeastAxisRoom = 34; // so that names stay where they are while numbers are small
constexpr double kLeastNames = 60;    // narrower than this, names stand in the plot
} // namespace

void QueueChart::drawForeground(QPainter* painter, const QRectF&) {
    painter->setFont(font());
    if (m_subjects.empty()) {
        painter->setPen(m_theme->textMuted);
        painter->drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, emptyText());
        return;
    }
    paintFolds(*painter);
    paintCapacities(*painter);
    paintNames(*painter);
    paintCursor(*painter);
}

void QueueChart::paintFolds(QPainter& painter) const {
    const QRectF plot = plotArea();
    if (coordinates().isLinear()) return;
    for (const TimeRange& fold : m_shared->folds().stretches()) {
        const double left = std::max(plot.left(), xOf(fold.begin));
        const double right = std::min(plot.right(), xOf(fold.end));
        if (left < right) painter.fillRect(QRectF(left, 0, right - left, height()), m_theme->background);
    }
}

void QueueChart::paintCursor(QPainter& painter) const {
    const QRectF plot = plotArea();
    const Timestamp time = m_shared->cursor().time;
    const double x = xOf(time);
    if (x < plot.left() - 0.5 || x > plot.right() + 0.5) return;
    painter.fillRect(QRectF(std::floor(x), 0, 1, height()), m_theme->cursor);
    for (std::size_t i = 0; i < m_subjects.size(); ++i) {
        const auto value = m_shared->trace()->object(m_subjects[i].object).values.at(time);
        if (!value) continue;
        const double y = yOf(*value);
        paintMark(painter, i, {x, y});
    }
}

// Each line has a mark of its own shape, for those who cannot tell the colours apart.
void QueueChart::paintMark(QPainter& painter, std::size_t index, QPointF c) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->background, 1));
    painter.setBrush(lineColor(index, *m_theme));
    const double r = kMark;
    switch (index % 4) {
    case 0: painter.drawEllipse(c, r, r); break;
    case 1: painter.drawRect(QRectF(c.x() - r, c.y() - r, 2 * r, 2 * r)); break;
    case 2:
        painter.drawPolygon(QPolygonF({{c.x(), c.y() - r}, {c.x() + r, c.y() + r}, {c.x() - r, c.y() + r}}));
        break;
    default:
        painter.drawPolygon(
            QPolygonF({{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}}));
    }
    painter.restore();
}

void QueueChart::paintCapacities(QPainter& painter) const {
    const QRectF plot = plotArea();
    const double line = painter.fontMetrics().height();
    const bool areAlike = m_subjects.size() > 1 && std::ranges::all_of(m_subjects, [&](const auto& subject) {
                              return subject.capacity == m_subjects.front().capacity;
                          });
    double lastTop = -1e9;
    for (std::size_t i = 0; i < m_subjects.size(); ++i) {
        const DepthSubject& subject = m_subjects[i];
        if (subject.capacity <= 0 || (areAlike && i > 0)) continue;
        const QString number = numberText(subject.capacity);
        QString label = m_subjects.size() == 1 ? tr("capacity %1").arg(number)
                        : areAlike             ? tr("capacity of each: %1").arg(number)
                                               : tr("capacity of %1: %2").arg(subject.name, number);
        double top = plot.top();
        if (isCapacityDrawn(subject))
            top = yOf(subject.capacity);
        else
            label = tr("%1, far above").arg(label);
        // above its line where there is room, and never on another label
        top =
            top - line >= 0 && top - line >= lastTop + line ? top - line : std::max(top + 1, lastTop + line);
        lastTop = top;
        const double width = painter.fontMetrics().horizontalAdvance(label) + 6;
        paintVeil(painter, {plot.right() - width - 4, top, width, line});
        painter.setPen(areAlike ? m_theme->text : lineColor(i, *m_theme));
        painter.drawText(QRectF(plot.right() - width - 4, top, width, line), Qt::AlignCenter, label);
    }
}

// Keeps words readable over lines.
void QueueChart::paintVeil(QPainter& painter, const QRectF& box) const {
    QColor veil = m_theme->background;
    veil.setAlphaF(0.82F);
    painter.fillRect(box, veil);
}

// Each name and its depth in one line, whatever the depth is.
bool QueueChart::areBesides(const QFontMetrics& metrics, double width) const {
    return std::ranges::all_of(m_subjects, [&](const DepthSubject& subject) {
        const QString most =
            QStringLiteral("00 ") + numberText(std::max({subject.capacity, subject.extent.max, 10}));
        return metrics.horizontalAdvance(subject.name + most) + 6 <= width;
    });
}

void QueueChart::paintNames(QPainter& painter) const {
    const double line = painter.fontMetrics().height() + 3;
    const double room = plotArea().left() - std::max(kLeastAxisRoom, axisRoom());
    const bool isInPlot = room < kLeastNames;
    const double left = isInPlot ? plotArea().left() + 4 : 6;
    const double width = isInPlot ? plotArea().width() / 2 : room - left;
    double top = plotArea().top() - 4;
    const double words = width - 3 * kMark - 4;
    const bool areBelow = !areBesides(painter.fontMetrics(), words) &&
                          top + 2 * line * static_cast<double>(m_subjects.size()) <= height() + 2;
    const double step = areBelow ? 2 * line - 4 : line;
    for (std::size_t i = 0; i < m_subjects.size() && top + step <= height() + 2; ++i, top += step) {
        const QRectF box(left + 3 * kMark + 4, top, words, line);
        const QString depth = depthText(*m_shared->trace(), m_subjects[i].object, m_shared->cursor().time);
        if (isInPlot) paintVeil(painter, {left - 2, top, width, step});
        paintMark(painter, i, {left + kMark + 1, top + line / 2});
        const double depthWidth = areBelow ? 0 : painter.fontMetrics().horizontalAdvance(depth) + 6;
        const bool isLit = m_subjects[i].object == m_shared->hoveredObject();
        painter.setPen(isLit ? m_theme->accent : m_theme->text);
        painter.drawText(box, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_subjects[i].name, Qt::ElideMiddle,
                                                          static_cast<int>(box.width() - depthWidth)));
        painter.setPen(m_theme->textMuted);
        painter.drawText(areBelow ? box.translated(0, line - 4) : box,
                         Qt::AlignVCenter | (areBelow ? Qt::AlignLeft : Qt::AlignRight), depth);
    }
}

} // namespace lockstep::ui
