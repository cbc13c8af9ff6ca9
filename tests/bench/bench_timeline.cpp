// SPDX-License-Identifier: GPL-3.0-or-later
// A frame of the timeline at 1920x1080 with 10^4, 10^5 and 10^6 intervals in view, every frame of another
// range, against a rectangle filled for each interval in the same run.
#include "manyintervals.h"

#include "ui/timeline/timelinepainter.h"

#include <QElapsedTimer>
#include <QGuiApplication>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

struct Times {
    double median = 0;
    double p99 = 0;
};

Times measure(int frames, const std::function<void(int)>& draw) {
    std::vector<double> milliseconds;
    draw(0); // fonts, glyphs and images that last
    for (int frame = 0; frame < frames; ++frame) {
        QElapsedTimer timer;
        timer.start();
        draw(frame);
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    const auto count = milliseconds.size();
    return {milliseconds[count / 2], milliseconds[std::min(count - 1, count * 99 / 100)]};
}

void drawNaively(QImage& image, const Trace& trace, const TimelineLayout& layout) {
    QPainter painter(&image);
    const TimeCoordinates at({0, trace.end()}, 0, image.width());
    for (const Lane& lane : layout.lanes()) {
        if (lane.key.kind != LaneKind::Thread) continue;
        const auto& states = trace.thread(lane.key.thread()).states;
        for (std::size_t i = 0; i < states.size(); ++i) {
            const TimeRange time = states.changes().rangeOf(i, trace.end());
            const auto state = static_cast<ThreadState>(states[i].lane().state);
            painter.fillRect(QRectF(at.x(time.begin), lane.top, at.pixels(time.length()), lane.height),
                             Theme::light().look(state).fill);
        }
    }
}

void compare(int intervals) {
    const ManyIntervals many(intervals);
    const Trace& trace = many.trace();
    TimelineScene scene;
    scene.trace = &trace;
    scene.theme = &Theme::light();
    scene.layout = TimelineLayout(trace);
    scene.cursor = {trace.end() / 2, trace.lastAt(trace.end() / 2)};
    scene.arrows = ArrowMode::All;
    scene.namesWidth = 160;
    QImage image(1920, 1080, QImage::Format_RGB32);
    LanesPicture lanes;
    const Times times = measure(400, [&](int frame) {
        scene.range = {frame * 97, trace.end() - frame * 31};
        QPainter painter(&image);
        TimelinePainter(scene, image.rect(), QFont("DejaVu Sans", 9), 1.0).paint(painter, lanes);
    });
    const Times still = measure(400, [&](int frame) {
        scene.cursor.time = frame * 1000;
        QPainter painter(&image);
        TimelinePainter(scene, image.rect(), QFont("DejaVu Sans", 9), 1.0).paint(painter, lanes);
    });
    const Times naive = measure(9, [&](int) { drawNaively(image, trace, scene.layout); });
    std::printf("%9zu  %7.2f  %7.2f  %11.2f  %11.2f  %6.1f\n", many.intervals(), times.median, times.p99,
                still.median, naive.median, naive.median / times.median);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    std::puts(
        "A frame at 1920x1080, 16 thread and 16 lock lanes, labels and arrows included, in milliseconds");
    std::puts("intervals   median      p99  same range   fillRects   ratio");
    for (const int intervals : {10'000, 100'000, 1'000'000}) compare(intervals);
}
