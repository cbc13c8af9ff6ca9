// SPDX-License-Identifier: GPL-3.0-or-later
// What the watch keeps, renews and drops as a trace grows under it.
#include "core/engine/deadlockwatch.h"
#include "core/engine/timedwaits.h"
#include "tracebuilder.h"

#include <QTest>

using namespace lockstep;

class DeadlockWatchTest : public QObject {
    Q_OBJECT

    // C waits for an item, and only P has ever put one; Main still runs and might.
    static void suspect(TraceBuilder& run) {
        run.addThreads({"P", "C", "Main"}).addQueue("jobs");
        run.at(10).put("P", "jobs").take("C", "jobs").wait("C", "jobs").exit("P");
    }

private slots:
    void whatIsSuspectedIsDroppedWhenItNoLongerHolds() {
        TraceBuilder run;
        suspect(run);
        DeadlockWatch watch(run.trace());
        QVERIFY(!watch.look(1));
        QCOMPARE(watch.findings().size(), std::size_t{1});
        QVERIFY(watch.findings().front().isSuspected());
        run.at(20).put("Main", "jobs").wake("Main", "jobs", "C").take("C", "jobs");
        QVERIFY(!watch.look(2));
        QVERIFY(watch.findings().empty());
    }

    void whatWasSuspectedAndHasBecomeTrueIsToldSo() {
        TraceBuilder run;
        suspect(run);
        DeadlockWatch watch(run.trace());
        watch.look(1);
        run.at(20).wait("Main", "C"); // and now nobody runs
        QVERIFY(watch.look(2));
        QVERIFY(watch.isStuck());
        QCOMPARE(watch.findings().size(), std::size_t{1});
        QVERIFY(!watch.findings().front().isSuspected());
    }

    void onlyATimedWaitThatMayCloseARingIsLookedAt() {
        TraceBuilder run;
        run.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        TimedWaits waits(run.trace());
        run.at(10).wait("C", "l", 0, 50'000); // A, who has it, goes on
        QVERIFY(waits.next(10).empty());
        run.at(20).wait("B", "l", 0, 50'000);
        QVERIFY(waits.next(10).empty());
        run.at(30).wait("A", "m"); // and B, who has that, is parked
        QCOMPARE(waits.next(10), std::vector{run.last()});
    }

    // The first holder is parked itself, but whoever is at the end of the chain goes on, or sleeps for a
    // time.
    void aChainOfWaitsThatEndsOpenIsNotLookedAt() {
        TraceBuilder run;
        run.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        TimedWaits waits(run.trace());
        run.at(10).wait("A", "m", 0, 50'000).wait("C", "l", 0, 50'000);
        QVERIFY(waits.next(10).empty());
        run.at(20).timeout("C", "l").sleep("B", 100).wait("C", "l", 0, 50'000);
        QVERIFY(waits.next(10).empty());
    }

    void ofASharedLockAnyReaderMayBeInTheRing() {
        TraceBuilder run;
        run.addThreads({"A", "B"}).add(ObjectKind::SharedMutex, "s").acquire("A", "s");
        TimedWaits waits(run.trace());
        run.at(10).wait("B", "s", 0, 50'000);
        QCOMPARE(waits.next(10), std::vector{run.last()});
    }

    void withoutAChangeItDoesNotLook() {
        TraceBuilder run;
        suspect(run);
        DeadlockWatch watch(run.trace());
        watch.look(1);
        run.at(20).put("Main", "jobs").wake("Main", "jobs", "C").take("C", "jobs");
        QVERIFY(!watch.look(1));
        QCOMPARE(watch.findings().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(DeadlockWatchTest)
#include "tst_deadlockwatch.moc"
