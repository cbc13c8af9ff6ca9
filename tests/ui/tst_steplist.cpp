// SPDX-License-Identifier: GPL-3.0-or-later
// Step by step on real threads, as the list and the keys lead them: choices, back, branches, runs side by
// side.
#include "core/analysis/steps.h"
#include "core/scenarios/catalogue.h"
#include "tracebuilder.h"
#include "ui/controls/runs/runspanel.h"
#include "ui/controls/stepping/steppanel.h"
#include "ui/model/run.h"
#include "ui/model/stepper.h"
#include "ui/model/viewport.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr int kHang = 20'000;

// What the window ties together.
struct Bench {
    Run run;
    Viewport viewport;
    Stepper stepper{run, viewport};
    StepPanel panel{run, stepper, viewport};
    RunsPanel runs{run, viewport};

    Bench() {
        QObject::connect(&run, &Run::traceReplaced, &viewport, [this] {
            runs.setScenario(run.session()->settings().scenario);
            viewport.setTrace(run.trace());
        });
        QObject::connect(&run, &Run::traceGrew, &viewport, &Viewport::traceGrew);
    }
    ~Bench() {
        run.disconnect();
        viewport.setTrace(nullptr);
    }

    void start(Mode mode, const char* scenario = "two-locks", const char* variant = "naive") {
        RunSettings settings;
        settings.scenario = findScenario(scenario);
        settings.variant = variant;
        settings.mode = mode;
        run.start(settings);
    }
    /// Nobody moves, and the list shows it.
    bool isWaiting() const {
        const Session& session = *run.session();
        const QString asked = QString("Step %1: who goes next?").arg(steps() + 1);
        return session.halt() != Halt::None && session.stepCount() == steps() && knowsAll() &&
               (panel.headline() == asked || panel.headline().startsWith("Deadlock"));
    }
    bool waits() {
        return QTest::qWaitFor([this] { return run.phase() == Phase::Ended || isWaiting(); }, kHang);
    }
    bool ends() {
        return QTest::qWaitFor([this] { return run.phase() == Phase::Ended; }, kHang);
    }
    bool knowsAll() const {
        const auto& rows = panel.list().rows();
        return !rows.empty() && std::ranges::all_of(rows, &NextRow::isKnown);
    }
    const NextRow* row(const QString& name) const {
        const auto found = std::ranges::find(panel.list().rows(), name, &NextRow::name);
        return found == panel.list().rows().end() ? nullptr : &*found;
    }
    /// One step of the run that is shown.
    bool makes(Choice choice) {
        const std::size_t before = steps();
        stepper.choose(choice);
        return QTest::qWaitFor([&] { return steps() > before; }, kHang) && waits();
    }
    /// And the list shows that moment.
    bool back() {
        stepper.back();
        const QString there = QString("Step %1 of %2:").arg(stepper.steps() + 1).arg(steps());
        return QTest::qWaitFor([&] { return panel.headline().startsWith(there); }, kHang);
    }
    /// Lets the thread go so often as it says.
    bool go(const QString& name, int times = 1) {
        for (int i = 0; i < times; ++i) {
            if (!waits() || !row(name)) return false;
            if (!makes(row(name)->choice)) return false;
        }
        return true;
    }
    /// Until the thread would do that.
    bool goUntil(const QString& name, const QString& deed) {
        for (int i = 0; i < 20; ++i) {
            if (!waits() || !row(name)) return false;
            if (row(name)->deed == deed) return true;
            if (!makes(row(name)->choice)) return false;
        }
        return false;
    }
    /// Each worker holds its first lock and wants the other's.
    bool deadlock() {
        start(Mode::Step);
        return go("Main", 3) && goUntil("Worker 1", "take `lock2`") && goUntil("Worker 2", "take `lock1`") &&
               waits();
    }
    std::size_t steps() const { return run.trace()->steps().size(); }
};

} // namespace

class StepList : public QObject {
    Q_OBJECT
private slots:
    void whoCouldGoIsListedWithWhatItWouldDo() {
        Bench bench;
        bench.start(Mode::Step);
        QVERIFY(bench.waits());
        QCOMPARE(bench.panel.list().rows().size(), std::size_t{1});
        QVERIFY(bench.row("Main")->canGo);
        QCOMPARE(bench.row("Main")->digit(), QString("0"));
        QCOMPARE(bench.panel.headline(), QString("Step 1: who goes next?"));
    }

    void aChoiceIsOneStepOfThatThread() {
        Bench bench;
        bench.start(Mode::Step);
        QVERIFY(bench.go("Main", 3));
        QCOMPARE(bench.steps(), std::size_t{3});
        QVERIFY(bench.row("Worker 1")->canGo);
        QVERIFY(bench.go("Worker 1"));
        QCOMPARE(bench.steps(), std::size_t{4});
        QCOMPARE(choicesOf(*bench.run.trace()).back().thread, bench.row("Worker 1")->choice.thread);
    }

    void whoCannotGoShowsTheHoldersNameAndIsRefused() {
        Bench bench;
        bench.start(Mode::Step);
        QVERIFY(bench.go("Main", 3));
        QVERIFY(bench.goUntil("Worker 1", "take `lock2`"));
        QVERIFY(bench.go("Worker 2", 1));
        QVERIFY(bench.go("Worker 2", 1)); // takes lock2
        QVERIFY(bench.waits());
        const NextRow& row = *bench.row("Worker 1");
        QVERIFY(!row.canGo);
        QVERIFY2(row.whyNot.contains("held by Worker 2"), qPrintable(row.whyNot));
        QSignalSpy refused(&bench.stepper, &Stepper::refused);
        const std::size_t before = bench.steps();
        bench.stepper.choose(row.choice);
        QCOMPARE(refused.count(), 1);
        QVERIFY2(refused[0][0].toString().contains("held by Worker 2"), qPrintable(refused[0][0].toString()));
        QCOMPARE(bench.steps(), before);
    }

    void aDeadlockIsSaidAndItsThreadsStay() {
        Bench bench;
        QVERIFY(bench.deadlock());
        QTRY_COMPARE_WITH_TIMEOUT(bench.run.phase(), Phase::Stuck, kHang);
        QTRY_VERIFY2(bench.panel.headline().startsWith("Deadlock: Main, Worker 1 and Worker 2 cannot go"),
                     qPrintable(bench.panel.headline()));
        QVERIFY(std::ranges::none_of(bench.panel.list().rows(), &NextRow::canGo));
        bench.run.stop();
        QVERIFY(bench.ends());
        QCOMPARE(bench.run.outcome(), Outcome::Deadlock);
    }

    void backMovesTheCursorOnlyAndShowsWhoWent() {
        Bench bench;
        QVERIFY(bench.deadlock());
        const Trace* trace = bench.run.trace();
        const std::size_t before = bench.steps();
        for (std::size_t n = before; n-- > 0;) {
            QVERIFY(bench.back());
            QCOMPARE(bench.stepper.steps(), n);
            QVERIFY(bench.knowsAll());
            const auto made = std::ranges::find(bench.panel.list().rows(), true, &NextRow::isMade);
            QVERIFY(made != bench.panel.list().rows().end());
            QCOMPARE(made->choice, choicesOf(*trace)[n]);
        }
        bench.stepper.back();
        QCOMPARE(bench.stepper.steps(), std::size_t{0});
        for (std::size_t n = 1; n <= before; ++n) {
            bench.stepper.forward();
            QCOMPARE(bench.stepper.steps(), n);
        }
        QCOMPARE(bench.run.trace(), trace);
        QCOMPARE(bench.steps(), before);
    }

    void atTheStartWhoCouldBeginIsListed() {
        Bench bench;
        QVERIFY(bench.deadlock());
        bench.viewport.goToStart();
        QTRY_VERIFY2(bench.panel.headline().startsWith("Step 1 of 9: Main went next."),
                     qPrintable(bench.panel.headline()));
        QVERIFY(bench.row("Main") && bench.row("Main")->canGo && bench.row("Main")->isMade);
        QCOMPARE(bench.stepper.steps(), std::size_t{0});
    }

    void anotherChoiceAtAnEarlierStepMakesANewRunThatCanFinish() {
        Bench bench;
        QVERIFY(bench.deadlock());
        const std::vector<Choice> old = choicesOf(*bench.run.trace());
        while (bench.stepper.steps() > 0 && !(bench.row("Worker 2") && bench.row("Worker 2")->isMade &&
                                              bench.row("Worker 2")->deed == "take `lock2`")) {
            QVERIFY(bench.back());
        }
        const std::size_t place = bench.stepper.steps();
        QVERIFY(bench.row("Worker 1")->canGo);
        bench.stepper.choose(bench.row("Worker 1")->choice);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isWaiting() && bench.steps() == place + 1, kHang);
        const std::vector<Choice> now = choicesOf(*bench.run.trace());
        QVERIFY(std::equal(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(place), now.begin()));
        QVERIFY(now[place] != old[place]);
        QCOMPARE(bench.run.runs().all().size(), std::size_t{2});
        const QString origin = bench.run.runs().all().back()->origin;
        QCOMPARE(origin, QString("Step %1 of Run 1: Worker 1 instead of Worker 2").arg(place + 1));
        bench.stepper.goOnOrWait();
        QVERIFY(bench.ends());
        QCOMPARE(bench.run.outcome(), Outcome::Finished);
    }

    void whoCouldNotGoAtAnEarlierStepIsRefusedThereToo() {
        Bench bench;
        QVERIFY(bench.deadlock());
        bench.stepper.back();
        QSignalSpy refused(&bench.stepper, &Stepper::refused);
        bench.stepper.choose({0, Alternative::Normal}); // the main thread waits for the others' end
        bench.stepper.choose({7, Alternative::Normal});
        QCOMPARE(refused.count(), 2);
        QVERIFY2(refused[0][0].toString().contains("has not ended"), qPrintable(refused[0][0].toString()));
        QVERIFY2(refused[1][0].toString().startsWith("Thread 7"), qPrintable(refused[1][0].toString()));
        QCOMPARE(bench.run.runs().all().size(), std::size_t{1});
    }

    void theSameChoiceAtAnEarlierStepOnlyMovesTheCursor() {
        Bench bench;
        bench.start(Mode::Step);
        QVERIFY(bench.go("Main", 3));
        bench.stepper.back();
        bench.stepper.choose(*bench.stepper.madeChoice());
        QCOMPARE(bench.stepper.steps(), std::size_t{3});
        QVERIFY(bench.stepper.isAtFront());
        QCOMPARE(bench.run.runs().all().size(), std::size_t{1});
    }

    void fromAnyStepOfAFreeRunOneCanGoOnStepByStep() {
        Bench bench;
        bench.start(Mode::Free, "two-locks", "ordered");
        QVERIFY(bench.ends());
        const std::size_t half = bench.steps() / 2;
        bench.viewport.setCursorEvent(bench.run.trace()->steps()[half - 1]);
        QCOMPARE(bench.stepper.steps(), half);
        QTRY_VERIFY(bench.panel.headline().contains("all threads went at once"));
        bench.stepper.continueAs(Mode::Step);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isWaiting() && bench.steps() == half, kHang);
        QCOMPARE(bench.run.runs().all().back()->origin, QString("From step %1 of Run 1").arg(half));
    }

    void aRunCanGoOnFreelyFromAStep() {
        Bench bench;
        bench.start(Mode::Step, "two-locks", "ordered");
        QVERIFY(bench.go("Main", 3));
        bench.stepper.continueAs(Mode::Free);
        QVERIFY(bench.ends());
        QCOMPARE(bench.run.outcome(), Outcome::Finished);
    }

    void itGoesOnByItselfUntilTheEnd() {
        Bench bench;
        bench.start(Mode::Step, "two-locks", "ordered");
        QVERIFY(bench.waits());
        bench.stepper.goOnOrWait();
        QVERIFY(bench.stepper.isGoingOn());
        QVERIFY(bench.ends());
        QCOMPARE(bench.run.outcome(), Outcome::Finished);
    }

    void aThreadGoesOnUntilItEnds() {
        Bench bench;
        bench.start(Mode::Step, "two-locks", "ordered");
        QVERIFY(bench.go("Main", 3));
        bench.stepper.untilEnds(ThreadId{bench.row("Worker 1")->choice.thread});
        QTRY_VERIFY_WITH_TIMEOUT(!bench.row("Worker 1"), kHang);
        QVERIFY(bench.waits());
        QVERIFY(bench.go("Worker 2")); // and the choice is the user's again
        QCOMPARE(choicesOf(*bench.run.trace()).back().thread, bench.row("Worker 2")->choice.thread);
    }

    void fromAnEarlierStepItGoesOnInARunOfItsOwn() {
        Bench bench;
        bench.start(Mode::Step, "two-locks", "ordered");
        QVERIFY(bench.go("Main", 3));
        bench.stepper.back();
        bench.stepper.untilSomebodyBlocks();
        QCOMPARE(bench.run.runs().all().size(), std::size_t{2});
        QTRY_VERIFY_WITH_TIMEOUT(bench.steps() > 2 && bench.run.halt() == Halt::Undecided, kHang);
    }

    void runsStaySideBySideAndTheChosenOneIsShown() {
        Bench bench;
        bench.start(Mode::Step);
        QVERIFY(bench.go("Main", 3));
        const Session* first = bench.run.session();
        bench.start(Mode::Random);
        QVERIFY(bench.ends());
        QVERIFY(bench.run.session() != first);
        QTRY_COMPARE(bench.runs.table().model()->rowCount(), 2);
        bench.runs.table().selectRow(0);
        QCOMPARE(bench.run.session(), first);
        QCOMPARE(bench.viewport.trace(), bench.run.trace());
    }

    void twoRunsAreComparedAndBothAreMarkedWhereTheyPart() {
        Bench bench;
        bench.start(Mode::Step);
        QVERIFY(bench.go("Main", 3) && bench.go("Worker 1"));
        QVERIFY(bench.back());
        bench.stepper.choose(bench.row("Worker 2")->choice);
        QVERIFY(bench.waits());
        QTRY_VERIFY2(
            bench.runs.comparison().contains("Run 2 and Run 1 agree for 3 steps; at step 4 Worker 2"),
            qPrintable(bench.runs.comparison()));
        QTRY_COMPARE(bench.viewport.parting(), std::optional(bench.run.trace()->steps()[3]));
        bench.runs.table().selectRow(0);
        QTRY_COMPARE(bench.viewport.parting(), std::optional(bench.run.trace()->steps()[3]));
    }

    void aRunThatHasANameOutlivesTheOthers() {
        Bench bench;
        bench.start(Mode::Step);
        const Session* named = bench.run.session();
        bench.run.runs().rename(1, "mine");
        for (std::size_t i = 0; i < Runs::kMost + 2; ++i) bench.start(Mode::Step);
        const auto& all = bench.run.runs().all();
        QCOMPARE(all.size(), Runs::kMost);
        QCOMPARE(all[0]->title(), QString("mine"));
        QCOMPARE(all[0]->session.get(), named);
        QVERIFY(all[1]->number > 2);
    }

    void furtherWaysAreRowsBelowTheThread() {
        TraceBuilder b;
        b.addThreads({"Main", "A", "B", "C"}).addLocks({"lock"}).add(ObjectKind::Condition, "ready");
        const auto announce = [&](const char* who, const char* what, Announced how) {
            b.event(EventKind::Announce, who, b.object(what), how.packed());
        };
        for (const char* who : {"A", "B"}) {
            b.event(EventKind::Await, who, b.object("ready"), 1).wait(who, "ready");
            announce(who, "ready", {.kind = EventKind::Pass, .isEnabled = false});
        }
        announce("Main", "ready", {.kind = EventKind::Notify, .choosesWaiter = true});
        b.acquire("C", "lock");
        announce("C", "lock", {.kind = EventKind::Acquire, .hasTimeLimit = true});
        const auto rows = nextRows(b.trace(), Moment(b.trace(), b.last()), std::nullopt);
        QStringList deeds;
        for (const NextRow& row : rows) deeds += (row.isWay ? "- " : row.name + ' ') + row.deed;
        QVERIFY2(deeds.contains("- wake B instead"), qPrintable(deeds.join('\n')));
        QVERIFY2(deeds.contains("- wake up without a notification"), qPrintable(deeds.join('\n')));
        QVERIFY2(deeds.contains("- give up: its time is over"), qPrintable(deeds.join('\n')));
        const auto other =
            std::ranges::find(rows, victim(1), [](const NextRow& row) { return row.choice.way; });
        QVERIFY(other != rows.end() && other->isWay && other->canGo && other->digit().isEmpty());
    }

    void aThreadThatComputesIsSaidToBeRunning() {
        TraceBuilder b;
        b.addThreads({"Main"});
        const auto rows = nextRows(b.trace(), Moment(b.trace(), b.last()), std::nullopt);
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(!rows[0].isKnown && !rows[0].canGo);
        QCOMPARE(rows[0].sentence(), QString("Main: running, not at a scheduling point yet"));
    }
};

QTEST_MAIN(StepList)
#include "tst_steplist.moc"
