// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/figure.h"
#include "ui/timeline/arrows/arrowraster.h"
#include "ui/timeline/overlay/accesses.h"
#include "ui/timeline/overlay/timeruler.h"
#include "ui/timeline/timelinepainter.h"
#include "ui/timeline/widget/minimap.h"

#include "bench/manyintervals.h"
#include "tracebuilder.h"

#include <QElapsedTimer>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr Timestamp kMs = 1'000'000;

// main spawns A and B, A spawns C; two locks, one queue; A hands lock1 over to B again and again.
struct Family : TraceBuilder {
    Family()
        : TraceBuilder(KernelSource::Switches) {
        addThreads({"main"}).addLocks({"lock1"}).addQueue("jobs", 2).addLocks({"lock2"});
        addThread("A", "main").addThread("B", "main").addThread("C", "A");
        spawn("main", "A", 1).start("A").spawn("main", "B", 2).start("B");
        at(kMs).spawn("A", "C", 3).start("C").switchIn("C", 0);
        for (int i = 2; i < 100; ++i) {
            at(i * kMs).acquire("A", "lock1");
            at(i * kMs + 100).wait("B", "lock1");
            at(i * kMs + 200).release("A", "lock1").wake("A", "lock1", "B");
            at(i * kMs + 300).acquire("B", "lock1");
            at(i * kMs + 400).release("B", "lock1");
        }
    }
    LaneKey key(const char* name) const { return {LaneKind::Thread, thread(name).value}; }
};

std::vector<Arrow> arrowsOf(const TraceBuilder& built, ArrowMode mode, ThreadId selected, ObjectId hovered,
                            std::size_t most = 1000) {
    return visibleArrows(built.trace(), {0, 100 * kMs}, mode, selected, hovered, most);
}

} // namespace

class TimelinePartsTest : public QObject {
    Q_OBJECT
private slots:
    void threadsStandUnderTheThreadThatSpawnedThemThenLocksThenCpus() {
        const Family built;
        const TimelineLayout layout(built.trace());
        std::vector<LaneKey> keys;
        for (const Lane& lane : layout.lanes()) keys.push_back(lane.key);
        const std::vector<LaneKey> expected{built.key("main"),
                                            built.key("A"),
                                            built.key("C"),
                                            built.key("B"),
                                            {LaneKind::Lock, built.object("lock1").value},
                                            {LaneKind::Lock, built.object("lock2").value},
                                            {LaneKind::Cpu, 0}};
        QVERIFY(keys == expected);
        QCOMPARE(layout.lane(built.thread("C"))->depth, 2);
        QCOMPARE(layout.lane(built.thread("C"))->parent, 1);
        QVERIFY(!layout.lane(built.object("jobs")));
        QCOMPARE(layout.separators().size(), std::size_t{2});
    }

    void lanesDoNotOverlapAndAreFoundByTheirHeight() {
        const Family built;
        for (const int height : {TimelineLayout::kLeastHeight, 28, TimelineLayout::kMostHeight}) {
            const TimelineLayout layout(built.trace(), height);
            int bottom = 0;
            for (std::size_t i = 0; i < layout.lanes().size(); ++i) {
                const Lane& lane = layout.lanes()[i];
                QVERIFY(lane.top >= bottom + TimelineLayout::kGap);
                bottom = lane.bottom();
                QCOMPARE(layout.laneAt(lane.middle()), std::optional(i));
                QCOMPARE(layout.find(lane.key), std::optional(i));
            }
            QVERIFY(layout.height() >= bottom);
            QVERIFY(!layout.laneAt(layout.height() + 50));
            QVERIFY(!layout.laneAt(-20));
        }
    }

    void aLayoutKnowsWhenTheTraceHasMore() {
        Family built;
        const TimelineLayout layout(built.trace());
        QVERIFY(!layout.isOutdated(built.trace()));
        built.addLocks({"lock3"});
        QVERIFY(layout.isOutdated(built.trace()));
    }

    void aChainOfTenThousandThreadsIsLaidOut() {
        TraceBuilder built;
        built.addThread("0");
        for (int i = 1; i < 10'000; ++i) built.addThread(std::to_string(i), std::to_string(i - 1));
        const TimelineLayout layout(built.trace());
        QCOMPARE(layout.lanes().size(), std::size_t{10'000});
        QCOMPARE(layout.lanes().back().depth, 9'999);
    }

    void onTheAxisOfStepsEveryTickIsAWholeStep() {
        for (const Timestamp steps : {1, 4, 12, 700, 90'000}) {
            int labels = 0;
            for (const Tick& tick : rulerTicks({0, steps * kStepLength}, TimeAxis::Steps, 900)) {
                QCOMPARE(tick.time % kStepLength, Timestamp{0});
                if (!tick.isMajor) continue;
                ++labels;
                QCOMPARE(tick.label, QLocale().toString(qlonglong{tick.time / kStepLength}));
            }
            QVERIFY(labels >= 1 && labels <= 13);
        }
    }

    void ticksStandAtRoundTimesAndTheirLabelsApart_data() {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("length");
        QTest::newRow("ns") << qint64{40} << qint64{100};
        QTest::newRow("us") << qint64{0} << qint64{50'000};
        QTest::newRow("ms") << qint64{7'123'456} << qint64{20'000'000};
        QTest::newRow("s") << qint64{0} << qint64{3'600'000'000'000};
        QTest::newRow("deep") << qint64{12'345'678'901} << qint64{1'000};
    }
    void ticksStandAtRoundTimesAndTheirLabelsApart() {
        QFETCH(qint64, begin);
        QFETCH(qint64, length);
        const TimeRange range{begin, begin + length};
        const auto ticks = rulerTicks(range, TimeAxis::Time, 900);
        std::vector<Tick> major;
        for (const Tick& tick : ticks) {
            QVERIFY(range.contains(tick.time));
            if (tick.isMajor) major.push_back(tick);
            QCOMPARE(tick.isMajor, !tick.label.isEmpty());
        }
        QVERIFY(!major.empty() && major.size() <= 12);
        for (std::size_t i = 1; i < major.size(); ++i) {
            const double apart = 900.0 * static_cast<double>(major[i].time - major[i - 1].time) / length;
            QVERIFY2(apart >= 8.0 * static_cast<double>(major[i].label.size()) || apart >= 84,
                     qPrintable(major[i].label));
            QVERIFY(major[i].label != major[i - 1].label);
        }
    }

    void alsoAtTheEndOfAllTimesTicksAreFew() {
        for (const TimeRange range : {TimeRange{0, kNever}, TimeRange{kNever - 1000, kNever},
                                      TimeRange{kNever / 2, kNever}, TimeRange{-1000, 0}}) {
            const auto all = ticks(range, TimeAxis::Time, 900, 84);
            QVERIFY(all.size() < 200);
            for (const Tick& tick : all) QVERIFY(range.contains(tick.time) && tick.time >= 0);
        }
    }

    void readsAndWritesAreNamedWhereFewAreInView() {
        TraceBuilder built;
        built.addThreads({"A"}).add(ObjectKind::Variable, "counter").addLocks({"lock"});
        built.at(100).read("A", "counter").acquire("A", "lock");
        built.at(200).write("A", "counter", 1);
        const EventIndex write = built.last();
        const auto all = accessesIn(built.trace(), {0, 1'000});
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all.front(), write);
        QCOMPARE(accessesIn(built.trace(), {101, 1'000}), std::vector{write});
        for (int i = 0; i < 100; ++i) built.at(300 + i).read("A", "counter");
        QVERIFY(accessesIn(built.trace(), {0, 1'000}).empty());
        QCOMPARE(accessesIn(built.trace(), {0, 250}).size(), std::size_t{2});
    }

    void arrowsAreThoseOfTheChosenThreadOrObject() {
        const Family built;
        QVERIFY(arrowsOf(built, ArrowMode::Off, built.thread("A"), {}).empty());
        QVERIFY(arrowsOf(built, ArrowMode::Selection, {}, {}).empty());
        const auto ofC = arrowsOf(built, ArrowMode::Selection, built.thread("C"), {});
        QCOMPARE(ofC.size(), std::size_t{1});
        QCOMPARE(ofC[0].kind, LinkKind::Spawn);
        QCOMPARE(ofC[0].from, built.thread("A"));
        QCOMPARE(ofC[0].toTime, kMs);
        const auto ofLock = arrowsOf(built, ArrowMode::Selection, {}, built.object("lock1"));
        QCOMPARE(ofLock.size(), std::size_t{98});
        QVERIFY(ofLock[5].isLit && ofLock[5].kind == LinkKind::HandOver && ofLock[5].to == built.thread("B"));
        QCOMPARE(arrowsOf(built, ArrowMode::All, {}, {}).size(), std::size_t{101});
    }

    void denseArrowsAreThinnedEvenly() {
        const Family built;
        const auto arrows = arrowsOf(built, ArrowMode::All, {}, {}, 20);
        QVERIFY(arrows.size() >= 18 && arrows.size() <= 22);
        for (std::size_t i = 1; i < arrows.size(); ++i)
            QVERIFY(arrows[i].toTime - arrows[i - 1].toTime < 8 * kMs);
    }

    void theMinimapMapsTheWholeTraceAndADragChoosesTheRange() {
        const Family built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        Minimap minimap(&viewport);
        minimap.resize(500, 36);
        minimap.setPlotSpan(100, 400);
        const Timestamp end = viewport.bounds().end;
        QCOMPARE(minimap.xOf(0), 100.0);
        QCOMPARE(minimap.xOf(end), 500.0);
        QCOMPARE(minimap.timeAt(20), 0);
        QVERIFY(std::abs(minimap.timeAt(300) - end / 2) <= end / 400);
        QTest::mousePress(&minimap, Qt::LeftButton, {}, {200, 10});
        QTest::mouseMove(&minimap, {300, 10});
        QTest::mouseRelease(&minimap, Qt::LeftButton, {}, {300, 10});
        QVERIFY(std::abs(viewport.range().begin - end / 4) <= end / 200);
        QVERIFY(std::abs(viewport.range().end - end / 2) <= end / 200);
        QVERIFY(std::abs(minimap.visibleBox().left() - 200) <= 2);
        QTest::mouseDClick(&minimap, Qt::LeftButton, {}, {300, 10});
        QCOMPARE(viewport.range(), viewport.bounds());
    }

    void theMinimapsSharesOfEachColumnAddUp() {
        const Family built;
        for (const auto& column : stateShares(built.trace(), {0, built.trace().end()}, 200)) {
            double sum = 0;
            for (const double share : column) sum += share;
            QVERIFY(std::abs(sum - 1) < 1e-9);
        }
    }

    void aFigureIsTheSameToTheByte() {
        const Family built;
        const auto figure = [&] {
            FigureOrder order;
            order.range = {0, built.trace().end()};
            order.size = {800, 400};
            order.title = "A title";
            return Figure(built.trace(), order).image(1.5);
        };
        const QImage first = figure();
        QCOMPARE(first.size(), QSize(1200, 600));
        QCOMPARE(figure(), first);
    }

    void anArrowGoesFromItsDotToItsTip_data() {
        QTest::addColumn<QPointF>("from");
        QTest::addColumn<QPointF>("to");
        QTest::newRow("down") << QPointF(20, 10) << QPointF(60, 90);
        QTest::newRow("up") << QPointF(60, 90) << QPointF(20, 10);
        QTest::newRow("far to the right") << QPointF(5, 40) << QPointF(195, 60);
        QTest::newRow("upright") << QPointF(50, 10) << QPointF(50, 90);
    }
    void anArrowGoesFromItsDotToItsTip() {
        QFETCH(QPointF, from);
        QFETCH(QPointF, to);
        QImage image(200, 100, QImage::Format_RGB32);
        image.fill(Qt::red);
        const Theme& theme = Theme::light();
        ArrowRaster(image, theme, 1.0).draw(from, to, {});
        const double down = to.y() > from.y() ? 1 : -1;
        QCOMPARE(image.pixelColor(from.toPoint()), theme.text);
        QCOMPARE(image.pixelColor((to - QPointF(0, 4 * down)).toPoint()), theme.text);
        for (int y = qRound(std::min(from.y(), to.y())) + 1; y < std::max(from.y(), to.y()) - 1; ++y) {
            int inked = 0;
            for (int x = 0; x < image.width(); ++x) inked += image.pixelColor(x, y) != QColor(Qt::red);
            QVERIFY2(inked >= 2, qPrintable(QString("row %1").arg(y)));
        }
        QCOMPARE(image.pixelColor(199, 0), QColor(Qt::red));
    }

    // The figure itself is measured by bench_timeline; this is the limit beyond which the program hangs.
    void aFrameOfAHundredThousandIntervalsDoesNotHang() {
        const ManyIntervals many(100'000, 16);
        TimelineScene scene;
        scene.trace = &many.trace();
        scene.theme = &Theme::dark();
        scene.layout = TimelineLayout(many.trace());
        QImage image(1920, 1080, QImage::Format_RGB32);
        LanesPicture lanes;
        qint64 best = std::numeric_limits<qint64>::max();
        for (int frame = 0; frame < 10; ++frame) {
            scene.range = {frame, many.trace().end()};
            QElapsedTimer timer;
            timer.start();
            QPainter painter(&image);
            TimelinePainter(scene, image.rect(), QFont(), 1.0).paint(painter, lanes);
            best = std::min(best, timer.elapsed());
        }
        QVERIFY2(best <= 40, qPrintable(QString("%1 ms").arg(best)));
    }
};

QTEST_MAIN(TimelinePartsTest)
#include "tst_timelineparts.moc"
