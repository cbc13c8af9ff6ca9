// SPDX-License-Identifier: GPL-3.0-or-later
// A frame of the timeline at 1920x1080 with 10^4, 10^5 and 10^6 intervals in view, in 16 lanes and in 32, for
// each kind of frame a user sees, against a rectangle filled for each interval in the same run.
//
// Zoom, pan and follow change what is in every lane from frame to frame; in "cursor" only what is painted
// over the lanes changes.
#include "manyintervals.h"

#include "ui/timeline/timelinepainter.h"

#include <QElapsedTimer>
#include <QGuiApplication>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <thread>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr int kFrames = 400;

struct Times {
    double median = 0;
    double p99 = 0;
};

Times summary(std::vector<double> milliseconds) {
    std::ranges::sort(milliseconds);
    const auto count = milliseconds.size();
    return {milliseconds[count / 2], milliseconds[std::min(count - 1, count * 99 / 100)]};
}

Times measure(int frames, const std::function<void(int)>& prepare, const std::function<void()>& draw) {
    std::vector<double> milliseconds;
    for (int frame = -3; frame < frames; ++frame) {
        prepare(std::max(0, frame));
        QElapsedTimer timer;
        timer.start();
        draw();
        if (frame >= 0) // not the first: fonts and images that last
            milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return summary(std::move(milliseconds));
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
            const double left = at.x(time.begin);
            painter.fillRect(QRectF(left, lane.top, at.x(time.end) - left, lane.height),
                             Theme::light().look(state).fill);
        }
    }
}

class Bench {
public:
    Bench(std::size_t intervals, std::uint32_t threads)
        : m_many(intervals, threads) {
        m_scene.trace = &m_many.trace();
        m_scene.theme = &Theme::light();
        m_scene.layout = TimelineLayout(m_many.trace());
        m_scene.arrows = ArrowMode::All;
        m_scene.namesWidth = 160;
        m_scene.range = all();
        m_scene.cursor = {all().end / 2, m_many.trace().lastAt(all().end / 2)};
    }

    void run() {
        // by a notch of one part in five hundred, in to four fifths and out again
        row("zoom", [this](int frame) {
            const Timestamp cut = all().length() / 1000 * (100 - std::abs(frame % 200 - 100));
            m_scene.range = {cut, all().end - cut};
        });
        // by one to forty pixels, back and forth
        row("pan", [this](int frame) {
            const Timestamp length = all().length() * 4 / 5;
            m_place += (frame / 20 % 2 ? -1 : 1) * (1 + frame * 7 % 40);
            const Timestamp begin = m_place * (length / (m_image.width() - m_scene.namesWidth));
            m_scene.range = {begin, begin + length};
        });
        row("follow", [this](int) {
            m_many.grow(50);
            m_scene.range = all();
        });
        row("cursor", [this](int frame) { m_scene.cursor.time = all().length() / kFrames * frame; });
        const Times naive = measure(
            9, [](int) {}, [this] { drawNaively(m_image, m_many.trace(), m_scene.layout); });
        std::printf("%9zu  %-7s %8.2f %8.2f\n", m_many.inView(all()), "naive", naive.median, naive.p99);
    }

private:
    TimeRange all() const { return {0, m_many.trace().end()}; }

    void row(const char* name, const std::function<void(int)>& prepare) {
        std::size_t least = SIZE_MAX;
        const auto prepareAndCount = [&](int frame) {
            prepare(frame);
            least = std::min(least, m_many.inView(m_scene.range));
        };
        const Times times = measure(kFrames, prepareAndCount, [this] {
            QPainter painter(&m_image);
            TimelinePainter(m_scene, m_image.rect(), m_font, 1.0).paint(painter, m_lanes);
        });
        std::printf("%9zu  %-7s %8.2f %8.2f\n", least, name, times.median, times.p99);
        std::fflush(stdout);
    }

    ManyIntervals m_many;
    TimelineScene m_scene;
    QImage m_image{1920, 1080, QImage::Format_RGB32};
    QFont m_font{"DejaVu Sans", 9};
    LanesPicture m_lanes;
    int m_place = 0;
};

std::string processor() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown processor";
}

} // namespace

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    std::printf("%s, %u cores\n", processor().c_str(), std::thread::hardware_concurrency());
    for (const std::uint32_t threads : {8U, 16U}) {
        std::printf("A frame at 1920x1080, %u thread and %u lock lanes, labels and arrows included, in "
                    "milliseconds (aim: median 4, p99 8)\n",
                    threads, threads);
        std::puts("  in view  frame     median      p99");
        for (const std::size_t intervals : {12'500, 125'000, 1'250'000}) Bench(intervals, threads).run();
    }
}
