// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/timelinefigure.h"

#include "ui/figure/figurepage.h"
#include "ui/model/words.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::TimelineFigure", text);
}

// The states that any thread is in within the range.
std::vector<ThreadState> statesIn(const Trace& trace, TimeRange range) {
    std::array<bool, kThreadStates> occurs{};
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const auto totals = trace.thread(ThreadId{t}).states.totals(range.intersected({0, trace.end()}));
        for (std::size_t s = 0; s < totals.size(); ++s) occurs[s] = occurs[s] || totals[s] > 0;
    }
    std::vector<ThreadState> states;
    for (std::size_t s = 0; s < occurs.size(); ++s)
        if (occurs[s]) states.push_back(static_cast<ThreadState>(s));
    return states;
}

void drawSwatch(QPainter& painter, const QRectF& where, const StateLook& look) {
    painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1) : QPen(Qt::NoPen));
    painter.setBrush(look.isHollow ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    painter.drawRect(where.adjusted(0.5, 0.5, -0.5, -0.5));
    drawGlyph(painter, look.icon, where.adjusted(2, 2, -2, -2), look.text);
}

// From the bottom of the space up, as many rows as it takes.
void drawLegend(QPainter& painter, QRectF& space, const std::vector<ThreadState>& states, const Theme& theme,
                const QFont& font) {
    const QFontMetricsF metrics(font);
    const double row = std::max(18.0, metrics.height() + 4);
    double x = 0;
    int rows = 1;
    std::vector<QPointF> places;
    for (ThreadState state : states) {
        const double width = 22 + metrics.horizontalAdvance(words(name(state))) + 18;
        if (x > 0 && x + width > space.width()) {
            x = 0;
            ++rows;
        }
        places.emplace_back(x, (rows - 1) * row);
        x += width;
    }
    const QPointF corner(space.left(), space.bottom() - rows * row);
    painter.setFont(font);
    for (std::size_t i = 0; i < states.size(); ++i) {
        const QPointF at = corner + places[i];
        drawSwatch(painter, QRectF(at.x(), at.y() + (row - 16) / 2, 16, 16), theme.look(states[i]));
        painter.setPen(theme.text);
        painter.drawText(QRectF(at.x() + 22, at.y(), space.width(), row), Qt::AlignLeft | Qt::AlignVCenter,
                         words(name(states[i])));
    }
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

} // namespace

QString timelineCaption(const Trace& trace, TimeRange range) {
    int locks = 0;
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o)
        locks += isLock(trace.object(ObjectId{o}).info.kind) ? 1 : 0;
    const QString what =
        say("%1 of a run; threads: %2; locks: %3.")
            .arg(timeText(range.length()), numberText(static_cast<std::int64_t>(trace.threadCount())),
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
    drawLegend(painter, space, statesIn(trace, range), theme, figureFont(pixels));

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
