// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/graphfigure.h"

#include "core/analysis/findings.h"
#include "ui/figure/figurepage.h"
#include "ui/graph/paint/graphpainter.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::GraphFigure", text);
}

QString deadlockCaption(const std::vector<Finding>& findings, const QString& time) {
    const QString first = words(findings.front().sentence);
    if (findings.size() == 1) return say("At %1: %2").arg(time, first);
    return say("At %1, the first of %2 deadlocks: %3").arg(time, numberText(std::ssize(findings)), first);
}

bool hasNew(const std::vector<ThreadMoment>& threads) {
    return std::ranges::any_of(threads,
                               [](const ThreadMoment& t) { return t.exists && t.state == ThreadState::New; });
}

QString countCaption(const Trace& trace, const Moment& moment, const QString& time) {
    const auto& threads = moment.threads();
    const auto alive = std::ranges::count_if(threads, &ThreadMoment::isAlive);
    if (alive == 0)
        return (hasNew(threads) ? say("At %1 no thread has started yet.")
                                : say("At %1 all threads have ended."))
            .arg(time);
    const auto waiting = std::ranges::count_if(threads, &ThreadMoment::isParkedOnObject);
    const auto isHeld = [](const ObjectMoment& object) { return object.isHeld(); };
    const auto isLockThere = [&](const ObjectMoment& object) {
        return object.exists && isLock(trace.object(object.id).info.kind);
    };
    const auto held = std::ranges::count_if(moment.objects(), isHeld);
    const auto locks = std::ranges::count_if(moment.objects(), isLockThere);
    return say("At %1, threads that wait: %2 of %3; locks that are held: %4 of %5.")
        .arg(time, numberText(waiting), numberText(alive), numberText(held), numberText(locks));
}

void drawGraph(QPainter& painter, const GraphModel& model, const Theme& theme, const QRectF& space,
               int pixels) {
    const auto layout = GraphLayout::of(model, space.size(), figureFont(pixels), GraphLayout::Legend::Always);
    const double fit =
        std::min({1.0, space.width() / layout.size.width(), space.height() / layout.size.height()});
    painter.translate(space.center());
    painter.scale(fit, fit);
    painter.translate(-layout.size.width() / 2, -layout.size.height() / 2);
    GraphPainter(painter, theme, model, layout).paint();
}

} // namespace

QString graphCaption(const Trace& trace, const Cursor& cursor) {
    if (!cursor.event) return say("Nothing has happened yet.");
    const Moment moment(trace, *cursor.event);
    const QString time = momentWords(trace.axis(), cursor.time);
    const auto findings = findDeadlocks(trace, moment);
    return findings.empty() ? countCaption(trace, moment, time) : deadlockCaption(findings, time);
}

QImage renderGraph(const Trace& trace, const Cursor& cursor, const Theme& theme, QSize size, double scale,
                   const QString& title) {
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(theme.background);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setPen(theme.text);
    const int pixels = figureTextSize(size);
    QRectF space = QRectF(QPointF(), QSizeF(size))
                       .adjusted(kFigureMargin, kFigureMargin, -kFigureMargin, -kFigureMargin);
    drawFigureWords(painter, space, title, figureFont(pixels * 10 / 7, QFont::DemiBold), true);
    drawFigureWords(painter, space, graphCaption(trace, cursor), figureFont(pixels), false);
    const GraphModel model =
        cursor.event ? GraphModel::of(trace, *cursor.event, GraphPlaces(trace)) : GraphModel::empty();
    drawGraph(painter, model, theme, space, pixels);
    return image;
}

} // namespace lockstep::ui
