// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/focusframe.h"

#include "ui/graph/detection/panel/walkview.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTextBrowser>

namespace lockstep::ui {

namespace {

bool drawsNoFrame(QWidget* focus) {
    return qobject_cast<QAbstractItemView*>(focus) || qobject_cast<QPlainTextEdit*>(focus) ||
           qobject_cast<QTextBrowser*>(focus) || qobject_cast<QAbstractSpinBox*>(focus) ||
           qobject_cast<WalkView*>(focus);
}

} // namespace

FocusFrame::FocusFrame(QMainWindow& window)
    : QWidget(&window)
    , m_window(window) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
}

void FocusFrame::follow(QWidget* focus) {
    const bool isOurs = focus && focus->window() == &m_window;
    frame(isOurs && drawsNoFrame(focus) ? *focus : m_window);
    if (!isOurs) return;
    for (QDockWidget* dock : m_window.findChildren<QDockWidget*>())
        if (dock->isVisible() && dock->isAncestorOf(focus) && dock->visibleRegion().isEmpty())
            dock->raise(); // it was behind a tab
    for (QScrollArea* area : m_window.findChildren<QScrollArea*>())
        if (area->isAncestorOf(focus)) area->ensureWidgetVisible(focus);
}

// A child of what it frames, so that it is where that is; hidden when that is the window.
void FocusFrame::frame(QWidget& framed) {
    parentWidget()->removeEventFilter(this);
    setParent(&framed); // which hides it
    if (&framed == &m_window) return;
    framed.installEventFilter(this);
    setGeometry(framed.rect());
    raise();
    show();
}

bool FocusFrame::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void FocusFrame::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Link), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

} // namespace lockstep::ui
