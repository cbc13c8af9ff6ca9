// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's layer: deadlocks, seen at every zoom.
#include "ui/timeline/timelinepainter.h"

#include "core/trace/stepaxis.h"
#include <QCoreApplication>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kLeastFrame = 10;

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

} // namespace

std::optional<QRectF> TimelinePainter::deadlockFrame(ThreadId thread) const {
    const auto change = deadlockedChange(m_scene, thread);
    const Lane* lane = m_scene.layout.lane(thread);
    if (!change || !lane) return std::nullopt;
    const TimeRange time = changesOf(m_trace, lane->key).rangeOf(*change, pictureEnd(m_trace));
    const TimeCoordinates at = coordinates();
    const double begin = at.x(time.begin);
    const double left = std::max(begin, m_plot.left() - 6.0);
    const double right = std::min(std::max(at.x(time.end), begin + kLeastFrame), m_plot.right() + 7.0);
    if (right <= m_plot.left() || left >= m_plot.right()) return std::nullopt;
    return QRectF(left, laneRect(*lane).top(), right - left, lane->height);
}

void TimelinePainter::paintDeadlocks(QPainter& painter) {
    for (const Finding& finding : m_scene.deadlocks)
        for (const ThreadId thread : finding.threads) {
            const Lane* lane = m_scene.layout.lane(thread);
            if (!lane || !isVisible(laneRect(*lane))) continue;
            if (const auto frame = deadlockFrame(thread))
                paintDeadlock(painter, *frame);
            else
                paintDeadlockBeyond(painter, *lane);
        }
}

// A thick frame, set off from the span by a hairline, and a flag at its left end.
void TimelinePainter::paintDeadlock(QPainter& painter, const QRectF& frame) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.background, 1));
    painter.drawRect(frame.adjusted(2.5, 2.5, -2.5, -2.5));
    painter.setPen(QPen(m_theme.deadlock, 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
    const double seen = std::max(frame.left(), double(m_plot.left()));
    const double width = deadlockFlagWidth(frame.right() - seen, m_font);
    if (width == 0 || frame.height() < 12) return;
    const QRectF flag(seen, frame.top(), width, frame.height());
    painter.fillRect(flag, m_theme.deadlock);
    drawGlyph(painter, Glyph::Deadlock, QRectF(flag.left() + 4, flag.center().y() - 6, 12, 12),
              m_theme.background);
    if (width < 20) return;
    painter.setPen(m_theme.background);
    painter.drawText(flag.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, tr("deadlock"));
}

// Out of view to the left or right: an arrowhead at that edge.
void TimelinePainter::paintDeadlockBeyond(QPainter& painter, const Lane& lane) {
    const auto change = deadlockedChange(m_scene, lane.key.thread());
    if (!change) return;
    const bool isLater = changesOf(m_trace, lane.key)[*change].time >= m_scene.range.end;
    const QRectF rect = laneRect(lane);
    const double edge = isLater ? rect.right() : rect.left();
    const double inward = isLater ? -7 : 7;
    const QPointF head[] = {{edge, rect.center().y()},
                            {edge + inward, rect.center().y() - 7},
                            {edge + inward, rect.center().y() + 7}};
    painter.setPen(QPen(m_theme.background, 1));
    painter.setBrush(m_theme.deadlock);
    painter.drawPolygon(head, 3);
}

} // namespace lockstep::ui
