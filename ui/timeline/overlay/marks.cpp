// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's layer: what happened to the whole run, and where events were lost.
#include "ui/timeline/timelinepainter.h"

#include "core/trace/stepaxis.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace lockstep::ui {

namespace {

constexpr double kLossMerge = 64; // losses nearer than this share their count

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

QString markText(const Event& event) {
    switch (event.kind) {
    case EventKind::Pause: return tr("paused");
    case EventKind::Resume: return tr("resumed");
    case EventKind::Open: return tr("all threads at once from here");
    case EventKind::Stop: return tr("end of the run");
    case EventKind::Failure: return tr("failed");
    case EventKind::KernelLost: return tr("kernel lost %1").arg(numberText(event.value));
    default: return {};
    }
}

} // namespace

void TimelinePainter::paintTag(QPainter& painter, const QRectF& where, const QString& text,
                               const QColor& fill, const QColor& ink) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(where, 3, 3);
    painter.setPen(ink);
    painter.drawText(where, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void TimelinePainter::paintMarks(QPainter& painter) {
    const EventList& marks = m_trace.marks();
    const TimeCoordinates at = coordinates();
    const double y = m_plot.bottom() - 18;
    const double cursor = at.x(m_scene.cursor.time);
    double written = m_plot.left();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Event& event = m_trace.event(marks[i]);
        const QString text = markText(event);
        if (text.isEmpty() || event.time < m_scene.range.begin || event.time > m_scene.range.end) continue;
        const bool isEnd = event.kind == EventKind::Stop;
        const double x = std::round(at.x(isEnd ? pictureEnd(m_trace) : event.time)) + 0.5;
        const QColor color = event.kind == EventKind::Failure ? m_theme.loss : m_theme.textMuted;
        painter.setPen(QPen(color, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
        double left = std::min(x + 3, m_plot.right() - width);
        const bool isCrossed = m_scene.showsCursor && cursor > left && cursor < left + width;
        if (isCrossed && cursor - width - 3 >= written) left = cursor - width - 3;
        if (left < written || (isEnd && lanesEnd() > y)) continue; // it is not worth what it would cover
        paintTag(painter, {left, y, width, 16}, text, m_theme.background, color);
        written = left + width;
    }
}

void TimelinePainter::paintParting(QPainter& painter) {
    if (!m_scene.parting) return;
    const Timestamp time = m_trace.event(*m_scene.parting).time;
    if (time < m_scene.range.begin || time > m_scene.range.end) return;
    const double x = std::round(coordinates().x(time)) + 0.5;
    painter.setPen(QPen(m_theme.accent, 2, Qt::DotLine));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    const QString text = tr("the runs part here");
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    const double left = std::min(x + 3, m_plot.right() - width);
    paintTag(painter, {left, m_plot.bottom() - 36.0, width, 16}, text, m_theme.background, m_theme.accent);
}

// In the cursor's row, which hides no lane: a flag for each, and as much of its text as there is room for up
// to the next one.
void TimelinePainter::paintNotes(QPainter& painter) {
    constexpr double kFlag = 8;
    const QColor plate = blended(m_theme.background, m_theme.accent, 0.16);
    const TimeCoordinates at = coordinates();
    double right = m_plot.right() + 1;
    for (auto note = m_scene.notes.rbegin(); note != m_scene.notes.rend(); ++note) {
        if (note->event.value >= m_trace.size()) continue;
        const Timestamp time = m_trace.event(note->event).time;
        if (time < m_scene.range.begin || time > m_scene.range.end) continue;
        const double x = std::min(std::round(at.x(time)), double(m_plot.right())) + 0.5;
        painter.setPen(QPen(m_theme.accent, 1.5, Qt::DashDotLine));
        painter.drawLine(QPointF(x, m_area.top() + kFlag), QPointF(x, m_plot.bottom()));
        const int room = static_cast<int>(right - x - kFlag - 6);
        const QString text = painter.fontMetrics().elidedText(note->text, Qt::ElideRight, std::max(0, room));
        const double width = painter.fontMetrics().horizontalAdvance(text) + 6;
        if (room > 20 && !text.isEmpty())
            paintTag(painter, {x + kFlag, m_area.top() + 0.0, width, double(kCursorRow)}, text, plate,
                     m_theme.text);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.accent);
        const QPointF flag[] = {
            {x, m_area.top() + 1.0}, {x + kFlag, m_area.top() + 5.0}, {x, m_area.top() + 9.0}};
        painter.drawPolygon(flag, 3);
        right = x - 2;
    }
}

// A line under each; what is narrower than a pixel still has one.
void TimelinePainter::paintMarked(QPainter& painter) {
    const TimeCoordinates at = coordinates();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const MarkedSpan& span : m_scene.marked) {
        const TimeRange seen = span.range.intersected(m_scene.range);
        const Lane* lane = seen.isEmpty() ? nullptr : m_scene.layout.lane(span.thread);
        if (!lane || !isVisible(laneRect(*lane))) continue;
        const double left = std::floor(at.x(seen.begin));
        const double width = std::max(1.0, std::ceil(at.x(seen.end)) - left);
        painter.fillRect(QRectF(left, laneRect(*lane).bottom() + 1, width, 3), m_theme.selection);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void TimelinePainter::paintLosses(QPainter& painter) {
    struct Loss {
        double x = 0;
        std::int64_t count = 0;
    };
    std::map<std::uint32_t, std::vector<Loss>> losses; // by thread
    const EventList& marks = m_trace.marks();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Event& event = m_trace.event(marks[i]);
        if (event.kind != EventKind::Lost || !event.thread.isValid()) continue;
        const double x = coordinates().x(event.time);
        if (x < m_plot.left() - 20 || x > m_plot.right() + 20) continue;
        auto& ofThread = losses[event.thread.value];
        if (ofThread.empty() || x - ofThread.back().x > kLossMerge) ofThread.push_back({x, 0});
        ofThread.back().count += event.value;
    }
    for (const auto& [thread, ofThread] : losses)
        if (const Lane* lane = m_scene.layout.lane(ThreadId{thread}); lane && isVisible(laneRect(*lane)))
            for (const Loss& loss : ofThread) paintLoss(painter, *lane, loss.x, loss.count);
}

// The lane is torn in two here, and the gap says how many events are missing.
void TimelinePainter::paintLoss(QPainter& painter, const Lane& lane, double x, std::int64_t count) {
    const QRectF rect = QRectF(laneRect(lane)).adjusted(0, -1, 0, 1);
    const QString text = "? " + numberText(count);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 14;
    constexpr int kTeeth = 6;
    QPolygonF left;
    QPolygonF right;
    for (int i = 0; i <= kTeeth; ++i) {
        const double y = rect.top() + rect.height() * i / kTeeth;
        left << QPointF(x + (i % 2 ? 3 : -2), y);
        right.prepend(QPointF(x + width + (i % 2 ? 3 : -2), y));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.background);
    painter.drawPolygon(left + right);
    painter.setPen(QPen(m_theme.loss, 1.5));
    painter.drawPolyline(left);
    painter.drawPolyline(right);
    painter.drawText(QRectF(x, rect.top(), width, rect.height()), Qt::AlignCenter, text);
}

} // namespace lockstep::ui
