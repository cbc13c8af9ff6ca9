// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/catalogue.h"
#include "ui/model/run.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class RunTest : public QObject {
    Q_OBJECT

    static constexpr int kHang = 20'000;

    static RunSettings settings(const char* scenario, const char* variant = "") {
        RunSettings settings;
        settings.scenario = findScenario(scenario);
        settings.variant = variant;
        return settings;
    }
    // One that lasts until it is stopped.
    static RunSettings endless() {
        RunSettings slow = settings("lifecycle");
        slow.mode = Mode::Slow;
        slow.speed = 0.0001;
        slow.parameters["work"] = 1'000'000;
        return slow;
    }
    static bool ends(Run& run) {
        return QTest::qWaitFor([&run] { return run.phase() == Phase::Ended; }, kHang);
    }
    static qsizetype threadsOfThisProcess() {
        return QDir("/proc/self/task").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
    }

private slots:
    void beforeTheFirstStartThereIsNothing() {
        Run run;
        QVERIFY(!run.trace());
        QVERIFY(!run.isActive());
        run.stop();
        run.pauseOrResume();
        QVERIFY(!run.trace());
    }

    void aRunIsFollowedToItsEnd() {
        Run run;
        QSignalSpy replaced(&run, &Run::traceReplaced);
        QSignalSpy grew(&run, &Run::traceGrew);
        run.start(settings("two-locks", "ordered"));
        QVERIFY(run.isActive());
        QCOMPARE(replaced.count(), 1);
        QVERIFY(ends(run));
        QVERIFY(grew.count() >= 1);
        QCOMPARE(run.outcome(), Outcome::Finished);
        QVERIFY(run.trace()->size() > 0);
    }

    void theLastGrowthTellsOfTheWholeTrace() {
        Run run;
        std::size_t seen = 0;
        connect(&run, &Run::traceGrew, this, [&] { seen = run.trace()->size(); });
        run.start(settings("counter", "atomic"));
        QVERIFY(ends(run));
        QCOMPARE(seen, run.trace()->size());
    }

    void aRunStepByStepIsLaidAlongItsStepsAndOneOfAllThreadsAlongTime() {
        Run run;
        RunSettings random = settings("two-locks", "ordered");
        random.mode = Mode::Random;
        run.start(random);
        QVERIFY(ends(run));
        QCOMPARE(run.trace()->axis(), TimeAxis::Steps);
        QCOMPARE(run.trace()->size(), run.session()->trace().size());
        run.start(settings("two-locks", "ordered"));
        QVERIFY(ends(run));
        QCOMPARE(run.trace()->axis(), TimeAxis::Time);
        QCOMPARE(run.trace(), &run.session()->trace());
    }

    void theAxisIsTheUsersToChooseAndIsKeptForRunsOfThatKind() {
        Run run;
        QSignalSpy changed(&run, &Run::axisChanged);
        QSignalSpy replaced(&run, &Run::traceReplaced);
        run.start(settings("counter", "atomic"));
        run.setAxis(TimeAxis::Steps); // while it grows
        QVERIFY(ends(run));
        QCOMPARE(run.trace()->axis(), TimeAxis::Steps);
        QCOMPARE(run.trace()->size(), run.session()->trace().size());
        run.setAxis(TimeAxis::Steps);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(replaced.count(), 1);
        run.start(settings("two-locks", "ordered"));
        QCOMPARE(run.axis(), TimeAxis::Steps);
        run.setAxis(TimeAxis::Time);
        QCOMPARE(run.trace(), &run.session()->trace());
    }

    void aDeadlockIsToldOnceAndTheRunEnds() {
        Run run;
        std::vector<Finding> found;
        connect(&run, &Run::findingMade, this,
                [&found](const Finding& finding) { found.push_back(finding); });
        run.start(settings("two-locks", "naive"));
        QVERIFY(ends(run));
        QCOMPARE(run.outcome(), Outcome::Deadlock);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().cause, std::string("cycle"));
    }

    void pauseAndResumeAreToldAsPhases() {
        Run run;
        run.start(endless());
        run.pauseOrResume();
        QTRY_COMPARE_WITH_TIMEOUT(run.phase(), Phase::Paused, kHang);
        QVERIFY(run.isActive());
        run.pauseOrResume();
        QTRY_COMPARE_WITH_TIMEOUT(run.phase(), Phase::Running, kHang);
        run.stop();
        QVERIFY(ends(run));
        QCOMPARE(run.outcome(), Outcome::Stopped);
    }

    void aRunThatIsReplacedIsUnwoundElsewhere() {
        Run run;
        run.start(endless());
        const Trace* before = run.trace();
        run.start(settings("two-locks", "ordered"));
        QVERIFY(run.trace() != before);
        QVERIFY(ends(run));
        QCOMPARE(run.outcome(), Outcome::Finished);
    }

    void noThreadSurvivesTheRun() {
        const qsizetype before = threadsOfThisProcess();
        {
            Run run;
            for (int i = 0; i < 5; ++i) run.start(endless());
            QVERIFY(threadsOfThisProcess() > before);
        }
        QTRY_COMPARE_WITH_TIMEOUT(threadsOfThisProcess(), before, kHang);
    }

    void settingsThatMakeNoSenseAreRefusedInASentence() {
        Run run;
        QSignalSpy refused(&run, &Run::couldNotStart);
        run.start(settings("two-locks", "no such variant"));
        QCOMPARE(refused.count(), 1);
        QVERIFY(refused[0][0].toString().contains("no such variant"));
        QVERIFY(!run.trace());
    }
};

QTEST_GUILESS_MAIN(RunTest)
#include "tst_run.moc"
