// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineWidget's keys that are no shortcuts of the window: they act only when it has the focus.
#include "ui/timeline/widget/timelinewidget.h"

#include <QKeyEvent>

namespace lockstep::ui {

namespace {

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

void TimelineWidget::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && isBare(*event)) {
        if (!event->isAutoRepeat()) m_hasDragged = false;
        m_isSpaceDown = true;
        if (m_drag == Drag::None) viewport()->setCursor(Qt::OpenHandCursor);
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
    if (m_drag == Drag::None) viewport()->unsetCursor();
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
