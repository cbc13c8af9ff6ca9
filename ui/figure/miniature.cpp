// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/miniature.h"

#include "ui/model/fold/timecoordinates.h"
#include "ui/timeline/scene/timelinescene.h"

#include <QPainter>

#include <algorithm>
#include <optional>

namespace lockstep::ui {

namespace {

constexpr double kMargin = 6;
constexpr double kTallestLane = 16;
constexpr int kForEver = 15; // percent of the run: what the last step led to could not be seen else

QRectF laneBox(const QRectF& space, std::size_t lane, std::size_t count) {
    const double pitch = std::min(kTallestLane * 1.4, space.height() / static_cast<double>(count));
    const double top = space.center().y() - pitch * static_cast<double>(count) / 2;
    return {space.left(), top + pitch * (static_cast<double>(lane) + 0.14), space.width(), pitch * 0.72};
}

void paintStretch(QPainter& painter, const QRectF& box, int begin, int end, ThreadState state,
                  const Theme& theme) {
    const StateLook& look = theme.look(state);
    const double height = box.height() * look.height;
    painter.fillRect(QRectF(box.left() + begin, box.center().y() - height / 2, end - begin, height),
                     look.isHollow ? blended(theme.background, look.fill, 0.6) : look.fill);
}

// Columns alike are painted in one go. There is nothing where there is no such thread yet.
void paintLane(QPainter& painter, const ThreadLane& lane, TimeRange range, Timestamp end, const QRectF& box,
               const Theme& theme, Afterwards afterwards) {
    const auto columns = static_cast<int>(box.width());
    const PixelColumns pixels(range, columns);
    MixTrack<kThreadStates>::Sweep sweep(lane.states, range.begin);
    std::optional<ThreadState> now;
    int begin = 0;
    const auto change = [&](int column, std::optional<ThreadState> next) {
        if (next == now) return;
        if (now) paintStretch(painter, box, begin, column, *now, theme);
        now = next;
        begin = column;
    };
    int c = 0;
    for (; c < columns && pixels.begin(c) < end; ++c) {
        const auto totals = sweep.advanceTo(pixels.begin(c + 1));
        const auto most = std::ranges::max_element(totals);
        change(c, *most > 0 ? std::optional(static_cast<ThreadState>(most - totals.begin())) : std::nullopt);
    }
    if (afterwards == Afterwards::TheSame && lane.states.size() > 0) {
        change(c, static_cast<ThreadState>(lane.states[lane.states.size() - 1].lane().state));
        c = columns;
    }
    change(c, std::nullopt);
}

void paintDeadlocks(QPainter& painter, const QRectF& space, const Trace& trace, TimeRange range,
                    const Theme& theme, Afterwards afterwards) {
    painter.setPen(QPen(theme.deadlock, 2));
    painter.setBrush(Qt::NoBrush);
    for (const Finding& deadlock : deadlocksAtEnd(trace))
        for (const ThreadId thread : deadlock.threads) {
            const QRectF box = laneBox(space, thread.index(), trace.threadCount());
            const TimeCoordinates times(range, box.left(), box.width());
            const bool isLonger = afterwards == Afterwards::TheSame;
            const double right = isLonger ? box.right() : std::min(box.right(), times.x(trace.end()));
            const double left = std::min(times.x(trace.event(deadlock.since).time), right - 4);
            painter.drawRect(QRectF(QPointF(left, box.top()), QPointF(right, box.bottom())));
        }
}

} // namespace

void paintMiniature(QPainter& painter, const QRectF& space, const Trace& trace, TimeRange range,
                    const Theme& theme, Afterwards afterwards) {
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        paintLane(painter, trace.thread(ThreadId{t}), range, trace.end(),
                  laneBox(space, t, trace.threadCount()), theme, afterwards);
    paintDeadlocks(painter, space, trace, range, theme, afterwards);
}

QImage renderMiniature(const Trace& trace, const Theme& theme, QSize size, double scale) {
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(theme.background);
    QPainter painter(&image);
    const QRectF space = QRectF(QPointF(), QSizeF(size)).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const Timestamp end = std::max<Timestamp>(1, trace.end());
    const bool isStuck = !deadlocksAtEnd(trace).empty();
    paintMiniature(painter, space, trace, {0, isStuck ? end + end * kForEver / 100 : end}, theme,
                   isStuck ? Afterwards::TheSame : Afterwards::Nothing);
    return image;
}

} // namespace lockstep::ui
