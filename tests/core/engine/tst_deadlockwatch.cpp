// SPDX-License-Identifier: GPL-3.0-or-later
// What the watch keeps, renews and drops as a trace grows under it.
#include "core/engine/deadlockwatch.h"
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
