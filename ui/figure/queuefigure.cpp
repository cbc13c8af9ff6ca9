// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/queuefigure.h"

#include "ui/charts/queuechart.h"
#include "ui/figure/figurepage.h"
#include "ui/timeline/overlay/timeruler.h"

#include <QCoreApplication>
#include <QPainter>

namespace lockstep::ui {

namespace {

constexpr double kRuler = 24;
constexpr int kRightEdge = 8;

// Names and numbers stand left of the plot.
int plotLeft(const QRectF& space) {
    return std::clamp(static_cast<int>(space.width() * 0.18), 70, 200);
}

void paintScale(QPainter& painter, const QRectF& space, const Trace& trace, const FigureOrder& order) {
    const Theme& theme = themeOf(order.theme);
    const double left = space.left() + plotLeft(space);
    painter.setFont(figureFont(figureTextSize(order.size)));
    if (trace.axis() == TimeAxis::Steps) {
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(space.left(), space.top(), left - space.left() - 8, kRuler - 4),
                         Qt::AlignRight | Qt::AlignVCenter, QCoreApplication::translate("Timeline", "Step"));
    }
    paintRuler(painter, QRectF(left, space.top(), space.right() - kRightEdge - left, kRuler), order.range,
               trace.axis(), theme);
}

} // namespace

void paintQueueFigure(QPainter& painter, const QRectF& space, const Trace& trace, const FigureOrder& order) {
    paintScale(painter, space, trace, order);
    const QRectF below = space.adjusted(0, kRuler, 0, 0);
    Viewport viewport;
    viewport.setTrace(&trace);
    viewport.setCursorTime(order.cursor.time);
    viewport.setRange(order.range);
    QueueChart chart(&viewport);
    chart.setFont(figureFont(figureTextSize(order.size)));
    chart.setTheme(themeOf(order.theme));
    chart.setAttribute(Qt::WA_DontShowOnScreen); // shown, for only then it lays itself out
    chart.resize(below.size().toSize());
    chart.show();
    chart.setPlotSpan(plotLeft(space), static_cast<int>(below.width()) - plotLeft(space) - kRightEdge);
    chart.render(&painter, QRectF(below.topLeft(), QSizeF(chart.size())));
}

} // namespace lockstep::ui
