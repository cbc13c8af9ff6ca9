// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineWidget's slots: what keys and menus do.
#include "ui/timeline/widget/timelinewidget.h"

#include "core/trace/stepaxis.h"
#include <algorithm>
#include <cmath>

namespace lockstep::ui {

// At the mouse where it is over the lanes, else at the cursor, or the edge beyond which the cursor is.
Timestamp TimelineWidget::zoomAnchor() const {
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const bool isOver =
        viewport()->underMouse() && viewport()->rect().contains(mouse) && mouse.x() >= plotLeft();
    const TimeRange range = m_viewport->range();
    return isOver ? timeAt(mouse.x()) : std::clamp(m_viewport->cursor().time, range.begin, range.end);
}

void TimelineWidget::zoomIn() {
    if (m_scene.trace) m_viewport->zoom(kZoomStep, zoomAnchor());
}

void TimelineWidget::zoomOut() {
    if (m_scene.trace) m_viewport->zoom(1 / kZoomStep, zoomAnchor());
}

void TimelineWidget::panLeft() {
    m_viewport->panBy(-kPanShare);
}
void TimelineWidget::panRight() {
    m_viewport->panBy(kPanShare);
}
void TimelineWidget::fitAll() {
    m_viewport->fitAll();
}

void TimelineWidget::zoomToSelection() {
    if (m_scene.selection && !m_scene.selection->isEmpty()) m_viewport->setRange(*m_scene.selection);
}

void TimelineWidget::zoomToSpan() {
    const auto key = selectedKey();
    const auto change = key ? changeAt(*m_scene.trace, *key, m_scene.cursor.time) : std::nullopt;
    if (!change) return fitAll();
    const TimeRange span = changesOf(*m_scene.trace, *key).rangeOf(*change, pictureEnd(*m_scene.trace));
    const Timestamp margin = std::max<Timestamp>(50, span.length() / 10);
    const TimeRange wanted{span.begin - margin, span.end + margin};
    const bool isThere = std::abs(m_viewport->range().length() - wanted.length()) <= wanted.length() / 50;
    isThere ? fitAll() : m_viewport->setRange(wanted);
}

void TimelineWidget::moveCursor(int direction) {
    if (!m_scene.trace) return;
    if (!selectedKey()) return m_viewport->stepCursor(direction);
    const Track& changes = changesOf(*m_scene.trace, *selectedKey());
    if (changes.empty()) return;
    const auto now = m_scene.cursor.event ? changes.indexAt(*m_scene.cursor.event) : std::nullopt;
    auto next = static_cast<std::ptrdiff_t>(now.value_or(0)) + (now ? direction : 0);
    // from the middle of a span, back goes to its own beginning
    if (direction < 0 && now && m_scene.cursor.event && changes[*now].event < *m_scene.cursor.event)
        next = static_cast<std::ptrdiff_t>(*now);
    next = std::clamp<std::ptrdiff_t>(next, 0, static_cast<std::ptrdiff_t>(changes.size()) - 1);
    const auto lane = m_scene.selectedLane;
    m_viewport->setCursorEvent(changes[static_cast<std::size_t>(next)].event);
    m_scene.selectedLane = lane;
}

void TimelineWidget::nextState() {
    moveCursor(1);
}
void TimelineWidget::previousState() {
    moveCursor(-1);
}

void TimelineWidget::laneUp() {
    if (m_scene.layout.lanes().empty()) return;
    chooseLane(m_scene.selectedLane ? std::max<std::size_t>(*m_scene.selectedLane, 1) - 1 : 0);
}

void TimelineWidget::laneDown() {
    if (m_scene.layout.lanes().empty()) return;
    chooseLane(m_scene.selectedLane ? std::min(*m_scene.selectedLane + 1, m_scene.layout.lanes().size() - 1)
                                    : 0);
}

void TimelineWidget::toStart() {
    m_viewport->goToStart();
}

void TimelineWidget::toEnd() {
    if (const auto last = m_viewport->lastEvent()) m_viewport->setCursorEvent(*last);
}

void TimelineWidget::stepSameKind(int direction) {
    if (!m_scene.trace || !m_scene.cursor.event) return;
    const EventKind kind = m_scene.trace->event(*m_scene.cursor.event).kind;
    const auto last = m_viewport->lastEvent();
    auto i = static_cast<std::ptrdiff_t>(m_scene.cursor.event->value) + direction;
    for (; i >= 0 && last && i <= static_cast<std::ptrdiff_t>(last->value); i += direction)
        if ((*m_scene.trace)[static_cast<std::size_t>(i)].kind == kind)
            return m_viewport->setCursorEvent(EventIndex{static_cast<std::uint32_t>(i)});
}

void TimelineWidget::nextSameKind() {
    stepSameKind(1);
}
void TimelineWidget::previousSameKind() {
    stepSameKind(-1);
}

void TimelineWidget::clearSelection() {
    m_viewport->setSelection(std::nullopt);
    chooseLane(std::nullopt);
}

void TimelineWidget::setLaneHeight(int height) {
    if (!m_scene.trace) return;
    layOut(std::clamp(height, TimelineLayout::kLeastHeight, TimelineLayout::kMostHeight));
}

void TimelineWidget::growLanes() {
    setLaneHeight(m_scene.layout.laneHeight() + kHeightStep);
}
void TimelineWidget::shrinkLanes() {
    setLaneHeight(m_scene.layout.laneHeight() - kHeightStep);
}

} // namespace lockstep::ui
