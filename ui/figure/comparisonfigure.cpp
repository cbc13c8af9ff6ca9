// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/comparisonfigure.h"

#include "core/analysis/tally.h"
#include "ui/figure/miniature.h"
#include "ui/model/fold/timecoordinates.h"
#include "ui/model/legendrows.h"
#include "ui/model/words.h"
#include "ui/timeline/overlay/timeruler.h"
#include "ui/timeline/scene/timelinescene.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <set>

namespace lockstep::ui {

namespace {

constexpr double kGap = 8;
constexpr double kRuler = 24;

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::Comparison", text);
}

TimeRange longestOf(const std::vector<ComparedRun>& runs) {
    Timestamp end = 1000;
    for (const ComparedRun& run : runs) end = std::max(end, run.trace->end());
    return {0, end};
}

std::vector<LegendItem> legendOf(const std::vector<ComparedRun>& runs, TimeRange range, const Theme& theme) {
    std::set<ThreadState> states;
    bool isAnyStuck = false;
    for (const ComparedRun& run : runs) {
        for (const ThreadState state : statesIn(*run.trace, range)) states.insert(state);
        isAnyStuck |= !deadlocksAtEnd(*run.trace).empty();
    }
    return legendItems(theme, {states.begin(), states.end()}, {}, isAnyStuck);
}

void paintGrid(QPainter& painter, const QRectF& space, TimeRange range, const Theme& theme) {
    const TimeCoordinates times(range, space.left(), space.width());
    painter.setPen(theme.grid);
    for (const Tick& tick : rulerTicks(range, TimeAxis::Time, space.width())) {
        const double x = times.x(tick.time);
        painter.drawLine(QPointF(x, space.top()), QPointF(x, space.bottom()));
    }
}

// Title and end at the left, where the run ends a line through its lanes.
void paintRun(QPainter& painter, QRectF space, const ComparedRun& run, TimeRange range, const Theme& theme,
              const QFont& font) {
    const double line = QFontMetricsF(font).height();
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(space, Qt::AlignLeft | Qt::AlignTop, run.title);
    const double titleWidth = QFontMetricsF(bold).horizontalAdvance(run.title + QStringLiteral("   "));
    painter.setFont(font);
    const QRectF beside = space.adjusted(titleWidth, 0, 0, 0);
    const QString figures = figuresOf(run);
    const bool isLong = QFontMetricsF(font).horizontalAdvance(figures) > beside.width();
    const QRectF below = space.adjusted(0, line, 0, 0);
    painter.drawText(isLong ? below : beside, Qt::AlignLeft | Qt::AlignTop,
                     QFontMetricsF(font).elidedText(figures, Qt::ElideRight, space.width()));
    space.setTop(space.top() + (isLong ? 2 : 1) * line + kGap / 2);
    paintMiniature(painter, space, *run.trace, range, theme);
    const double x = TimeCoordinates(range, space.left(), space.width()).x(run.trace->end());
    painter.setPen(QPen(theme.text, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, space.top()), QPointF(x, space.bottom()));
}

} // namespace

QString figuresOf(const ComparedRun& run) {
    const Tally tally = tallyOf(*run.trace);
    const auto count = [](std::size_t n) { return numberText(static_cast<std::int64_t>(n)); };
    QStringList parts{timeText(tally.duration)};
    if (!run.end.isEmpty()) parts.front() = say("%1 after %2").arg(run.end, parts.front());
    if (run.done > 0 && tally.duration > 0)
        parts += say("%1 %2 per second")
                     .arg(numberText(static_cast<std::int64_t>(run.done * 1e9 /
                                                               static_cast<double>(tally.duration))),
                          run.things);
    parts += tally.threads == tally.mostAlive
                 ? say("%1 threads").arg(count(tally.threads))
                 : say("%1 threads, at most %2 at once").arg(count(tally.threads), count(tally.mostAlive));
    parts += say("running %1").arg(timeText(tally.running));
    if (tally.blockedOnLocks > 0) parts += say("blocked on locks %1").arg(timeText(tally.blockedOnLocks));
    if (tally.waiting > 0) parts += say("waiting %1").arg(timeText(tally.waiting));
    return parts.join(QStringLiteral(" · "));
}

void paintComparison(QPainter& painter, const QRectF& space, const std::vector<ComparedRun>& runs,
                     const Theme& theme, const QFont& font) {
    painter.fillRect(space, theme.background);
    if (runs.empty()) return;
    const TimeRange range = longestOf(runs);
    QRectF room = space.adjusted(2 * kGap, kGap, -2 * kGap, -kGap);
    const LegendRows legend(legendOf(runs, range, theme), font, room.width());
    legend.paint(painter, {room.left(), room.bottom() - legend.height()}, theme.text);
    room.setBottom(room.bottom() - legend.height() - kGap);
    const QRectF ruler(room.left(), room.top(), room.width(), kRuler);
    painter.setFont(font);
    paintRuler(painter, ruler, range, TimeAxis::Time, theme);
    room.setTop(ruler.bottom() + kGap);
    paintGrid(painter, room, range, theme);
    const double each = room.height() / static_cast<double>(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i)
        paintRun(painter,
                 {room.left(), room.top() + each * static_cast<double>(i), room.width(), each - kGap},
                 runs[i], range, theme, font);
}

} // namespace lockstep::ui
