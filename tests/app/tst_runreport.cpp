// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runreport.h"
#include "app/runsummary.h"
#include "app/texttable.h"
#include "core/analysis/findings.h"
#include "core/analysis/queueuse.h"
#include "core/scenarios/catalogue.h"
#include "testrun.h"
#include "tracebuilder.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::app;

class RunReport : public QObject {
    Q_OBJECT

    static void appendTotal(TraceBuilder& builder, EventKind kind, const char* who, std::uint32_t seconds,
                            std::int32_t nanoseconds) {
        builder.trace().append(Event{.time = builder.now(),
                                     .thread = builder.thread(who),
                                     .order = seconds,
                                     .value = nanoseconds,
                                     .kind = kind});
    }
    static void computeForAMillisecond(TraceBuilder& builder) {
        builder.addThreads({"A"}).at(1'000'000).exit("A");
    }

private slots:
    void whatTheKernelSwitchedIsToldToTheNanosecond() {
        TraceBuilder builder(KernelSource::Switches);
        builder.addThreads({"A"}).switchIn("A").at(700).preempt("A").at(1000).switchIn("A").at(1100).exit(
            "A");
        const QJsonValue thread = threadsJson(builder.trace())[0];
        QCOMPARE(thread["source"].toString(), "kernel");
        QCOMPARE(thread["states"]["running"].toInt(), 800);
        QCOMPARE(thread["states"]["runnable"].toInt(), 300);
        QCOMPARE(thread["states"]["off_cpu"].toInt(-1), 0);
    }

    void totalsOfTheKernelStandForRunningAndRunnable() {
        TraceBuilder builder(KernelSource::Totals);
        builder.addThreads({"A"}).at(1'000'000);
        appendTotal(builder, EventKind::CpuTime, "A", 0, 900);
        appendTotal(builder, EventKind::QueueTime, "A", 0, 80);
        builder.exit("A");
        const QJsonValue thread = threadsJson(builder.trace())[0];
        QCOMPARE(thread["source"].toString(), "schedstat");
        QCOMPARE(thread["states"]["running"].toInt(), 900);
        QCOMPARE(thread["states"]["runnable"].toInt(), 80);
        QCOMPARE(thread["states"]["ready_or_running"].toInt(), 1'000'000);
        QVERIFY(thread["states"]["off_cpu"].isNull());
    }

    void whatASilentKernelDoesNotSayIsNullAndNotZero() {
        TraceBuilder builder;
        computeForAMillisecond(builder);
        const QJsonValue thread = threadsJson(builder.trace())[0];
        QCOMPARE(thread["source"].toString(), "unknown");
        for (const char* key : {"running", "runnable", "off_cpu"})
            QVERIFY2(thread["states"][key].isNull(), key);
        QCOMPARE(thread["states"]["ready_or_running"].toInt(), 1'000'000);
    }

    void aQueueIsCountedWithItsDeepest() {
        TraceBuilder builder;
        builder.addThreads({"A"}).addQueue("jobs", 4).addQueue("endless");
        builder.at(1).put("A", "jobs").at(2).put("A", "jobs").at(3).take("A", "jobs").at(4).put("A", "jobs");
        const QJsonArray queues = queuesJson(builder.trace());
        QCOMPARE(queues.size(), 2);
        QCOMPARE(
            queues[0].toObject(),
            (QJsonObject{
                {"id", 1}, {"name", "jobs"}, {"capacity", 4}, {"puts", 3}, {"takes", 1}, {"max_depth", 2}}));
        QVERIFY(queues[1]["capacity"].isNull());
    }

    void waitsAreToldWithWhomTheyAreChargedTo() {
        TraceBuilder builder;
        builder.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "m").acquire("B", "l");
        builder.at(20).wait("C", "l").at(50).wait("B", "m").at(90);
        const QJsonArray expected{
            QJsonObject{{"waiter", "B"}, {"holder", "A"}, {"direct", 40}, {"through_chains", 40}},
            QJsonObject{{"waiter", "C"}, {"holder", "A"}, {"direct", 0}, {"through_chains", 40}},
            QJsonObject{{"waiter", "C"}, {"holder", "B"}, {"direct", 70}, {"through_chains", 30}}};
        QCOMPARE(waitsForJson(builder.trace()), expected);
        const QJsonValue thread = threadsJson(builder.trace())[2];
        QCOMPARE(thread["wait"]["p90"].toInt(), 70);
        QCOMPARE(resourcesJson(builder.trace()).at(0)["wait"]["p90"].toInt(), 70);
    }

    void aDeadlockIsToldWithItsThreadsLocksAndLines() {
        TraceBuilder builder;
        builder.addThreads({"A", "B"}).addLocks({"l", "m"}).in("two_locks.cpp");
        builder.at(1)
            .acquire("A", "l", 10)
            .at(2)
            .acquire("B", "m", 20)
            .at(3)
            .wait("A", "m", 11)
            .at(4)
            .wait("B", "l", 21);
        const Moment moment(builder.trace(), builder.last());
        const QJsonArray findings = findingsJson(builder.trace(), findDeadlocks(builder.trace(), moment));
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0]["kind"].toString(), "deadlock");
        QCOMPARE(findings[0]["verdict"].toString(), "actual");
        QCOMPARE(findings[0]["threads"].toArray(), QJsonArray({"A", "B"}));
        QCOMPARE(findings[0]["sites"].toArray(), QJsonArray({"two_locks.cpp:11", "two_locks.cpp:21"}));
    }

    void everyKindOfResultHasItsJson() {
        QVERIFY(valueJson({}).isNull());
        QCOMPARE(valueJson(std::int64_t{9'007'199'254'740'993}).toInteger(), 9'007'199'254'740'993);
        QCOMPARE(valueJson(std::vector<std::int64_t>{1, 4, 9}).toArray(), QJsonArray({1, 4, 9}));
        QCOMPARE(valueJson(std::string("done")).toString(), "done");
    }

    void theTablesLeaveOutWhatIsNotKnown() {
        TraceBuilder silent;
        computeForAMillisecond(silent);
        QVERIFY2(!traceTables(silent.trace()).contains("runnable"), qPrintable(traceTables(silent.trace())));
        TraceBuilder spoken(KernelSource::Switches);
        computeForAMillisecond(spoken);
        QVERIFY(traceTables(spoken.trace()).contains("runnable"));
    }

    void columnsLineUpAndEmptyOnesAreLeftOut() {
        TextTable table({"Name", "count", "nothing"});
        QVERIFY(table.isEmpty());
        table.add({"a", "1", ""});
        table.add({"longer", "1,000", ""});
        QCOMPARE(table.text(), QString(" Name    count\n a           1\n longer  1,000\n"));
    }

    // A run that ended well still tells that another schedule could deadlock; not what cannot happen.
    void theSummaryWarnsOfWhatCouldHappenAndOfNothingElse() {
        const auto summaryOf = [](const char* variant, std::uint64_t seed) {
            RunSettings settings{.scenario = findScenario("two-locks")};
            settings.variant = variant;
            settings.mode = Mode::Random;
            settings.seed = seed;
            Session session(settings);
            session.start();
            session.waitUntilEnded(kHangLimit);
            return session.outcome() == Outcome::Finished ? runSummary(session) : QString();
        };
        QString naive;
        for (std::uint64_t seed = 0; naive.isEmpty() && seed < 50; ++seed) naive = summaryOf("naive", seed);
        QVERIFY2(naive.contains("asks for `lock2`") && naive.contains("Potential:"), qPrintable(naive));
        const QString ordered = summaryOf("ordered", 0);
        QVERIFY2(ordered.contains("finished after") && !ordered.contains("asks for"), qPrintable(ordered));
    }
};

QTEST_GUILESS_MAIN(RunReport)
#include "tst_runreport.moc"
