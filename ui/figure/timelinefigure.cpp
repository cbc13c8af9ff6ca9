// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/timelinefigure.h"

#include "ui/figure/figurepage.h"
#include "ui/model/legendrows.h"
#include "ui/model/words.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::TimelineFigure", text);
}

// From the bottom of the space up, as many rows as it takes.
void drawLegend(QPainter& painter, QRectF& space, std::vector<LegendItem> items, const Theme& theme,
                const QFont& font) {
    const LegendRows rows(std::move(items), font, space.width());
    const QPointF corner(space.left(), space.bottom() - rows.height());
    rows.paint(painter, corner, theme.text);
    space.setBottom(corner.y() - kFigureMargin / 2);
}

// Lanes as high as there is room for, between legible and clumsy.
TimelineLayout layoutFor(const Trace& trace, int room) {
    int height = 44;
    TimelineLayout layout(trace, height);
    while (layout.height() > room && height > TimelineLayout::kLeastHeight)
        layout = TimelineLayout(trace, --height);
    return layout;
}

// Which part of the run it is: along steps those are named, for one can go there.
QString stretchWords(const Trace& trace, TimeRange range) {
    const bool isAll = range.begin <= 0 && range.end >= trace.end();
    if (trace.axis() == TimeAxis::Time || isAll)
        return say("%1 of a run").arg(lengthWords(trace.axis(), range.length()));
    const auto number = [](Timestamp time) { return numberText(time / kStepLength); };
    return say("Steps %1 to %2 of a run of %3")
        .arg(number(range.begin), number(std::min(range.end, trace.end())), number(trace.end()));
}

} // namespace

QString timelineCaption(const Trace& trace, TimeRange range) {
    int locks = 0;
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o)
        locks += isLock(trace.object(ObjectId{o}).info.kind) ? 1 : 0;
    const QString what =
        say("%1; threads: %2; locks: %3.")
            .arg(stretchWords(trace, range), numberText(static_cast<std::int64_t>(trace.threadCount())),
                 numberText(locks));
    const auto deadlocks = deadlocksAtEnd(trace);
    return deadlocks.empty() ? what : what + " " + say("Deadlock:") + " " + words(deadlocks.front().sentence);
}

QImage renderTimeline(const Trace& trace, TimeRange range, const Cursor& cursor, const Theme& theme,
                      QSize size, double scale, const QString& title) {
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
    drawFigureWords(painter, space, timelineCaption(trace, range), figureFont(pixels), false);
    const bool isDeadlocked = !deadlocksAtEnd(trace).empty();
    drawLegend(painter, space, legendItems(theme, statesIn(trace, range), hasLocks(trace), isDeadlocked),
               theme, figureFont(pixels));

    const QRect area = space.toRect();
    TimelineScene scene;
    scene.trace = &trace;
    scene.theme = &theme;
    scene.layout = layoutFor(trace, area.height() - TimelinePainter::kRulerHeight);
    scene.range = range;
    scene.cursor = cursor;
    scene.deadlocks = deadlocksAtEnd(trace);
    scene.arrows = ArrowMode::All;
    LanesPicture lanes;
    TimelinePainter(scene, area, figureFont(pixels), scale).paint(painter, lanes);
    return image;
}

} // namespace lockstep::ui
