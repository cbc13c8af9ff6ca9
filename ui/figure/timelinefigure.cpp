// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/timelinefigure.h"

#include "ui/figure/figurepage.h"
#include "ui/model/legendrows.h"
#include "ui/model/words.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kTallest = 56;

// Lanes as high as there is room for, between legible and clumsy.
TimelineLayout layoutFor(const Trace& trace, const std::optional<LaneSieve>& sieve, int room) {
    const LaneSieve* shown = sieve ? &*sieve : nullptr;
    int height = kTallest;
    TimelineLayout layout(trace, height, shown);
    while (layout.height() > room && height > TimelineLayout::kLeastHeight)
        layout = TimelineLayout(trace, --height, shown);
    return layout;
}

std::vector<LegendItem> legendOf(const TimelineScene& scene, int width) {
    const Trace& trace = *scene.trace;
    auto items = legendItems(*scene.theme, statesIn(trace, scene.range), lockStatesIn(trace, scene.range),
                             !scene.deadlocks.empty());
    bool isAnyLife = false;
    bool isAnyOther = false;
    for (const Arrow& arrow : visibleArrows(trace, scene.range, ArrowMode::All, {}, {}, mostArrows(width)))
        (isLife(arrow.kind) ? isAnyLife : isAnyOther) = true;
    if (isAnyLife) items.push_back(arrowItem(*scene.theme, true));
    if (isAnyOther) items.push_back(arrowItem(*scene.theme, false));
    return items;
}

// From the bottom of the space up, as many rows as it takes.
void drawLegend(QPainter& painter, QRectF& space, std::vector<LegendItem> items, const Theme& theme,
                const QFont& font) {
    const LegendRows rows(std::move(items), font, space.width());
    const QPointF corner(space.left(), space.bottom() - rows.height());
    rows.paint(painter, corner, theme.text);
    space.setBottom(corner.y() - kFigureMargin / 2);
}

// Takes the lanes that have no room out of the area, and says how many there are below it.
void leaveOut(QPainter& painter, QRect& area, const TimelineScene& scene, const QFont& font) {
    const int room = area.height() - TimelinePainter::kRulerHeight;
    if (scene.layout.height() <= room) return;
    const int line = static_cast<int>(std::ceil(QFontMetricsF(font).height()));
    int shown = 0;
    int end = 0;
    for (const Lane& lane : scene.layout.lanes()) {
        if (lane.bottom() + TimelineLayout::kGap > room - line) break;
        end = lane.bottom() + TimelineLayout::kGap / 2;
        ++shown;
    }
    const auto left = static_cast<int>(scene.layout.lanes().size()) - shown;
    painter.setFont(font);
    painter.setPen(scene.theme->textMuted);
    painter.drawText(QRectF(area.left(), area.bottom() + 1 - line, area.width(), line), Qt::AlignVCenter,
                     QCoreApplication::translate("lockstep::ui::TimelineFigure",
                                                 "Lanes that have no room at this size: %1")
                         .arg(numberText(left)));
    area.setHeight(TimelinePainter::kRulerHeight + end);
}

} // namespace

void paintTimelineFigure(QPainter& painter, QRectF space, const Trace& trace, const FigureOrder& order) {
    const Theme& theme = themeOf(order.theme);
    const QFont font = figureFont(figureTextSize(order.size));
    TimelineScene scene;
    scene.trace = &trace;
    scene.theme = &theme;
    scene.range = order.range;
    scene.folds = order.folds;
    scene.cursor = order.cursor;
    scene.notes = order.notes;
    scene.deadlocks = deadlocksAtEnd(trace);
    std::erase_if(scene.deadlocks,
                  [&](const Finding& finding) { return trace.event(finding.since).time >= order.range.end; });
    scene.arrows = ArrowMode::All;
    drawLegend(painter, space, legendOf(scene, static_cast<int>(space.width())), theme, font);
    QRect area = space.toRect();
    scene.layout = layoutFor(trace, sieveOf(trace, order), area.height() - TimelinePainter::kRulerHeight);
    leaveOut(painter, area, scene, font);
    LanesPicture lanes;
    TimelinePainter(scene, area, font, painter.device()->devicePixelRatioF()).paint(painter, lanes);
}

} // namespace lockstep::ui
