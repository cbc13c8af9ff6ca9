// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contention/histogramview.h"

#include "ui/model/words.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace lockstep::ui {

namespace {
constexpr int kMargin = 6;
constexpr double kWidestBar = 40;
} // namespace

HistogramView::HistogramView(QWidget* parent)
    : QWidget(parent) {
    setMinimumWidth(150);
    setAccessibleName(tr("Histogram"));
}

QSize HistogramView::sizeHint() const {
    return {260, 120};
}

void HistogramView::setDurations(const QString& title, TimeAxis axis, const Distribution& durations,
                                 ThreadState look) {
    m_title = title;
    m_axis = axis;
    m_look = look;
    m_durations = durations;
    describe();
    update();
}

void HistogramView::say(const QString& sentence) {
    setDurations(sentence, TimeAxis::Time, {}, ThreadState::Blocked);
}

void HistogramView::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

// To who cannot see it.
void HistogramView::describe() {
    QStringList bars{m_title};
    for (std::size_t i = 0; i < m_durations.bars.size(); ++i)
        if (m_durations.bars[i].count > 0) bars << barText(i);
    setAccessibleDescription(bars.join(QLatin1String("; ")));
}

QString HistogramView::lengthText(Timestamp length) const {
    return lengthWords(m_axis, length);
}

QString HistogramView::barText(std::size_t bar) const {
    const HistogramBar& it = m_durations.bars[bar];
    return tr("%1 of %2 lasted from %3 to less than %4: %5 together")
        .arg(numberText(it.count), numberText(m_durations.count), lengthText(it.range.begin),
             lengthText(it.range.end), lengthText(it.total));
}

QRectF HistogramView::plot() const {
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(kMargin, kMargin + 3 * line + 4, -kMargin, -kMargin - line - 2);
}

QRectF HistogramView::barRect(std::size_t bar) const {
    const QRectF room = plot();
    std::int64_t most = 1;
    for (const HistogramBar& each : m_durations.bars) most = std::max(most, each.count);
    const double width = std::min(kWidestBar, room.width() / static_cast<double>(m_durations.bars.size()));
    const std::int64_t count = m_durations.bars[bar].count;
    const double share = static_cast<double>(count) / static_cast<double>(most);
    // what is there can be seen
    const double height = count > 0 ? std::max(2.0, room.height() * share) : 0.0;
    return {room.left() + width * static_cast<double>(bar), room.bottom() - height, width, height};
}

bool HistogramView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_durations.bars.size(); ++i) {
        const QRectF bar = barRect(i);
        if (help->pos().x() < bar.left() || help->pos().x() >= bar.right()) continue;
        QToolTip::showText(help->globalPos(), barText(i), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->background);
    const QRectF head = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    painter.setPen(m_durations.bars.empty() ? m_theme->textMuted : m_theme->text);
    if (m_durations.bars.empty()) return painter.drawText(head, Qt::AlignCenter | Qt::TextWordWrap, m_title);
    const QRectF line(head.topLeft(), QSizeF(head.width(), fontMetrics().height()));
    painter.drawText(line, Qt::AlignLeft | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_title, Qt::ElideMiddle, static_cast<int>(line.width())));
    double written = plot().left();
    for (std::size_t i = 0; i < m_durations.bars.size(); ++i) paintBar(painter, i, written);
    painter.setPen(m_theme->textMuted);
    painter.drawLine(plot().bottomLeft(), plot().bottomRight());
    paintPercentiles(painter);
}

// With its count above it and where it begins below it, as far as there is room.
void HistogramView::paintBar(QPainter& painter, std::size_t bar, double& written) const {
    const HistogramBar& it = m_durations.bars[bar];
    const QRectF rect = barRect(bar);
    const double line = fontMetrics().height();
    painter.fillRect(rect.adjusted(1, 0, -1, 0), m_theme->look(m_look).fill);
    const QString count = numberText(it.count);
    painter.setPen(m_theme->text);
    if (it.count > 0 && fontMetrics().horizontalAdvance(count) <= rect.width())
        painter.drawText(QRectF(rect.left(), rect.top() - line, rect.width(), line), Qt::AlignCenter, count);
    const QString from = lengthText(it.range.begin);
    const double width = fontMetrics().horizontalAdvance(from);
    if (rect.left() < written || rect.left() + width > plot().right() + kMargin) return;
    painter.setPen(m_theme->textMuted);
    painter.drawText(QPointF(rect.left(), plot().bottom() + fontMetrics().ascent() + 2), from);
    painter.drawLine(QPointF(rect.left(), plot().bottom()), QPointF(rect.left(), plot().bottom() + 3));
    written = rect.left() + width + 8;
}

// In words only as many as there is room for.
void HistogramView::paintPercentiles(QPainter& painter) const {
    const std::pair<const char*, Timestamp> marks[] = {
        {"p50", m_durations.p50}, {"p90", m_durations.p90}, {"p99", m_durations.p99}};
    QStringList names;
    painter.setPen(QPen(m_theme->accent, 1, Qt::DashLine));
    for (const auto& [name, length] : marks) {
        names << tr("%1 %2").arg(QLatin1String(name), lengthText(length));
        for (std::size_t i = 0; i < m_durations.bars.size(); ++i) {
            if (!m_durations.bars[i].range.contains(length)) continue;
            const double x = std::round(barRect(i).center().x()) + 0.5;
            painter.drawLine(QPointF(x, plot().top()), QPointF(x, barRect(i).top()));
        }
    }
    const QRectF line(kMargin, kMargin + fontMetrics().height(), width() - 2.0 * kMargin,
                      fontMetrics().height());
    const auto text = [&names] { return names.join(QLatin1String("  ")); };
    while (names.size() > 1 && fontMetrics().horizontalAdvance(text()) > line.width()) names.removeLast();
    painter.setPen(m_theme->textMuted);
    painter.drawText(line, Qt::AlignLeft | Qt::TextSingleLine, text());
}

} // namespace lockstep::ui
