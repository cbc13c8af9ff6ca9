// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's layer: the object under the mouse, wherever it is held or waited for.
#include "ui/timeline/timelinepainter.h"

#include "core/trace/stepaxis.h"
#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kMostLit = 4000; // spans looked at in one lane

} // namespace

void TimelinePainter::paintLit(QPainter& painter) {
    if (!m_scene.hovered.isValid()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.accent, 2));
    if (const Lane* lane = m_scene.layout.lane(m_scene.hovered)) {
        painter.drawRect(QRectF(laneRect(*lane)).adjusted(1, -2, -1, 2));
        paintHolds(painter, m_scene.hovered);
    }
    for (const Lane& lane : m_scene.layout.lanes())
        if (lane.key.kind == LaneKind::Thread && isVisible(laneRect(lane)))
            paintWaits(painter, lane, m_scene.hovered);
}

// Under the lane of each thread that holds the lock, for as long as it does.
void TimelinePainter::paintHolds(QPainter& painter, ObjectId lock) {
    const Track& holds = changesOf(m_trace, {LaneKind::Lock, lock.value});
    const TimeCoordinates at = coordinates();
    std::size_t i = holds.indexAt(m_scene.range.begin).value_or(0);
    for (int looks = 0; i < holds.size() && holds[i].time < m_scene.range.end && looks < kMostLit;
         ++i, ++looks) {
        const Lane* lane = m_scene.layout.lane(holds[i].lane().subjectAs<ThreadId>());
        if (!lane) continue;
        const TimeRange time = holds.rangeOf(i, pictureEnd(m_trace));
        const double width = std::max(1.0, at.x(time.end) - at.x(time.begin));
        painter.fillRect(QRectF(at.x(time.begin), laneRect(*lane).bottom() + 1, width, 3), m_theme.accent);
    }
}

void TimelinePainter::paintWaits(QPainter& painter, const Lane& lane, ObjectId object) {
    const Track& changes = changesOf(m_trace, lane.key);
    const TimeCoordinates at = coordinates();
    std::size_t i = changes.indexAt(m_scene.range.begin).value_or(0);
    for (int looks = 0; i < changes.size() && changes[i].time < m_scene.range.end && looks < kMostLit;
         ++i, ++looks) {
        if (changes[i].lane().subjectAs<ObjectId>() != object) continue;
        const TimeRange time = changes.rangeOf(i, pictureEnd(m_trace));
        const double width = std::max(3.0, at.x(time.end) - at.x(time.begin));
        painter.drawRect(
            QRectF(at.x(time.begin), laneRect(lane).top(), width, lane.height).adjusted(1, 0, -1, 0));
    }
}

} // namespace lockstep::ui
