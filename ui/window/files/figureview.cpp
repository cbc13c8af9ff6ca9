// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/files/figureview.h"

#include "ui/charts/queuechart.h"
#include "ui/graph/detection/panel/detectionpanel.h"
#include "ui/graph/detection/walks.h"
#include "ui/model/run.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/docklayout.h"

#include <QDockWidget>

namespace lockstep::ui {

namespace {

bool isThere(const Parts& parts) {
    const Trace* trace = parts.viewport->trace();
    return trace && parts.run->session() && trace->size() == parts.run->session()->trace().size();
}

void showMoment(Viewport& viewport, const FigureOrder& order) {
    const auto event = order.cursor.event;
    if (event && event->value < viewport.trace()->size()) viewport.setCursorEvent(*event);
    if (viewport.cursor() != order.cursor) viewport.setCursorTime(order.cursor.time);
    if (!order.range.isEmpty() && order.hasRange()) viewport.setRange(order.range);
    viewport.lanes().setFilter(order.lanes);
    if (!order.folds.isEmpty()) viewport.folding().setOn(true);
}

void showWalk(const Parts& parts, const FigureOrder& order) {
    DetectionPanel& panel = *parts.detection;
    DockLayout::enter(*parts.docks->dock("detection"));
    if (order.cursor.event)
        panel.choose(order.walk.value_or(fittingView(*parts.viewport->trace(), *order.cursor.event)));
    auto* wait = new QObject(&panel); // the walk is made by and by
    QObject::connect(&panel.maker(), &WalkMaker::made, wait, [wait, &panel, step = order.step] {
        WalkThrough& through = panel.through();
        if (through.stepCount() == 0) return;
        wait->deleteLater();
        panel.maker().disconnect(wait);
        through.goTo(step.value_or(through.stepCount()));
    });
}

void showView(const Parts& parts, const FigureOrder& order) {
    switch (order.view) {
    case FigureView::Graph: return DockLayout::enter(*parts.docks->dock("graph"));
    case FigureView::Detection: return showWalk(parts, order);
    case FigureView::Queues: return parts.queues->setFocus();
    default: return parts.timeline->setFocus();
    }
}

} // namespace

void showFigure(const Parts& parts, const FigureOrder& order) {
    if (parts.run->axis() != order.axis) parts.run->setAxis(order.axis);
    const auto show = [parts, order] {
        showMoment(*parts.viewport, order);
        showView(parts, order);
    };
    if (isThere(parts)) return show();
    auto* wait = new QObject(parts.viewport);
    QObject::connect(parts.viewport, &Viewport::grew, wait, [=] {
        if (!isThere(parts)) return;
        wait->deleteLater();
        show();
    });
    QObject::connect(parts.viewport, &Viewport::traceChanged, wait,
                     &QObject::deleteLater); // another run is shown
}

} // namespace lockstep::ui
