// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/graphfigure.h"

#include "core/analysis/findings.h"
#include "ui/graph/graphpainter.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr double kMargin = 16;

// Text is as large as the figure allows: 14 px from a usual size on.
int textSize(QSize size) {
    return std::clamp(std::min(size.width(), size.height() * 3 / 2) / 45, 10, 14);
}

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::GraphFigure", text);
}

// The family every installation has; sizes in pixels, so that no display's resolution matters.
QFont figureFont(int pixels, QFont::Weight weight = QFont::Normal) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QString deadlockCaption(const std::vector<Finding>& findings, const QString& time) {
    const QString first = words(findings.front().sentence);
    if (findings.size() == 1) return say("At %1: %2").arg(time, first);
    return say("At %1, the first of %2 deadlocks: %3").arg(time, numberText(std::ssize(findings)), first);
}

QString countCaption(const Trace& trace, const Moment& moment, const QString& time) {
    const auto& threads = moment.threads();
    const auto alive = std::ranges::count_if(threads, &ThreadMoment::isAlive);
    const auto waiting = std::ranges::count_if(threads, &ThreadMoment::isParkedOnObject);
    const auto isHeld = [](const ObjectMoment& object) { return object.holder.isValid(); };
    const auto isLockThere = [&](const ObjectMoment& object) {
        return object.exists && isLock(trace.object(object.id).info.kind);
    };
    const auto held = std::ranges::count_if(moment.objects(), isHeld);
    const auto locks = std::ranges::count_if(moment.objects(), isLockThere);
    return say("At %1, threads that wait: %2 of %3; locks that are held: %4 of %5.")
        .arg(time, numberText(waiting), numberText(alive), numberText(held), numberText(locks));
}

// Wrapped words at the top or at the bottom of the space, which they then take away from it.
void drawWords(QPainter& painter, QRectF& space, const QString& text, const QFont& font, bool isAtTop) {
    if (text.isEmpty()) return;
    const QRectF bounds = QFontMetricsF(font).boundingRect(space, Qt::TextWordWrap, text);
    QRectF box = space;
    box.setHeight(std::ceil(bounds.height()));
    if (!isAtTop) box.moveBottom(space.bottom());
    painter.setFont(font);
    painter.drawText(box, Qt::TextWordWrap, text);
    if (isAtTop)
        space.setTop(box.bottom() + kMargin / 2);
    else
        space.setBottom(box.top() - kMargin / 2);
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
    const QString time = timeText(cursor.time);
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
    const int pixels = textSize(size);
    QRectF space = QRectF(QPointF(), QSizeF(size)).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    drawWords(painter, space, title, figureFont(pixels * 10 / 7, QFont::DemiBold), true);
    drawWords(painter, space, graphCaption(trace, cursor), figureFont(pixels), false);
    const GraphModel model =
        cursor.event ? GraphModel::of(trace, *cursor.event, GraphPlaces(trace)) : GraphModel::empty();
    drawGraph(painter, model, theme, space, pixels);
    return image;
}

} // namespace lockstep::ui
