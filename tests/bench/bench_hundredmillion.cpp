// SPDX-License-Identifier: GPL-3.0-or-later
// A hundred million events: written as a file, seen from far away, opened to full use, drawn at any zoom and
// place at 1920x1080, and the cursor put anywhere. `bench_hundredmillion EVENTS` takes another number.
#include "core/engine/recording.h"
#include "core/trace/file/overviewframe.h"
#include "core/trace/file/tracewriter.h"
#include "core/trace/largememory.h"
#include "core/trace/moment.h"
#include "manyintervals.h"
#include "tests/bench/machine.h"
#include "ui/timeline/timelinepainter.h"

#include <QGuiApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <malloc.h>

using namespace lockstep;
using namespace lockstep::ui;
using bench::Clock;
using bench::secondsSince;

namespace {

constexpr std::uint32_t kThreads = 8;
constexpr int kFrames = 400;
constexpr int kJumps = 400;
constexpr double kMillion = 1e6;

void write(const std::string& path, std::size_t events) {
    const ManyIntervals many(events * 7 / 5, kThreads); // most events begin a state of a thread and of a lock
    const double count = static_cast<double>(many.trace().size());
    std::ofstream file(path, std::ios::binary);
    const auto begin = Clock::now();
    std::size_t size = 0;
    TraceWriter writer(
        [&](ByteView bytes) {
            file.write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
            size += bytes.size();
        },
        KernelSource::Switches);
    writer.tell({{"scenario", "many-intervals"}});
    writer.write(many.trace());
    std::printf("%.1f M events of %u threads and locks with times by chance: %.2f bytes each, written at "
                "%.1f M events/s\n",
                count / kMillion, kThreads, static_cast<double>(size) / count,
                count / secondsSince(begin) / kMillion);
}

TimelineScene sceneOf(const Trace& trace, TimeRange range) {
    TimelineScene scene;
    scene.trace = &trace;
    scene.theme = &Theme::light();
    scene.layout = TimelineLayout(trace);
    scene.arrows = ArrowMode::All;
    scene.namesWidth = 160;
    scene.range = range;
    scene.showsCursor = false;
    return scene;
}

class Screen {
public:
    double draw(const TimelineScene& scene) {
        const auto begin = Clock::now();
        QPainter painter(&m_image);
        TimelinePainter(scene, m_image.rect(), m_font, 1.0).paint(painter, m_lanes);
        return 1e3 * secondsSince(begin);
    }

private:
    QImage m_image{1920, 1080, QImage::Format_RGB32};
    QFont m_font{"DejaVu Sans", 9};
    LanesPicture m_lanes;
};

void print(const char* what, std::vector<double> milliseconds, const char* aim) {
    std::ranges::sort(milliseconds);
    const std::size_t count = milliseconds.size();
    std::printf("%-28s median %6.2f ms, p99 %6.2f ms (aim %s)\n", what, milliseconds[count / 2],
                milliseconds[std::min(count - 1, count * 99 / 100)], aim);
    std::fflush(stdout);
}

void lookFromFar(const std::string& path, Screen& screen) {
    const auto begin = Clock::now();
    const auto overview = overviewIn(FileBytes(path));
    if (!overview) return void(std::puts("the file has no overview"));
    const auto trace = traceOf(*overview);
    screen.draw(sceneOf(*trace, {0, trace->end()}));
    std::printf("first picture after %.3f s (aim 1)\n", secondsSince(begin));
}

Recording open(const std::string& path) {
    malloc_trim(0);
    const std::size_t before = bench::residentBytes();
    const auto begin = Clock::now();
    RecordingReader reader(std::make_shared<const FileBytes>(path));
    while (reader.readMore()) {
    }
    Recording kept = reader.take([](std::string_view) { return nullptr; });
    const auto count = static_cast<double>(kept.trace->size());
    std::printf("opened to full use: %.1f M events/s (aim 20), %.1f bytes of memory an event (aim 32)\n",
                count / secondsSince(begin) / kMillion,
                static_cast<double>(bench::residentBytes() - before) / count);
    return kept;
}

void drawAnywhere(const Trace& trace, Screen& screen) {
    std::mt19937_64 random(1);
    for (const double share : {1.0, 0.3, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
        std::vector<double> times;
        const auto length = static_cast<Timestamp>(static_cast<double>(trace.end()) * share * 0.99);
        for (int i = 0; i < kFrames; ++i) {
            const auto begin =
                static_cast<Timestamp>(random() % static_cast<std::uint64_t>(trace.end() - length));
            times.push_back(screen.draw(sceneOf(trace, {begin, begin + length})));
        }
        char what[64];
        std::snprintf(what, sizeof what, "a frame of %g of the run", share);
        print(what, std::move(times), "4 and 8");
    }
}

void jumpAnywhere(const Trace& trace) {
    std::mt19937_64 random(2);
    std::vector<double> times;
    for (int i = 0; i < kJumps; ++i) {
        const auto time = static_cast<Timestamp>(random() % static_cast<std::uint64_t>(trace.end()));
        const auto begin = Clock::now();
        const Moment moment(trace, *trace.lastAt(time));
        times.push_back(1e3 * secondsSince(begin));
    }
    print("the cursor anywhere", std::move(times), "30");
}

} // namespace

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    bench::printMachine();
    const QTemporaryDir folder;
    const std::string path = folder.filePath("many.lockstep").toStdString();
    write(path, argc > 1 ? std::stoul(argv[1]) : 100'000'000);
    Screen screen;
    lookFromFar(path, screen);
    const Recording run = open(path);
    drawAnywhere(*run.trace, screen);
    jumpAnywhere(*run.trace);
}
