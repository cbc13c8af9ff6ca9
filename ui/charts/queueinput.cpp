// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keys on the chart.
#include "ui/charts/queuechart.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace lockstep::ui {

namespace {
constexpr double kZoomStep = 0.8; // what one notch of the wheel leaves of the range
constexpr double kPanStep = 0.1;  // how much of the range it moves
constexpr double kNotch = 120;
} // namespace

void QueueChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_shared->trace()) return;
    viewport()->setCursor(Qt::SizeHorCursor); // it drags the cursor from here
    m_shared->setCursorTime(timeAt(event->position().x()));
}

void QueueChart::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton && m_shared->trace())
        m_shared->setCursorTime(timeAt(event->position().x()));
}

void QueueChart::mouseReleaseEvent(QMouseEvent*) {
    viewport()->unsetCursor();
}

void QueueChart::wheelEvent(QWheelEvent* event) {
    const double turned = event->angleDelta().y() + event->angleDelta().x();
    const double notches = turned / kNotch;
    if (event->modifiers() & Qt::ControlModifier)
        m_shared->zoom(std::pow(kZoomStep, notches), timeAt(event->position().x()));
    else if (event->modifiers() & Qt::ShiftModifier)
        m_shared->panBy(-notches * kPanStep);
    else
        return event->ignore();
    event->accept();
}

void QueueChart::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_Left) return m_shared->stepCursor(-1);
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_Right) return m_shared->stepCursor(1);
    event->ignore();
}

bool QueueChart::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QChartView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const bool isInPlot = m_shared->trace() && plotArea().contains(help->pos());
    QToolTip::showText(help->globalPos(), isInPlot ? sentenceAt(timeAt(help->pos().x())) : QString(),
                       viewport());
    return true;
}

} // namespace lockstep::ui
