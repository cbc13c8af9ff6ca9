// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/laneraster.h"

#include "tracebuilder.h"

#include <QTest>

#include <map>
#include <random>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// Worker 1 runs, is blocked from 400 to 800 us, runs again.
struct Blocking : TraceBuilder {
    Blocking()
        : TraceBuilder(KernelSource::Switches) {
        addThreads({"Worker 1", "Worker 2"}).addLocks({"lock"});
        acquire("Worker 2", "lock");
        at(400'000).wait("Worker 1", "lock");
        at(800'000).release("Worker 2", "lock").wake("Worker 2", "lock", "Worker 1");
        acquire("Worker 1", "lock");
        at(1'000'000).work("Worker 1", 1);
    }
};

struct Picture {
    QImage image{1000, 60, QImage::Format_RGB32};
    const Theme& theme = Theme::light();
    std::vector<SpanBox> boxes;

    void drawThread(const TraceBuilder& built, const char* name, TimeRange range) {
        LaneRaster raster(image, theme, 1.0);
        const PixelColumns columns(range, image.width());
        raster.drawThread(built.trace().thread(built.thread(name)), columns, built.trace().end(), 10, 40);
        boxes = raster.boxes();
    }
    QColor at(int x, int y) const { return image.pixelColor(x, y); }
    // Rows from the top in which the column differs from the background.
    QRect drawn(int x) const {
        int top = 0;
        while (top < image.height() && at(x, top) == theme.lane) ++top;
        int bottom = image.height() - 1;
        while (bottom >= top && at(x, bottom) == theme.lane) --bottom;
        return {QPoint(x, top), QPoint(x, bottom)};
    }
};

} // namespace

class LaneRasterTest : public QObject {
    Q_OBJECT
private slots:
    void aStateHasItsColourAndHeight() {
        Blocking built;
        Picture picture;
        picture.drawThread(built, "Worker 1", {0, 1'000'000});
        QCOMPARE(picture.at(200, 30), picture.theme.look(ThreadState::Running).fill);
        QCOMPARE(picture.drawn(200), QRect(200, 10, 1, 40));
        QCOMPARE(picture.drawn(600).height(), 40);
        const QColor blocked = picture.theme.look(ThreadState::Blocked).fill;
        std::map<QRgb, int> colors;
        for (int x = 450; x < 750; ++x) ++colors[picture.image.pixel(x, 30)];
        QCOMPARE(colors.size(), std::size_t{2}); // the fill and its hatching
        QVERIFY(colors[blocked.rgb()] > 150);
    }

    void aSpanEndsAtItsOwnColumn() {
        Blocking built;
        Picture picture;
        picture.drawThread(built, "Worker 1", {0, 1'000'000});
        QCOMPARE(picture.at(398, 30), picture.theme.look(ThreadState::Running).fill);
        QCOMPARE(picture.at(399, 30), picture.theme.lane); // a hairline apart
        QVERIFY(picture.at(400, 30) != picture.theme.lane);
        QCOMPARE(picture.boxes.size(), std::size_t{3});
        QCOMPARE(picture.boxes[1].rect, QRect(400, 10, 399, 40));
        QCOMPARE(picture.boxes[1].state, static_cast<std::uint8_t>(ThreadState::Blocked));
    }

    void aColumnOfManyStatesIsStackedByTheirShares() {
        TraceBuilder built(KernelSource::Switches);
        built.addThreads({"A"}).addLocks({"lock"});
        for (int i = 0; i < 1000; ++i) { // 30 us blocked, 70 us running, again and again
            built.at(i * 100'000).wait("A", "lock");
            built.at(i * 100'000 + 30'000).wake("", "lock", "A").acquire("A", "lock");
        }
        built.at(100'000'000).release("A", "lock");
        Picture picture;
        picture.drawThread(built, "A", {0, 100'000'000 * 10LL}); // ten cycles in a column
        const QColor running = picture.theme.look(ThreadState::Running).fill;
        const QColor blocked = picture.theme.look(ThreadState::Blocked).fill;
        std::map<QRgb, int> rows;
        for (int y = 0; y < 60; ++y) ++rows[picture.image.pixel(50, y)];
        QCOMPARE(rows[running.rgb()], 28);
        QCOMPARE(rows[blocked.rgb()], 12);
        QCOMPARE(picture.at(50, 12), blocked); // what stands in the way is above
        QCOMPARE(picture.at(50, 45), running);
    }

    void theShortestStateStillGetsAPixel() {
        TraceBuilder built(KernelSource::Switches);
        built.addThreads({"A"}).addLocks({"lock"});
        built.at(500'000'000).wait("A", "lock");
        built.at(500'000'010).wake("", "lock", "A").acquire("A", "lock");
        built.at(1'000'000'000).release("A", "lock");
        Picture picture;
        picture.drawThread(built, "A", {0, 1'000'000'000});
        const QColor blocked = picture.theme.look(ThreadState::Blocked).fill;
        int found = 0;
        for (int y = 0; y < 60; ++y) found += picture.at(500, y) == blocked;
        QCOMPARE(found, 1);
    }

    void columnsDrawnTogetherAreTheSameAsOneByOne() {
        std::mt19937 random(3);
        const std::vector<QRgb> backdrop(100, 0xffffffff);
        const std::vector<Layer> layers{{0, 1.0F, 0xff0000ff}, {1, 0.5F, 0xff00ff00}, {2, 0.8F, 0xffff0000}};
        QImage together(100, 50, QImage::Format_RGB32);
        QImage apart(100, 50, QImage::Format_RGB32);
        together.fill(Qt::white);
        apart.fill(Qt::white);
        ColumnRun run(PixelRows(together), backdrop);
        ColumnRun single(PixelRows(apart), backdrop);
        run.setLane(5, 37, layers);
        single.setLane(5, 37, layers);
        for (int x = 3; x < 97; ++x) {
            float* one = run.shares(x);
            float* other = single.shares(x);
            for (std::size_t i = 0; i < layers.size(); ++i)
                one[i * ColumnRun::kPitch] = other[i * ColumnRun::kPitch] =
                    i == 0 ? 1.0F : static_cast<float>(random() % 4);
            single.flush();
        }
        run.flush();
        QCOMPARE(together, apart);
        QCOMPARE(together.pixel(2, 20), 0xffffffffU);
        QVERIFY(together.pixel(3, 20) != 0xffffffffU);
        QVERIFY(together.pixel(96, 20) != 0xffffffffU);
        QCOMPARE(together.pixel(97, 20), 0xffffffffU);
    }

    void aLaneScrolledHalfOutOfTheImageIsCutOff() {
        Blocking built;
        QImage whole(400, 60, QImage::Format_RGB32);
        QImage cut(400, 60, QImage::Format_RGB32);
        const PixelColumns columns({0, 1'000'000}, 400);
        const ThreadLane& lane = built.trace().thread(built.thread("Worker 1"));
        LaneRaster(whole, Theme::dark(), 1.0).drawThread(lane, columns, built.trace().end(), 10, 40);
        LaneRaster(cut, Theme::dark(), 1.0).drawThread(lane, columns, built.trace().end(), -20, 40);
        QCOMPARE(cut.copy(0, 0, 400, 20), whole.copy(0, 30, 400, 20));
        LaneRaster(cut, Theme::dark(), 1.0).drawThread(lane, columns, built.trace().end(), 40, 40);
        QCOMPARE(cut.copy(0, 40, 400, 20), whole.copy(0, 10, 400, 20));
    }

    void patternsMoveWithTheirSpan() {
        Blocking built;
        Picture first;
        Picture second;
        first.drawThread(built, "Worker 1", {0, 1'000'000});
        second.drawThread(built, "Worker 1", {3'000, 1'003'000}); // three columns further
        QCOMPARE(second.image.copy(450, 0, 200, 60), first.image.copy(453, 0, 200, 60));
    }
};

QTEST_MAIN(LaneRasterTest)
#include "tst_laneraster.moc"
