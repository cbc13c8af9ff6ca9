// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/viewport.h"

#include "tracebuilder.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr Timestamp kMs = 1'000'000;

// Ten events, one each millisecond, by two threads.
struct TenMilliseconds : TraceBuilder {
    TenMilliseconds() {
        addThreads({"A", "B"});
        for (int i = 1; i <= 10; ++i) at(i * kMs).work(i % 2 ? "A" : "B", 10);
    }
};

} // namespace

class ViewportTest : public QObject {
    Q_OBJECT
private slots:
    void showsTheWholeTraceAtFirstAndFollows() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        QCOMPARE(viewport.range().begin, 0);
        QCOMPARE(viewport.range().end, 10 * kMs);
        QVERIFY(viewport.isFollowing());
        QCOMPARE(viewport.cursor().event, built.last());
    }

    void withNoTraceNothingMoves() {
        Viewport viewport;
        viewport.setCursorTime(5);
        viewport.stepCursor(1);
        viewport.fitAll();
        viewport.traceGrew();
        QVERIFY(!viewport.cursor().event);
        QCOMPARE(viewport.range().length(), Viewport::kShortestBounds);
    }

    void followingShowsWhatWasAdded() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        built.at(20 * kMs).work("A", 1);
        QSignalSpy grew(&viewport, &Viewport::grew);
        viewport.traceGrew();
        QCOMPARE(grew.count(), 1);
        QCOMPARE(viewport.range().end, 20 * kMs);
        QCOMPARE(viewport.cursor().time, 20 * kMs);
    }

    void followingWithAZoomedRangeKeepsItsLength() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        viewport.setRange({2 * kMs, 4 * kMs});
        QVERIFY(!viewport.isFollowing());
        viewport.setFollowing(true);
        QCOMPARE(viewport.range(), (TimeRange{8 * kMs, 10 * kMs}));
        built.at(13 * kMs).work("A", 1);
        viewport.traceGrew();
        QCOMPARE(viewport.range(), (TimeRange{11 * kMs, 13 * kMs}));
    }

    void aMovedCursorStaysWhenTheTraceGrows() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        viewport.setCursorTime(3 * kMs + 5);
        built.at(20 * kMs).work("A", 1);
        viewport.traceGrew();
        QCOMPARE(viewport.cursor().time, 3 * kMs + 5);
        QCOMPARE(built.trace().event(*viewport.cursor().event).time, 3 * kMs);
    }

    void zoomKeepsTheAnchorInItsPlace_data() {
        QTest::addColumn<double>("factor");
        QTest::newRow("in") << 0.5;
        QTest::newRow("in a little") << 0.83;
        QTest::newRow("out") << 1.2;
    }
    void zoomKeepsTheAnchorInItsPlace() {
        QFETCH(double, factor);
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        viewport.setRange({4 * kMs, 6 * kMs});
        const Timestamp anchor = 4'700'000;
        const auto place = [&] {
            const TimeRange range = viewport.range();
            return static_cast<double>(anchor - range.begin) / static_cast<double>(range.length());
        };
        const double before = place();
        viewport.zoom(factor, anchor);
        QVERIFY(viewport.range().length() != 2 * kMs);
        QVERIFY(std::abs(place() - before) < 1e-5);
    }

    void aRangeIsNeverShorterThanAHundredNanosecondsNorFarOutside() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        for (int i = 0; i < 100; ++i) viewport.zoom(0.5, 5 * kMs);
        QCOMPARE(viewport.range().length(), Viewport::kShortestRange);
        QVERIFY(viewport.range().contains(5 * kMs));
        for (int i = 0; i < 100; ++i) viewport.zoom(2, 5 * kMs);
        QCOMPARE(viewport.range(), (TimeRange{-kMs, 11 * kMs}));
        viewport.setRange({500 * kMs, 502 * kMs});
        QCOMPARE(viewport.range(), (TimeRange{9 * kMs, 11 * kMs}));
    }

    void navigationIsUndoneAndRedone() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        const TimeRange all = viewport.range();
        viewport.setRange({kMs, 2 * kMs});
        viewport.setRange({3 * kMs, 4 * kMs});
        viewport.undoNavigation();
        QCOMPARE(viewport.range(), (TimeRange{kMs, 2 * kMs}));
        viewport.undoNavigation();
        QCOMPARE(viewport.range(), all);
        viewport.undoNavigation(); // nothing left: stays
        QCOMPARE(viewport.range(), all);
        viewport.redoNavigation();
        viewport.redoNavigation();
        QCOMPARE(viewport.range(), (TimeRange{3 * kMs, 4 * kMs}));
        viewport.setRange({5 * kMs, 6 * kMs}); // forgets what could be redone
        QVERIFY(viewport.canRedoNavigation() == false);
    }

    void aTurnOfTheWheelIsUndoneInOneGo() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        const TimeRange all = viewport.range();
        for (int notch = 0; notch < 5; ++notch) viewport.zoom(0.8, 5 * kMs);
        viewport.undoNavigation();
        QCOMPARE(viewport.range(), all);
    }

    void theCursorGoesEventByEventAndStopsAtBothEnds() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        viewport.stepCursor(-1);
        QCOMPARE(viewport.cursor().event, EventIndex{built.last().value - 1});
        QCOMPARE(viewport.cursor().time, 9 * kMs);
        viewport.stepCursor(5);
        QCOMPARE(viewport.cursor().event, built.last());
        viewport.stepCursor(-1000);
        QCOMPARE(viewport.cursor().event, EventIndex{0});
    }

    void theCursorDoesNotEnterTheTeardown() {
        TenMilliseconds built;
        built.at(11 * kMs).stop();
        const EventIndex stop = built.last();
        built.at(12 * kMs).unwind("A").exit("A");
        Viewport viewport;
        viewport.setTrace(&built.trace());
        QCOMPARE(viewport.cursor().event, stop);
        viewport.setCursorTime(100 * kMs);
        QCOMPARE(viewport.cursor().event, stop);
        QCOMPARE(viewport.cursor().time, 11 * kMs);
        viewport.stepCursor(3);
        QCOMPARE(viewport.cursor().event, stop);
    }

    void anEventOutOfSightIsBroughtIntoView() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        viewport.setRange({8 * kMs, 9 * kMs});
        viewport.setCursorEvent(*built.trace().lastAt(2 * kMs));
        QVERIFY(viewport.range().contains(2 * kMs));
        QCOMPARE(viewport.range().length(), kMs);
    }

    void anotherTraceResetsEverything() {
        TenMilliseconds first;
        TenMilliseconds second;
        Viewport viewport;
        viewport.setTrace(&first.trace());
        viewport.setRange({kMs, 2 * kMs});
        viewport.setSelection(TimeRange{kMs, 2 * kMs});
        viewport.setHoveredObject(ObjectId{0});
        viewport.setSelectedThread(ThreadId{1});
        QSignalSpy changed(&viewport, &Viewport::traceChanged);
        viewport.setTrace(&second.trace());
        QCOMPARE(changed.count(), 1);
        QVERIFY(!viewport.selection() && !viewport.hoveredObject().isValid());
        QVERIFY(!viewport.selectedThread().isValid() && viewport.isFollowing());
        QVERIFY(!viewport.canUndoNavigation());
        QCOMPARE(viewport.range().end, 10 * kMs);
    }

    void nothingIsSignalledWhenNothingChanges() {
        TenMilliseconds built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        viewport.setRange({kMs, 2 * kMs});
        viewport.setCursorTime(kMs);
        viewport.setSelectedThread(ThreadId{1});
        QSignalSpy range(&viewport, &Viewport::rangeChanged);
        QSignalSpy cursor(&viewport, &Viewport::cursorChanged);
        QSignalSpy thread(&viewport, &Viewport::selectedThreadChanged);
        viewport.setRange({kMs, 2 * kMs});
        viewport.setCursorTime(kMs);
        viewport.setSelectedThread(ThreadId{1});
        QCOMPARE(range.count() + cursor.count() + thread.count(), 0);
    }
};

QTEST_GUILESS_MAIN(ViewportTest)
#include "tst_viewport.moc"
