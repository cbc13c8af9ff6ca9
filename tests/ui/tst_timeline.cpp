// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/widget/timelinewidget.h"

#include "tracebuilder.h"

#include <QAccessible>
#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr Timestamp kUs = 1000;

// Two workers take two locks in opposite order and never get on: Worker 1 waits from 1000 us, Worker 2 from
// 1100.
struct Deadlock : TraceBuilder {
    explicit Deadlock(Timestamp end = 2000 * kUs) {
        addThreads({"main"}).addLocks({"lock1", "lock2"});
        addThread("Worker 1", "main").addThread("Worker 2", "main");
        at(100 * kUs).spawn("main", "Worker 1", 20).start("Worker 1");
        at(200 * kUs).spawn("main", "Worker 2", 21).start("Worker 2");
        at(300 * kUs).acquire("Worker 1", "lock1", 31);
        at(400 * kUs).acquire("Worker 2", "lock2", 41);
        at(1000 * kUs).wait("Worker 1", "lock2", 32);
        at(1100 * kUs).wait("Worker 2", "lock1", 42);
        at(end);
    }
};

struct Shown {
    explicit Shown(const Trace* trace) {
        viewport.setTrace(trace);
        widget.resize(1000, 400);
        widget.show();
        QApplication::setActiveWindow(&widget);
        widget.setFocus();
        QApplication::processEvents();
    }
    QWidget* plot() { return widget.viewport(); }
    int x(Timestamp time) {
        return static_cast<int>(
            TimeCoordinates(viewport.range(), widget.plotLeft(), widget.plotWidth()).x(time));
    }
    int y(LaneKey key) {
        const auto lane = widget.scene().layout.find(key);
        return TimelinePainter::kRulerHeight +
               static_cast<int>(widget.scene().layout.lanes()[lane.value()].middle());
    }
    int y(ThreadId thread) { return y(LaneKey{LaneKind::Thread, thread.value}); }
    int y(ObjectId lock) { return y(LaneKey{LaneKind::Lock, lock.value}); }
    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(plot(), button, {}, from);
        QTest::mouseMove(plot(), (from + to) / 2);
        QTest::mouseMove(plot(), to);
        QTest::mouseRelease(plot(), button, {}, to);
    }
    QImage picture() {
        QImage image(plot()->size(), QImage::Format_RGB32);
        plot()->render(&image);
        return image;
    }

    Viewport viewport;
    TimelineWidget widget{&viewport};
};

int count(const QImage& image, QRect where, const QColor& color) {
    int found = 0;
    where = where.intersected(image.rect());
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x) found += image.pixelColor(x, y) == color;
    return found;
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private slots:
    void withoutATraceItSaysWhatToDo() {
        Shown shown(nullptr);
        QVERIFY(count(shown.picture(), shown.plot()->rect(), Theme::light().background) <
                shown.plot()->width() * shown.plot()->height());
        QTest::keyClick(&shown.widget, Qt::Key_W);
        QTest::keyClick(&shown.widget, Qt::Key_Down);
        QTest::mouseClick(shown.plot(), Qt::LeftButton, {}, {300, 100});
        QCOMPARE(shown.widget.textAt({300, 100}), QString());
    }

    void aBlockedSpanSaysWhyAndWhoHoldsWhatItWants() {
        Deadlock built;
        Shown shown(&built.trace());
        const QString text = shown.widget.textAt({shown.x(1500 * kUs), shown.y(built.thread("Worker 1"))});
        QCOMPARE(text.section('\n', 0, 0),
                 QString("Worker 1: waiting 1.00 ms for `lock2`, held by Worker 2 at two_locks.cpp:41"));
        QCOMPARE(text.section('\n', 1), QString("holds `lock1`, wanted by Worker 2"));
    }

    void aLocksLaneSaysWhoHoldsIt() {
        Deadlock built;
        Shown shown(&built.trace());
        QCOMPARE(shown.widget.textAt({shown.x(600 * kUs), shown.y(built.object("lock1"))}),
                 QString("`lock1` held 800 µs by Worker 1 at two_locks.cpp:31"));
        QCOMPARE(shown.widget.textAt({20, shown.y(built.object("lock1"))}), QString("lock1"));
    }

    void hoveringALockLightsItEverywhere() {
        Deadlock built;
        Shown shown(&built.trace());
        QTest::mouseMove(shown.plot(), {shown.x(600 * kUs), shown.y(built.object("lock2"))});
        QCOMPARE(shown.viewport.hoveredObject(), built.object("lock2"));
        QTest::mouseMove(shown.plot(), {shown.x(1500 * kUs), shown.y(built.thread("Worker 2"))});
        QCOMPARE(shown.viewport.hoveredObject(), built.object("lock1"));
        const QImage lit = shown.picture();
        const int bottom = shown.y(built.thread("Worker 1")) + TimelineLayout::kStandardHeight / 2;
        // under the holder's lane for as long as it holds
        QVERIFY(count(lit, QRect(shown.x(400 * kUs), bottom, 100, 6), Theme::light().accent) > 150);
        QTest::mouseMove(shown.plot(), {shown.x(1500 * kUs), shown.plot()->height() - 3});
        QVERIFY(!shown.viewport.hoveredObject().isValid());
    }

    void aClickSetsTheCursorAndChoosesTheLane() {
        Deadlock built;
        Shown shown(&built.trace());
        QTest::mouseClick(shown.plot(), Qt::LeftButton, {},
                          {shown.x(700 * kUs), shown.y(built.thread("Worker 2"))});
        QVERIFY(std::abs(shown.viewport.cursor().time - 700 * kUs) < 4 * kUs);
        QCOMPARE(shown.viewport.selectedThread(), built.thread("Worker 2"));
        QVERIFY(!shown.viewport.isFollowing());
    }

    void theCursorCanBeDragged() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setCursorTime(500 * kUs);
        shown.drag({shown.x(500 * kUs), 200}, {shown.x(1200 * kUs), 210});
        QVERIFY(std::abs(shown.viewport.cursor().time - 1200 * kUs) < 4 * kUs);
        QVERIFY(!shown.viewport.selection());
    }

    void aDragMeasuresAndEscClears() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setCursorTime(0);
        shown.drag({shown.x(1200 * kUs), 200}, {shown.x(600 * kUs), 200});
        QVERIFY(shown.viewport.selection().has_value());
        QVERIFY(std::abs(shown.viewport.selection()->length() - 600 * kUs) < 8 * kUs);
        shown.viewport.setSelectedThread(built.thread("Worker 1"));
        const auto totals = measuredTotals(shown.widget.scene());
        QCOMPARE(totals.size(), std::size_t{2});
        QCOMPARE(totals[0].state, ThreadState::ReadyOrRunning);
        QCOMPARE(totals[0].length + totals[1].length, shown.viewport.selection()->length());
        QVERIFY(measuredTitle(shown.widget.scene()).contains("2 events"));
        shown.widget.clearSelection();
        QVERIFY(!shown.viewport.selection());
    }

    void aDragOnTheRulerZoomsToIt() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setCursorTime(1900 * kUs);
        shown.drag({shown.x(500 * kUs), 10}, {shown.x(1000 * kUs), 10});
        QVERIFY(std::abs(shown.viewport.range().begin - 500 * kUs) < 8 * kUs);
        QVERIFY(std::abs(shown.viewport.range().end - 1000 * kUs) < 8 * kUs);
        shown.viewport.undoNavigation();
        QCOMPARE(shown.viewport.range(), shown.viewport.bounds());
    }

    void theMiddleButtonAndSpaceWithADragPan() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setRange({500 * kUs, 1000 * kUs});
        QSignalSpy space(&shown.widget, &TimelineWidget::spaceReleased);
        shown.drag({600, 200}, {500, 200}, Qt::MiddleButton);
        const Timestamp begin = shown.viewport.range().begin;
        QVERIFY(begin > 500 * kUs);
        QCOMPARE(shown.viewport.range().length(), 500 * kUs);
        QTest::keyPress(&shown.widget, Qt::Key_Space);
        shown.drag({500, 200}, {600, 200});
        QTest::keyRelease(&shown.widget, Qt::Key_Space);
        QVERIFY(shown.viewport.range().begin < begin);
        QCOMPARE(space.count(), 0);
        QTest::keyClick(&shown.widget, Qt::Key_Space);
        QCOMPARE(space.count(), 1);
    }

    void theWheelWithControlKeepsTheTimeUnderTheMouse() {
        Deadlock built;
        Shown shown(&built.trace());
        const int x = shown.x(1400 * kUs);
        QWheelEvent wheel(QPointF(x, 200), shown.plot()->mapToGlobal(QPointF(x, 200)), {}, {0, 240},
                          Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.plot(), &wheel);
        QVERIFY(shown.viewport.range().length() < 1100 * kUs);
        QVERIFY(std::abs(shown.x(1400 * kUs) - x) <= 2);
    }

    void theLettersZoomAndPan() {
        Deadlock built;
        Shown shown(&built.trace());
        QTest::keyClick(&shown.widget, Qt::Key_W);
        const TimeRange near = shown.viewport.range();
        QVERIFY(near.length() < 2000 * kUs);
        QTest::keyClick(&shown.widget, Qt::Key_D);
        QVERIFY(shown.viewport.range().begin > near.begin);
        QTest::keyClick(&shown.widget, Qt::Key_A);
        QCOMPARE(shown.viewport.range(), near);
        QTest::keyClick(&shown.widget, Qt::Key_S);
        QVERIFY(shown.viewport.range().length() > near.length());
    }

    void arrowKeysGoFromStateToStateAndLaneToLane() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setSelectedThread(built.thread("Worker 1"));
        QTest::keyClick(&shown.widget, Qt::Key_Home);
        QCOMPARE(shown.viewport.cursor().time, 0);
        QTest::keyClick(&shown.widget, Qt::Key_End);
        QTest::keyClick(&shown.widget, Qt::Key_Left);
        QCOMPARE(shown.viewport.cursor().time, 1000 * kUs);
        QVERIFY(shown.widget.selectedText().startsWith("Worker 1: waiting 1.00 ms for `lock2`"));
        QTest::keyClick(&shown.widget, Qt::Key_Left);
        QCOMPARE(shown.viewport.cursor().time, 100 * kUs);
        QTest::keyClick(&shown.widget, Qt::Key_Right);
        QCOMPARE(shown.viewport.cursor().time, 1000 * kUs);
        QTest::keyClick(&shown.widget, Qt::Key_Down);
        QCOMPARE(shown.viewport.selectedThread(), built.thread("Worker 2"));
        QTest::keyClick(&shown.widget, Qt::Key_Up);
        QTest::keyClick(&shown.widget, Qt::Key_Up);
        QCOMPARE(shown.viewport.selectedThread(), built.thread("main"));
    }

    void theSameKindIsFoundForwardAndBack() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setCursorTime(1000 * kUs);
        shown.widget.nextSameKind();
        QCOMPARE(shown.viewport.cursor().time, 1100 * kUs);
        shown.widget.previousSameKind();
        QCOMPARE(shown.viewport.cursor().time, 1000 * kUs);
    }

    void keysZoomAtTheCursorWhenTheMouseIsElsewhere() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setCursorTime(400 * kUs);
        QTest::mouseMove(shown.plot(), {5, 200}); // over the names
        const int before = shown.x(400 * kUs);
        shown.widget.zoomIn();
        shown.widget.zoomIn();
        QVERIFY(shown.viewport.range().length() < shown.viewport.bounds().length() * 6 / 10);
        QVERIFY(std::abs(shown.x(400 * kUs) - before) <= 1);
        shown.widget.zoomOut();
        QVERIFY(std::abs(shown.x(400 * kUs) - before) <= 1);
    }

    void theCursorShowsThatItCanBeDragged() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setCursorTime(400 * kUs);
        QTest::mouseMove(shown.plot(), {shown.x(400 * kUs) + 100, 200});
        QCOMPARE(shown.plot()->cursor().shape(), Qt::ArrowCursor);
        QTest::mouseMove(shown.plot(), {shown.x(400 * kUs) + 1, 200});
        QCOMPARE(shown.plot()->cursor().shape(), Qt::SizeHorCursor);
    }

    void zoomToSpanShowsTheSpanAndThenAllAgain() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setSelectedThread(built.thread("Worker 1"));
        shown.viewport.setCursorTime(1200 * kUs);
        shown.widget.zoomToSpan();
        QVERIFY(shown.viewport.range().begin >= 800 * kUs && shown.viewport.range().begin < 1000 * kUs);
        shown.widget.zoomToSpan();
        QCOMPARE(shown.viewport.range(), shown.viewport.bounds());
    }

    void aDeadlockIsFramedAtEveryZoom_data() {
        QTest::addColumn<qint64>("end"); // of the run: the deadlock begins after a millisecond
        QTest::newRow("half of the picture") << qint64{2'000'000};
        QTest::newRow("nearly all of it") << qint64{1'000'000'000};
        QTest::newRow("the last pixel") << qint64{1'100'050};
    }
    void aDeadlockIsFramedAtEveryZoom() {
        QFETCH(qint64, end);
        for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
            Deadlock built(end);
            Shown shown(&built.trace());
            shown.widget.setTheme(*theme);
            const QImage image = shown.picture();
            for (const char* name : {"Worker 1", "Worker 2"}) {
                const QRect lane(0, shown.y(built.thread(name)) - 16, shown.plot()->width(), 32);
                QVERIFY2(count(image, lane, theme->deadlock) >= 20, name);
            }
            const QRect lane(0, shown.y(built.thread("main")) - 10, shown.plot()->width(), 20);
            QCOMPARE(count(image, lane, theme->deadlock), 0);
        }
    }

    void aDeadlockOutOfViewIsPointedAt() {
        Deadlock built;
        Shown shown(&built.trace());
        shown.viewport.setRange({100 * kUs, 500 * kUs});
        const QRect edge(shown.plot()->width() - 10, shown.y(built.thread("Worker 1")) - 10, 10, 20);
        QVERIFY(count(shown.picture(), edge, Theme::light().deadlock) > 10);
    }

    void lostEventsAreATornGapWithTheirCount() {
        TraceBuilder built;
        built.addThreads({"A"});
        built.at(500 * kUs).lost("A", 1234);
        built.at(1000 * kUs).work("A", 1);
        for (const Timestamp end : {1100 * kUs, 1'000'000 * kUs}) {
            built.at(end);
            Shown shown(&built.trace());
            const QRect lane(shown.widget.plotLeft(), shown.y(built.thread("A")) - 16, shown.plot()->width(),
                             32);
            QVERIFY(count(shown.picture(), lane, Theme::light().loss) > 20);
        }
    }

    void aDrawnPictureIsKeptUntilSomethingInItChanges() {
        Deadlock built;
        Shown shown(&built.trace());
        LanesPicture lanes;
        TimelineScene scene = shown.widget.scene();
        const QFont font = shown.widget.font();
        const qint64 first = lanes.of(scene, {800, 300}, font, 1).cacheKey();
        scene.cursor.time = 5;
        QCOMPARE(lanes.of(scene, {800, 300}, font, 1).cacheKey(), first);
        scene.range.end -= 1000;
        QVERIFY(lanes.of(scene, {800, 300}, font, 1).cacheKey() != first);
    }

    void aScreenReaderFindsATableOfLanes() {
        Deadlock built;
        Shown shown(&built.trace());
        QAccessible::setActive(true);
        shown.viewport.setCursorTime(1500 * kUs);
        QAccessibleInterface* timeline = QAccessible::queryAccessibleInterface(&shown.widget);
        QVERIFY(timeline && timeline->tableInterface());
        QAccessibleTableInterface* table = timeline->tableInterface();
        QCOMPARE(table->rowCount(), 5);
        QCOMPARE(table->cellAt(1, 0)->text(QAccessible::Name),
                 QString("Worker 1, blocked on lock2, 1.00 ms, held by Worker 2"));
        QCOMPARE(table->cellAt(0, 0)->text(QAccessible::Name), QString("main, ready or running, 2.00 ms"));
        QVERIFY(table->selectRow(2));
        QCOMPARE(shown.viewport.selectedThread(), built.thread("Worker 2"));
        QCOMPARE(table->selectedRows(), QList<int>{2});
        QCOMPARE(timeline->focusChild(), table->cellAt(2, 0));
        const QRect cell = table->cellAt(2, 0)->rect();
        QCOMPARE(timeline->childAt(cell.center().x(), cell.center().y()), table->cellAt(2, 0));
        QVERIFY(!table->cellAt(9, 0));
        QAccessible::setActive(false);
    }

    void whoAlignsWithTheLanesIsToldWhenTheyMove() {
        Deadlock built;
        Shown shown(nullptr);
        QSignalSpy moved(&shown.widget, &TimelineWidget::plotGeometryChanged);
        shown.viewport.setTrace(&built.trace());
        QCOMPARE(moved.count(), 1);
        QCOMPARE(shown.widget.plotLeft() + shown.widget.plotWidth(), shown.plot()->width());
        shown.widget.resize(800, 400);
        QApplication::processEvents();
        QCOMPARE(moved.count(), 2);
    }

    void lanesGrowShrinkAndScroll() {
        Deadlock built;
        Shown shown(&built.trace());
        for (int i = 0; i < 40; ++i) shown.widget.growLanes();
        QCOMPARE(shown.widget.scene().layout.laneHeight(), TimelineLayout::kMostHeight);
        QVERIFY(shown.widget.verticalScrollBar()->maximum() > 0);
        for (int i = 0; i < 4; ++i) shown.widget.laneDown();
        QVERIFY(shown.widget.scene().scroll > 0); // the chosen lane is brought into view
        for (int i = 0; i < 80; ++i) shown.widget.shrinkLanes();
        QCOMPARE(shown.widget.scene().layout.laneHeight(), TimelineLayout::kLeastHeight);
    }
};

QTEST_MAIN(TimelineTest)
#include "tst_timeline.moc"
