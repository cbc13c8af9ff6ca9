// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineWidget's mouse and wheel.
#include "ui/timeline/widget/timelinewidget.h"

#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kDragThreshold = 4;

} // namespace

void TimelineWidget::mousePressEvent(QMouseEvent* event) {
    if (!m_scene.trace) return;
    m_pressed = event->position().toPoint();
    m_pressedTime = timeAt(m_pressed.x());
    m_pressedRange = m_viewport->range();
    m_hasDragged = false;
    const bool pans =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceDown);
    if (pans) {
        m_drag = Drag::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    const bool isLeftOfLanes = m_pressed.x() < plotLeft() && !isOnCursor(m_pressed);
    if (event->button() != Qt::LeftButton || isLeftOfLanes) {
        if (event->button() == Qt::LeftButton) chooseLane(laneAt(m_pressed));
        return;
    }
    if (isOnCursor(m_pressed))
        m_drag = Drag::Cursor;
    else
        m_drag = m_pressed.y() < TimelinePainter::kRulerHeight ? Drag::Zoom : Drag::Measure;
}

void TimelineWidget::drag(QPoint place) {
    const Timestamp here = timeAt(place.x());
    const TimeRange stretch{std::min(m_pressedTime, here), std::max(m_pressedTime, here)};
    switch (m_drag) {
    case Drag::Cursor: m_viewport->setCursorTime(here); break;
    case Drag::Zoom:
    case Drag::Measure: m_viewport->setSelection(stretch); break;
    case Drag::Pan:
        m_viewport->setRange(TimeCoordinates(m_pressedRange, 0, plotWidth(), &m_scene.folds)
                                 .shifted(m_pressed.x() - place.x()));
        break;
    case Drag::None: break;
    }
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPoint place = event->position().toPoint();
    if (m_drag == Drag::None) return hover(place);
    if ((place - m_pressed).manhattanLength() >= kDragThreshold) m_hasDragged = true;
    if (m_hasDragged || m_drag == Drag::Cursor) drag(place);
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent* event) {
    const Drag ended = std::exchange(m_drag, Drag::None);
    showPointer(event->position().toPoint());
    if (m_hasDragged) {
        if (ended == Drag::Zoom) {
            zoomToSelection();
            m_viewport->setSelection(std::nullopt);
        }
        return;
    }
    if (ended != Drag::Measure && ended != Drag::Zoom) return;
    if (const auto fold = foldAt(m_pressed); fold && ended == Drag::Measure)
        return m_viewport->folding().open(fold->begin);
    // a click: the cursor goes there, and its lane is chosen
    m_viewport->setSelection(std::nullopt);
    if (const auto lane = laneAt(m_pressed)) chooseLane(lane);
    m_viewport->setCursorTime(m_pressedTime);
}

void TimelineWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPoint place = event->position().toPoint();
    if (event->button() != Qt::LeftButton || !m_scene.trace) return;
    if (place.y() < TimelinePainter::kRulerHeight) return fitAll();
    if (const auto lane = laneAt(place)) {
        chooseLane(lane);
        m_viewport->setCursorTime(timeAt(place.x()));
        zoomToSpan();
    }
}

bool TimelineWidget::isOnCursor(QPoint place) const {
    return m_scene.trace && place.x() >= plotLeft() - kDragThreshold &&
           std::abs(painter().coordinates().x(m_scene.cursor.time) - place.x()) <= kDragThreshold;
}

void TimelineWidget::showPointer(QPoint place) {
    if (m_isSpaceDown)
        viewport()->setCursor(Qt::OpenHandCursor);
    else if (isOnCursor(place))
        viewport()->setCursor(Qt::SizeHorCursor);
    else if (foldAt(place))
        viewport()->setCursor(Qt::PointingHandCursor);
    else
        viewport()->unsetCursor();
}

void TimelineWidget::hover(QPoint place) {
    showPointer(place);
    const auto lane = laneAt(place);
    if (!lane) return m_viewport->setHoveredObject({});
    const LaneKey key = m_scene.layout.lanes()[*lane].key;
    if (key.kind == LaneKind::Lock) return m_viewport->setHoveredObject(key.lock());
    ObjectId waitedFor;
    if (key.kind == LaneKind::Thread && place.x() >= plotLeft())
        if (const auto change = changeAt(*m_scene.trace, key, timeAt(place.x())))
            waitedFor = changesOf(*m_scene.trace, key)[*change].lane().subjectAs<ObjectId>();
    m_viewport->setHoveredObject(waitedFor);
}

void TimelineWidget::wheelEvent(QWheelEvent* event) {
    if (!m_scene.trace) return;
    const QPoint delta = event->angleDelta();
    const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / 120.0; // Shift may turn the axis
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    const bool isShift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (isControl && isShift)
        setLaneHeight(m_scene.layout.laneHeight() + static_cast<int>(std::lround(notches * kHeightStep)));
    else if (isControl)
        m_viewport->zoom(std::pow(kZoomStep, notches), timeAt(event->position().x()));
    else if (isShift || delta.y() == 0)
        m_viewport->panBy(-kPanShare / 2 * notches);
    else
        verticalScrollBar()->setValue(verticalScrollBar()->value() -
                                      static_cast<int>(notches * m_scene.layout.laneHeight()));
    event->accept();
}

} // namespace lockstep::ui
