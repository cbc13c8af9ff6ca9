// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineWidget's mouse, wheel and keyboard.
#include "ui/timeline/timelinewidget.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace lockstep::ui {

namespace {

constexpr double kZoomStep = 0.7;
constexpr double kPanShare = 0.2;
constexpr int kDragThreshold = 4;
constexpr int kHeightStep = 4;

// W, S, A and D by their place on the keyboard; some platforms deliver no scan codes.
enum class Place { None, ZoomIn, ZoomOut, PanLeft, PanRight };
Place placeOf(const QKeyEvent& event) {
    switch (event.nativeScanCode()) {
    case 25: return Place::ZoomIn;
    case 39: return Place::ZoomOut;
    case 38: return Place::PanLeft;
    case 40: return Place::PanRight;
    case 0: break;
    default: return Place::None;
    }
    switch (event.key()) {
    case Qt::Key_W: return Place::ZoomIn;
    case Qt::Key_S: return Place::ZoomOut;
    case Qt::Key_A: return Place::PanLeft;
    case Qt::Key_D: return Place::PanRight;
    default: return Place::None;
    }
}

bool isBare(const QKeyEvent& event) {
    return (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

} // namespace

// --- what keys and menus do -----------------------------------------------------------------------------

void TimelineWidget::zoomIn() {
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const bool isOver = viewport()->underMouse() && mouse.x() >= plotLeft();
    const TimeRange range = m_viewport->range();
    m_viewport->zoom(kZoomStep, isOver ? timeAt(mouse.x()) : range.begin + range.length() / 2);
}

void TimelineWidget::zoomOut() {
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const bool isOver = viewport()->underMouse() && mouse.x() >= plotLeft();
    const TimeRange range = m_viewport->range();
    m_viewport->zoom(1 / kZoomStep, isOver ? timeAt(mouse.x()) : range.begin + range.length() / 2);
}

void TimelineWidget::panLeft() {
    m_viewport->pan(-std::llround(static_cast<double>(m_viewport->range().length()) * kPanShare));
}
void TimelineWidget::panRight() {
    m_viewport->pan(std::llround(static_cast<double>(m_viewport->range().length()) * kPanShare));
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
    const TimeRange span = changesOf(*m_scene.trace, *key).rangeOf(*change, m_scene.trace->end());
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
    if (m_scene.trace && m_scene.trace->size() > 0) m_viewport->setCursorEvent(EventIndex{0});
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
    height = std::clamp(height, TimelineLayout::kLeastHeight, TimelineLayout::kMostHeight);
    m_scene.layout = TimelineLayout(*m_scene.trace, height);
    layOut();
}

void TimelineWidget::growLanes() {
    setLaneHeight(m_scene.layout.laneHeight() + kHeightStep);
}
void TimelineWidget::shrinkLanes() {
    setLaneHeight(m_scene.layout.laneHeight() - kHeightStep);
}

// --- mouse ----------------------------------------------------------------------------------------------

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
    if (event->button() != Qt::LeftButton || m_pressed.x() < plotLeft()) {
        if (event->button() == Qt::LeftButton) chooseLane(laneAt(m_pressed));
        return;
    }
    const double cursorX = painter().coordinates().x(m_scene.cursor.time);
    const bool isOnCursor = std::abs(cursorX - m_pressed.x()) <= kDragThreshold;
    if (isOnCursor)
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
    case Drag::Pan: {
        const Timestamp moved =
            TimeCoordinates(m_pressedRange, 0, plotWidth()).length(m_pressed.x() - place.x());
        m_viewport->setRange({m_pressedRange.begin + moved, m_pressedRange.end + moved});
        break;
    }
    case Drag::None: break;
    }
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPoint place = event->position().toPoint();
    if (m_drag == Drag::None) return hover(place);
    if ((place - m_pressed).manhattanLength() >= kDragThreshold) m_hasDragged = true;
    if (m_hasDragged || m_drag == Drag::Cursor) drag(place);
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent*) {
    const Drag ended = std::exchange(m_drag, Drag::None);
    viewport()->unsetCursor();
    if (m_hasDragged) {
        if (ended == Drag::Zoom) {
            zoomToSelection();
            m_viewport->setSelection(std::nullopt);
        }
        return;
    }
    if (ended != Drag::Measure && ended != Drag::Zoom) return;
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

void TimelineWidget::hover(QPoint place) {
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
        m_viewport->pan(
            -std::llround(static_cast<double>(m_viewport->range().length()) * kPanShare / 2 * notches));
    else
        verticalScrollBar()->setValue(verticalScrollBar()->value() -
                                      static_cast<int>(notches * m_scene.layout.laneHeight()));
    event->accept();
}

// --- keyboard -------------------------------------------------------------------------------------------

void TimelineWidget::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && isBare(*event)) {
        if (!event->isAutoRepeat()) m_hasDragged = false;
        m_isSpaceDown = true;
        return event->accept();
    }
    if (!isBare(*event)) return event->ignore();
    switch (placeOf(*event)) {
    case Place::ZoomIn: return zoomIn();
    case Place::ZoomOut: return zoomOut();
    case Place::PanLeft: return panLeft();
    case Place::PanRight: return panRight();
    case Place::None: break;
    }
    switch (event->key()) {
    case Qt::Key_Left: return previousState();
    case Qt::Key_Right: return nextState();
    case Qt::Key_Up: return laneUp();
    case Qt::Key_Down: return laneDown();
    case Qt::Key_Home: return toStart();
    case Qt::Key_End: return toEnd();
    default: event->ignore();
    }
}

void TimelineWidget::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) return event->ignore();
    if (m_isSpaceDown && !m_hasDragged) emit spaceReleased();
    m_isSpaceDown = false;
}

void TimelineWidget::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineWidget::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    m_isSpaceDown = false;
    viewport()->update();
}

} // namespace lockstep::ui
