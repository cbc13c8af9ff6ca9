// SPDX-License-Identifier: GPL-3.0-or-later
// Folded time: the one map between times and places, against a walk along it, and what is idle, against
// looking at every nanosecond.
#include "tracebuilder.h"
#include "ui/model/fold/idlestretches.h"
#include "ui/model/viewport.h"
#include "ui/timeline/overlay/timeruler.h"
#include "ui/timeline/widget/minimap.h"
#include "ui/timeline/widget/timelinewidget.h"

#include <QTest>

#include <rapidcheck.h>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// Lengths in turn of what is open and what is folded.
TimeFolds foldsOf(const std::vector<std::uint16_t>& lengths) {
    std::vector<TimeRange> stretches;
    Timestamp time = 0;
    for (std::size_t i = 0; i + 1 < lengths.size(); i += 2) {
        const Timestamp begin = time + 1 + lengths[i] % 500;
        time = begin + 1 + lengths[i + 1];
        stretches.push_back({begin, time});
    }
    return TimeFolds(std::move(stretches));
}

struct Case {
    TimeFolds folds;
    TimeRange range;
};
Case anyCase() {
    Case c{foldsOf(*rc::gen::container<std::vector<std::uint16_t>>(12, rc::gen::arbitrary<std::uint16_t>())),
           {}};
    const Timestamp end = c.folds.stretches().back().end + 300;
    c.range.begin = *rc::gen::inRange<Timestamp>(-100, end);
    c.range.end = c.range.begin + 1 + *rc::gen::inRange<Timestamp>(0, end + 100);
    return c;
}

// How much of the range is open, and how many gaps it has, nanosecond by nanosecond.
std::pair<double, double> walked(const TimeFolds& folds, TimeRange range) {
    double open = 0;
    double gaps = 0;
    for (Timestamp time = range.begin; time < range.end; ++time) {
        double part = 0;
        for (const TimeRange& fold : folds.stretches())
            if (fold.contains(time)) part = 1.0 / static_cast<double>(fold.length());
        gaps += part;
        open += part > 0 ? 0 : 1;
    }
    return {open, gaps};
}

// Both wait from 1 to 9 ms: before and after somebody computes.
struct Idle : TraceBuilder {
    Idle() {
        addThreads({"Main", "Worker 1"}).addQueue("jobs");
        at(1'000'000).wait("Main", "jobs").wait("Worker 1", "jobs");
        at(9'000'000).wake("", "jobs", "Main").at(10'000'000);
    }
};

bool isBusyAt(const Trace& trace, ThreadId thread, Timestamp time) {
    const Track& changes = trace.thread(thread).states.changes();
    const auto at = changes.indexAt(time);
    const auto state = at ? static_cast<ThreadState>(changes[*at].lane().state) : ThreadState::New;
    return state == ThreadState::Runnable || state == ThreadState::ReadyOrRunning ||
           state == ThreadState::Running || state == ThreadState::Unknown || state == ThreadState::OffCpu;
}

} // namespace

class Fold : public QObject {
    Q_OBJECT

private slots:
    void withoutFoldsTimeIsLaidAsBefore() {
        const TimeFolds none;
        const TimeCoordinates at({100, 300}, 10, 400, &none);
        QVERIFY(at.isLinear());
        QCOMPARE(at.x(200), 210.0);
        QCOMPARE(at.time(210), 200);
        QCOMPARE(at.span(), 200);
    }

    void theMapIsMonotoneAndComesBackToEachTime() {
        QVERIFY(rc::check([] {
            const Case c = anyCase();
            const TimeCoordinates at(c.range, 50, 900, &c.folds);
            RC_ASSERT(std::abs(at.x(c.range.begin) - 50) < 1e-6);
            RC_ASSERT(std::abs(at.x(c.range.end) - 950) < 1e-6);
            const Timestamp first = *rc::gen::inRange(c.range.begin - 200, c.range.end + 200);
            const Timestamp second = *rc::gen::inRange(first + 1, c.range.end + 300);
            RC_ASSERT(at.x(first) < at.x(second));
            RC_ASSERT(std::abs(at.exactTime(at.x(first)) - static_cast<double>(first)) < 1e-3);
        }));
    }

    void whatIsOpenHasOneScaleAndEachFoldOneGap() {
        QVERIFY(rc::check([] {
            Case c = anyCase();
            c.range.end = std::min(c.range.end, c.range.begin + 20'000);
            const TimeCoordinates at(c.range, 0, 720, &c.folds);
            const auto [open, gaps] = walked(c.folds, c.range);
            RC_PRE(open > 0);
            const double gap =
                720 * std::min(TimeCoordinates::kGap, TimeCoordinates::kMostGaps / std::max(1.0, gaps));
            const Timestamp time = *rc::gen::inRange(c.range.begin, c.range.end + 1);
            const auto [openThere, gapsThere] = walked(c.folds, {c.range.begin, time});
            const double expected = openThere * (720 - gaps * gap) / open + gapsThere * gap;
            RC_ASSERT(std::abs(at.x(time) - expected) < 1e-4);
        }));
    }

    void columnsCoverTheRangeExactlyAndKnowTheirTimes() {
        QVERIFY(rc::check([] {
            const Case c = anyCase();
            const int count = *rc::gen::inRange(1, 400);
            const PixelColumns columns(c.range, count, &c.folds);
            RC_ASSERT(columns.begin(0) == c.range.begin && columns.begin(count) == c.range.end);
            for (int i = 0; i < count; ++i) RC_ASSERT(columns.begin(i) <= columns.begin(i + 1));
            const Timestamp time = *rc::gen::inRange(c.range.begin, c.range.end + 1);
            int last = 0;
            for (int i = 0; i <= count; ++i)
                if (columns.begin(i) <= time) last = i;
            RC_ASSERT(columns.at(time) == last);
        }));
    }

    void aRangeWithinAFoldIsDrawnAsIfItWereOpen() {
        const TimeFolds folds({{1000, 9000}});
        const TimeCoordinates at({2000, 4000}, 0, 100, &folds);
        QVERIFY(at.isLinear());
        QCOMPARE(at.x(3000), 50.0);
    }

    void noTickStandsInAFoldAndNoneIsMissingBesideIt() {
        const TimeFolds folds({{1'000'000, 9'000'000}});
        const auto found = ticks({0, 10'000'000}, TimeAxis::Time, 720, 70, &folds);
        QVERIFY(found.size() > 15);
        for (const Tick& tick : found) QVERIFY(!folds.at(tick.time));
        QCOMPARE(found.front().time, 0);
        const auto behind = std::ranges::find(found, 9'000'000, &Tick::time);
        QVERIFY(behind != found.end() && behind->isMajor && behind->label.startsWith('9'));
    }

    void whereNobodyIsBusyTimeIsIdle() {
        const Idle idle;
        const auto found = idleStretches(idle.trace(), {0, 10'000'000}, 50'000);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0], (TimeRange{1'000'000, 9'000'000}));
    }

    void idleStretchesAreThoseThatLookingEverywhereFinds() {
        QVERIFY(rc::check([](const std::vector<std::uint8_t>& steps) {
            TraceBuilder built;
            built.addThreads({"A", "B"}).addQueue("jobs");
            Timestamp time = 0;
            std::map<std::string, bool> waits;
            for (const auto step : steps) {
                built.at(time += 1 + step / 2);
                const std::string who = step % 2 == 0 ? "A" : "B";
                if (waits[who])
                    built.wake("", "jobs", who).event(EventKind::Take, who, built.object("jobs"), 0);
                else
                    built.wait(who, "jobs");
                waits[who] = !waits[who];
            }
            built.at(time + 40);
            const TimeRange all{0, time + 40};
            const Timestamp shortest = *rc::gen::inRange<Timestamp>(2, 60);
            std::vector<TimeRange> plain;
            for (Timestamp t = 0; t < all.end; ++t) {
                bool isBusy = false;
                for (const char* who : {"A", "B"}) isBusy |= isBusyAt(built.trace(), built.thread(who), t);
                if (isBusy) continue;
                if (plain.empty() || plain.back().end != t) plain.push_back({t, t});
                plain.back().end = t + 1;
            }
            std::erase_if(plain, [&](const TimeRange& stretch) { return stretch.length() < shortest; });
            RC_ASSERT(idleStretches(built.trace(), all, shortest) == plain);
        }));
    }

    void aFoldIsOpenedAndFoldedAgain() {
        const Idle idle;
        Viewport viewport;
        viewport.setTrace(&idle.trace());
        QVERIFY(viewport.folds().isEmpty());
        viewport.folding().setOn(true);
        QCOMPARE(viewport.folds().stretches().size(), 1U);
        QVERIFY(viewport.folds().at(5'000'000));
        QVERIFY(!viewport.folds().at(1'001'000)); // a little stays open
        viewport.folding().open(5'000'000);
        QVERIFY(viewport.folds().isEmpty());
        viewport.folding().setOn(true);
        QVERIFY(!viewport.folds().isEmpty());
        viewport.folding().setOn(false);
        QVERIFY(viewport.folds().isEmpty());
    }

    void zoomAndPanGoAcrossAFoldAsAcrossItsGap() {
        const Idle idle;
        Viewport viewport;
        viewport.setTrace(&idle.trace());
        viewport.folding().setOn(true);
        viewport.setRange({0, 10'000'000});
        const double before = viewport.coordinates(0, 1).x(500'000);
        viewport.zoom(0.5, 500'000);
        QVERIFY(std::abs(viewport.coordinates(0, 1).x(500'000) - before) < 0.02);
        QVERIFY(viewport.range().end > 9'000'000 && viewport.range().end < 9'400'000);
        viewport.setRange({0, 1'100'000});
        for (int i = 0; i < 3; ++i) viewport.panBy(0.2);
        QVERIFY2(viewport.range().end > 9'000'000, qPrintable(QString::number(viewport.range().end)));
    }

    void theLanesTheMinimapAndTheClickAgree() {
        const Idle idle;
        Viewport viewport;
        TimelineWidget timeline(&viewport);
        Minimap minimap(&viewport);
        timeline.resize(900, 300);
        timeline.show();
        minimap.resize(900, 40);
        minimap.setPlotSpan(timeline.plotLeft(), timeline.plotWidth());
        viewport.setTrace(&idle.trace());
        viewport.fitAll();
        minimap.setPlotSpan(timeline.plotLeft(), timeline.plotWidth());
        const QImage open = timeline.grab().toImage();
        viewport.folding().setOn(true);
        const TimeCoordinates at = viewport.coordinates(timeline.plotLeft(), timeline.plotWidth());
        const double gap = at.x(5'000'000);
        QVERIFY(at.x(8'990'000) - at.x(1'010'000) < 60);
        QVERIFY(std::abs(minimap.xOf(5'000'000) - gap) < 1);
        QVERIFY(timeline.grab().toImage() != open);
        const QPoint place(static_cast<int>(gap), 60);
        QVERIFY2(timeline.textAt(place).contains("idle"), qPrintable(timeline.textAt(place)));
        const Cursor cursor = viewport.cursor();
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, place);
        QVERIFY(viewport.folds().isEmpty());
        QCOMPARE(viewport.cursor(), cursor);
    }
};

QTEST_MAIN(Fold)
#include "tst_fold.moc"
