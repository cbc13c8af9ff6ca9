// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracebuilder.h"
#include "ui/model/viewport.h"
#include "ui/tables/contentiontable.h"
#include "ui/tables/eventstable.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QMainWindow>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// Worker 2 waits from 2 us to 5 us for what Worker 1 holds from 1 us to 5 us.
struct Contended : TraceBuilder {
    Contended() {
        in("two_locks.cpp").addThreads({"Worker 1", "Worker 2"}).addLocks({"lock1"});
        at(1000).acquire("Worker 1", "lock1", 12);
        at(2000).wait("Worker 2", "lock1", 12);
        at(5000).release("Worker 1", "lock1", 14).wake("Worker 1", "lock1", "Worker 2");
        at(6000).acquire("Worker 2", "lock1", 12);
        at(9000).release("Worker 2", "lock1", 14);
    }
};

struct LongTrace : TraceBuilder {
    explicit LongTrace(std::size_t events) {
        addThreads({"A"}).addLocks({"lock"});
        for (Timestamp t = 1; trace().size() + 2 <= events; t += 2)
            at(t).acquire("A", "lock").at(t + 1).release("A", "lock");
    }
};

QString titleOf(const UseModel& model, int column) {
    return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().replace('\n', ' ');
}

std::optional<std::int64_t> number(const UseModel& model, int row, const QString& column) {
    for (int c = 1; c < model.columnCount(); ++c)
        if (titleOf(model, c) == column) {
            const QVariant value = model.index(row, c).data(UseModel::kNumberRole);
            return value.isValid() ? std::optional(value.toLongLong()) : std::nullopt;
        }
    throw std::out_of_range(column.toStdString());
}

bool hasColumn(const UseModel& model, const QString& column) {
    for (int c = 1; c < model.columnCount(); ++c)
        if (titleOf(model, c) == column) return true;
    return false;
}

QString cell(const EventsModel& model, int row, EventsModel::Column column) {
    return model.index(row, column).data().toString();
}

} // namespace

class TablesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyEventIsARowWithItsOwnWords() {
        const Contended built;
        EventsModel model;
        model.setTrace(&built.trace());
        QCOMPARE(model.rowCount(), static_cast<int>(built.trace().size()));
        const int last = model.rowCount() - 1;
        QCOMPARE(cell(model, last, EventsModel::Thread), "Worker 2");
        QCOMPARE(cell(model, last, EventsModel::What), "releases `lock1`");
        QCOMPARE(cell(model, last, EventsModel::Where), "two_locks.cpp:14");
        QCOMPARE(cell(model, last, EventsModel::Time), QString::fromUtf8("9.000\u00a0µs"));
        QCOMPARE(cell(model, last, EventsModel::Number), QString::number(last + 1));
    }

    void whatIsNotKnownIsADash() {
        TraceBuilder built;
        built.pause();
        EventsModel model;
        model.setTrace(&built.trace());
        QCOMPARE(cell(model, 0, EventsModel::Thread), QString::fromUtf8("–"));
        QCOMPARE(cell(model, 0, EventsModel::Where), QString::fromUtf8("–"));
        QCOMPARE(cell(model, 0, EventsModel::What), "The run is paused");
    }

    void rowsAreAddedForWhatHasComeSince() {
        Contended built;
        EventsModel model;
        model.setTrace(&built.trace());
        const int before = model.rowCount();
        built.at(10'000).acquire("Worker 1", "lock1", 12);
        QCOMPARE(model.rowCount(), before);
        model.grow();
        QCOMPARE(model.rowCount(), before + 1);
    }

    void theRowUnderTheCursorIsCurrentAndChoosingARowMovesTheCursor() {
        const Contended built;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        EventsTable table(&viewport);
        table.show();
        viewport.setCursorEvent(EventIndex{5});
        QTRY_COMPARE(table.currentIndex().row(), 5);
        table.setCurrentIndex(table.model()->index(3, 0));
        QCOMPARE(viewport.cursor().event, EventIndex{3});
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(viewport.cursor().event, EventIndex{4});
    }

    void theCursorsRowIsInSightOnceTheTableIs() {
        LongTrace built(4);
        Viewport viewport;
        QMainWindow window;
        window.resize(600, 500);
        auto* table = new EventsTable(&viewport);
        auto* front = new QDockWidget("front");
        auto* behind = new QDockWidget("behind");
        front->setWidget(new QWidget);
        behind->setWidget(table);
        window.addDockWidget(Qt::BottomDockWidgetArea, front);
        window.addDockWidget(Qt::BottomDockWidgetArea, behind);
        window.tabifyDockWidget(front, behind);
        window.show();
        front->raise();
        viewport.setTrace(&built.trace());
        for (int i = 0; i < 300; ++i) built.at(100 + i).work("A", 1);
        viewport.traceGrew(); // nobody sees it
        QCoreApplication::processEvents();
        behind->raise();
        const auto isInSight = [&] {
            const QRect row = table->visualRect(table->currentIndex());
            const bool isLast = table->currentIndex().row() == static_cast<int>(built.last().value);
            return isLast && table->viewport()->rect().contains(row.center());
        };
        QTRY_VERIFY(isInSight());
        QTest::qWait(150); // and it stays there
        QVERIFY(isInSight());
    }

    void ofALongTraceAStretchAroundTheCursorIsInTheTable() {
        const LongTrace built(EventsModel::kWindow + 100'000);
        Viewport viewport;
        viewport.setTrace(&built.trace());
        EventsTable table(&viewport);
        table.show();
        QTRY_COMPARE(table.events().eventAt(table.currentIndex().row()), built.last());
        QCOMPARE(table.model()->rowCount(), static_cast<int>(EventsModel::kWindow));
        viewport.setCursorEvent(EventIndex{7});
        QTRY_COMPARE(table.currentIndex().row(), 7);
        QCOMPARE(table.events().firstEvent(), std::size_t{0});
    }

    void scrollingToTheStretchsEndGoesOn() {
        const LongTrace built(EventsModel::kWindow + 100'000);
        Viewport viewport;
        viewport.setTrace(&built.trace());
        EventsTable table(&viewport);
        table.show();
        viewport.setCursorEvent(EventIndex{0});
        QTRY_COMPARE(table.currentIndex().row(), 0);
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum());
        QVERIFY(table.events().firstEvent() > 0);
        QVERIFY(table.events().rowOf(EventIndex{EventsModel::kWindow}));
    }

    void aLocksRowHoldsTheFiguresOfContention() {
        const Contended built;
        const Contention contention = Contention::of(built.trace());
        UseModel model;
        model.setTable(lockUse(built.trace(), contention));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), "lock1");
        const LockUse& use = contention.locks[0];
        QCOMPARE(number(model, 0, "Taken"), use.acquisitions);
        QCOMPARE(number(model, 0, "Had to wait"), use.contended);
        QCOMPARE(number(model, 0, "Wait total"), use.wait.total);
        QCOMPARE(number(model, 0, "Wait mean"), use.wait.mean);
        QCOMPARE(number(model, 0, "Contended"), 500); // thousandths
        QCOMPARE(number(model, 0, "Wait p50"), use.wait.p50);
        QCOMPARE(number(model, 0, "Wait p90"), use.wait.p90);
        QCOMPARE(number(model, 0, "Wait p99"), use.wait.p99);
        QCOMPARE(number(model, 0, "Wait max"), use.wait.max);
        QCOMPARE(number(model, 0, "Hold total"), use.hold.total);
        QCOMPARE(number(model, 0, "Hold mean"), use.hold.mean);
        QCOMPARE(number(model, 0, "Hold p50"), use.hold.p50);
        QCOMPARE(number(model, 0, "Hold p90"), use.hold.p90);
        QCOMPARE(number(model, 0, "Hold p99"), use.hold.p99);
        QCOMPARE(number(model, 0, "Hold max"), use.hold.max);
        QCOMPARE(use.wait.total, 3000);
        QCOMPARE(use.hold.total, 4000 + 3000);
    }

    void aLockNobodyWaitedForHasNoMean() {
        TraceBuilder built;
        built.addThreads({"A"}).addLocks({"lock"}).acquire("A", "lock").at(10).release("A", "lock");
        UseModel model;
        model.setTable(lockUse(built.trace(), Contention::of(built.trace())));
        QCOMPARE(number(model, 0, "Wait total"), 0);
        QVERIFY(!number(model, 0, "Wait mean"));
        QVERIFY(number(model, 0, "Hold mean"));
    }

    void onlyStatesThatOccurredHaveAColumnAndTheyHoldContentionsTimes() {
        const Contended built;
        const Contention contention = Contention::of(built.trace());
        UseModel model;
        model.setTable(threadUse(built.trace(), contention));
        QVERIFY(!hasColumn(model, "sleeping"));
        QCOMPARE(model.rowCount(), 2);
        const auto blocked = static_cast<std::size_t>(ThreadState::Blocked);
        for (int t = 0; t < 2; ++t)
            QCOMPARE(number(model, t, "blocked"),
                     contention.threads[static_cast<std::size_t>(t)].states[blocked]);
        QCOMPARE(number(model, 1, "blocked"), 3000);
        QCOMPARE(number(model, 1, "Wait total"), 3000);
        QCOMPARE(number(model, 1, "Hold p90"), 3000);
        QCOMPARE(number(model, 0, "Taken"), 1);
    }

    void allDurationsShareOneUnitThatTheHeaderNames() {
        const Contended built;
        UseModel model;
        model.setTable(threadUse(built.trace(), Contention::of(built.trace())));
        QCOMPARE(titleOf(model, 0), QString::fromUtf8("Thread (in µs)"));
        const QModelIndex blocked = model.index(1, 1);
        QCOMPARE(blocked.data().toString(), QString("3.000"));
        QCOMPARE(model.index(0, 1).data().toString(), QString("0.000"));
        QVERIFY(blocked.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QCOMPARE(blocked.data(Qt::ToolTipRole).toString(), "3,000 ns");
    }

    void aColumnOfMuchShorterTimesHasAUnitOfItsOwn() {
        UseTable table{.nameTitle = "Lock", .names = {"lock1"}, .ids = {0}};
        table.columns = {{"Wait total", {}, Measure::Duration, {2'000'000'000}},
                         {"Wait mean", {}, Measure::Duration, {512}},
                         {"Wait max", {}, Measure::Duration, {150'000'000}}};
        UseModel model;
        model.setTable(table);
        QCOMPARE(titleOf(model, 0), QString("Lock (in s)"));
        QCOMPARE(titleOf(model, 2), QString("Wait mean (ns)"));
        QCOMPARE(model.index(0, 2).data().toString(), QString("512"));
        QCOMPARE(titleOf(model, 3), QString("Wait max"));
        QCOMPARE(model.index(0, 3).data().toString(), QString("0.150"));
        table.isShaded = true; // there all are compared with each other
        model.setTable(table);
        QCOMPARE(titleOf(model, 2), QString("Wait mean"));
    }

    void whatIsTooShortForTheUnitIsNotShownAsNothing() {
        const auto seconds =
            DurationUnit::fitting(TimeAxis::Time, 2'000'000'000, DurationUnit::Digits::Three);
        QCOMPARE(seconds.number(7), QString("< 0.001"));
        QCOMPARE(seconds.number(0), QString("0.000"));
        QCOMPARE(seconds.number(600'000), QString("0.001"));
    }

    void allOfALocksWaitsAreInSightInTheRoomOfTheUsualWindow() {
        const Contended built;
        Viewport viewport;
        ContentionTable table(&viewport);
        table.resize(730, 160);
        table.show();
        viewport.setTrace(&built.trace());
        QCoreApplication::processEvents();
        const QTableView& view = table.lockView();
        for (int c = 0; c < view.model()->columnCount(); ++c) {
            if (titleOf(table.locks(), c) != "Wait max") continue;
            const int right = view.columnViewportPosition(c) + view.columnWidth(c);
            QVERIFY2(right <= view.viewport()->width(), qPrintable(QString::number(right)));
        }
    }

    void withoutARunItSaysSoInPlaceOfEmptyTables() {
        const Contended built;
        Viewport viewport;
        ContentionTable table(&viewport);
        table.show();
        QVERIFY(!table.lockView().isVisible() && !table.threadView().isVisible());
        viewport.setTrace(&built.trace());
        QVERIFY(table.lockView().isVisible());
        viewport.setTrace(nullptr);
        QVERIFY(!table.lockView().isVisible() && !table.threadView().isVisible());
    }

    void everyNanosecondShowsWhereAllDigitsAreAskedFor() {
        using Digits = DurationUnit::Digits;
        QCOMPARE(DurationUnit::fitting(TimeAxis::Time, 1'234'567, Digits::All).text(1'234'567),
                 QString::fromUtf8("1.234567\u00a0ms"));
        QCOMPARE(DurationUnit::fitting(TimeAxis::Time, 999, Digits::All).text(7),
                 QString::fromUtf8("7\u00a0ns"));
        QCOMPARE(DurationUnit::fitting(TimeAxis::Time, 2'000'000'000, Digits::Three).text(1'234'567'890),
                 QString::fromUtf8("1.235\u00a0s"));
    }

    void theTableFollowsTheTrace() {
        Contended built;
        Viewport viewport;
        ContentionTable table(&viewport);
        table.show();
        viewport.setTrace(&built.trace());
        QCOMPARE(table.locks().rowCount(), 1);
        QCOMPARE(number(table.locks(), 0, "Taken"), 2);
        built.at(10'000).acquire("Worker 1", "lock1");
        viewport.traceGrew();
        QTRY_COMPARE(number(table.locks(), 0, "Taken"), 3);
        viewport.setTrace(nullptr);
        QCOMPARE(table.locks().rowCount(), 0);
    }

    void aRunWithoutLocksLeavesTheRoomToItsThreads() {
        TraceBuilder built;
        built.addThreads({"A"});
        const Contended contended;
        Viewport viewport;
        ContentionTable table(&viewport);
        table.show();
        viewport.setTrace(&built.trace());
        QVERIFY(!table.lockView().isVisible());
        QVERIFY(table.threadView().isVisible());
        viewport.setTrace(&contended.trace());
        QVERIFY(table.lockView().isVisible());
    }

    void aLongTraceIsSummedAsideWithTheSameNumbers() {
        const LongTrace built(ContentionTable::kManyEvents + 1000);
        Viewport viewport;
        ContentionTable table(&viewport);
        table.show();
        QSignalSpy updated(&table, &ContentionTable::updated);
        viewport.setTrace(&built.trace());
        QVERIFY(table.isComputing());
        QVERIFY(updated.wait());
        QVERIFY(!table.isComputing());
        QCOMPARE(number(table.locks(), 0, "Hold total"), Contention::of(built.trace()).locks[0].hold.total);
    }

    void lettingGoOfTheTraceStopsTheSum() {
        Viewport viewport;
        ContentionTable table(&viewport);
        table.show();
        {
            const LongTrace built(ContentionTable::kManyEvents + 1000);
            viewport.setTrace(&built.trace());
            QVERIFY(table.isComputing());
            viewport.setTrace(nullptr);
            QVERIFY(!table.isComputing());
        }
        QCoreApplication::processEvents();
        QCOMPARE(table.locks().rowCount(), 0);
    }

    void aChosenLockIsLitAndAChosenThreadSelected() {
        const Contended built;
        Viewport viewport;
        ContentionTable table(&viewport);
        table.show();
        viewport.setTrace(&built.trace());
        table.lockView().setCurrentIndex(table.lockView().model()->index(0, 0));
        QCOMPARE(viewport.hoveredObject(), built.object("lock1"));
        emit table.threadView().clicked(table.threadView().model()->index(1, 0));
        QCOMPARE(viewport.selectedThread(), built.thread("Worker 2"));
    }
};

QTEST_MAIN(TablesTest)
#include "tst_tables.moc"
