// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/miniature.h"

#include "ui/timeline/scene/timecoordinates.h"
#include "ui/timeline/scene/timelinescene.h"

#include <QPainter>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kMargin = 6;
constexpr double kTallestLane = 16;

QRectF laneBox(QSize size, std::size_t lane, std::size_t count) {
    const double pitch =
        std::min(kTallestLane * 1.4, (size.height() - 2 * kMargin) / static_cast<double>(count));
    const double top = (size.height() - pitch * static_cast<double>(count)) / 2;
    return {kMargin, top + pitch * static_cast<double>(lane) + pitch * 0.14, size.width() - 2 * kMargin,
            pitch * 0.72};
}

void paintLane(QPainter& painter, const ThreadLane& lane, TimeRange range, const QRectF& box,
               const Theme& theme) {
    const auto columns = static_cast<int>(box.width());
    const PixelColumns pixels(range, columns);
    MixTrack<kThreadStates>::Sweep sweep(lane.states, range.begin);
    for (int c = 0; c < columns; ++c) {
        const auto totals = sweep.advanceTo(pixels.begin(c + 1));
        const auto most = std::ranges::max_element(totals);
        if (*most == 0) continue; // there is no such thread yet
        const StateLook& look = theme.look(static_cast<ThreadState>(most - totals.begin()));
        const double height = box.height() * look.height;
        painter.fillRect(QRectF(box.left() + c, box.center().y() - height / 2, 1, height),
                         look.isHollow ? blended(theme.background, look.fill, 0.6) : look.fill);
    }
}

void paintDeadlocks(QPainter& painter, const Trace& trace, TimeRange range, QSize size, const Theme& theme) {
    painter.setPen(QPen(theme.deadlock, 2));
    painter.setBrush(Qt::NoBrush);
    for (const Finding& deadlock : deadlocksAtEnd(trace))
        for (const ThreadId thread : deadlock.threads) {
            const QRectF box = laneBox(size, thread.index(), trace.threadCount());
            const double x =
                TimeCoordinates(range, box.left(), box.width()).x(trace.event(deadlock.since).time);
            painter.drawRect(QRectF(QPointF(std::min(x, box.right() - 4), box.top()), box.bottomRight()));
        }
}

} // namespace

QImage renderMiniature(const Trace& trace, const Theme& theme, QSize size, double scale) {
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(theme.background);
    if (trace.threadCount() == 0) return image;
    QPainter painter(&image);
    const TimeRange range{0, std::max<Timestamp>(1, trace.end())};
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        paintLane(painter, trace.thread(ThreadId{t}), range, laneBox(size, t, trace.threadCount()), theme);
    paintDeadlocks(painter, trace, range, size, theme);
    return image;
}

} // namespace lockstep::ui
