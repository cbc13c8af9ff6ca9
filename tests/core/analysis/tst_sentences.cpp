// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is said in words about spans, locks and events.
#include "core/analysis/sentences.h"
#include "tracebuilder.h"

#include <QTest>

using namespace lockstep;

namespace {

QString text(const std::string& s) {
    return QString::fromStdString(s);
}

// The sentence of the span that a thread's lane shows at a time.
QString spanAt(const TraceBuilder& b, const char* thread, Timestamp time) {
    const ThreadId id = b.thread(thread);
    return text(spanSentence(b.trace(), id, *b.trace().thread(id).states.changes().indexAt(time)));
}

QString holdAt(const TraceBuilder& b, const char* lock, Timestamp time) {
    const ObjectId id = b.object(lock);
    return text(holdSentence(b.trace(), id, *b.trace().object(id).holds.changes().indexAt(time)));
}

QString lastOf(const TraceBuilder& b) {
    return text(eventSentence(b.trace(), b.last()));
}

} // namespace

class SentencesTest : public QObject {
    Q_OBJECT
private slots:
    void aDurationHasThreeDigitsAndItsLargestUnit_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("expected");
        const auto row = [](qint64 ns, const char* expected) {
            QTest::addRow("%lld", static_cast<long long>(ns)) << ns << QString(expected);
        };
        row(0, "0 ns");
        row(7, "7 ns");
        row(999, "999 ns");
        row(1'000, "1.00 µs");
        row(9'994, "9.99 µs");
        row(9'996, "10.0 µs");
        row(99'960, "100 µs");
        row(999'499, "999 µs");
        row(999'500, "1.00 ms");
        row(3'200'000, "3.20 ms");
        row(45'678'000, "45.7 ms");
        row(999'999'999, "1.00 s");
        row(61'000'000'000, "61.0 s");
        row(3'600'000'000'000, "3600 s");
        row(-2'500, "-2.50 µs");
    }
    void aDurationHasThreeDigitsAndItsLargestUnit() {
        QFETCH(qint64, nanoseconds);
        QTEST(text(durationText(nanoseconds)), "expected");
    }

    void alongStepsLengthsAndMomentsAreCountedInSteps() {
        QCOMPARE(text(lengthText(TimeAxis::Time, 3'200'000)), "3.20 ms");
        QCOMPARE(text(lengthText(TimeAxis::Steps, kStepLength - 1)), "1 step"); // of a step that was made
        QCOMPARE(text(lengthText(TimeAxis::Steps, 4 * kStepLength)), "4 steps");
        QCOMPARE(text(lengthText(TimeAxis::Steps, 11'200'018 * kStepLength)), "11,200,018 steps");
        QCOMPARE(text(momentText(TimeAxis::Steps, 1'000 * kStepLength)), "step 1,000");
        for (const auto& [count, words] :
             {std::pair{0, "0"}, {999, "999"}, {-100, "-100"}, {-1000, "-1,000"}, {1'234'567, "1,234,567"}})
            QCOMPARE(text(countText(count)), words);
        QCOMPARE(text(momentText(TimeAxis::Steps, 0)), "step 0");
        QCOMPARE(text(momentText(TimeAxis::Steps, 6 * kStepLength + 1)), "step 7");
        QCOMPARE(text(momentText(TimeAxis::Steps, 7 * kStepLength)), "step 7");
    }

    void aTransitionIsToldOfTheThreadWhoseStateChanged() {
        TraceBuilder b;
        b.addThreads({"Main"}).addLocks({"lock"}).addThread("Child", "Main");
        const auto last = [&] { return text(transitionSentence(b.trace(), b.last())); };
        QCOMPARE(last(), "Child: new. The thread object exists, but the thread has not been started.");
        b.spawn("Main", "Child");
        QVERIFY2(last().startsWith("Child: new → "), qPrintable(last()));
        b.start("Child").acquire("Main", "lock");
        QVERIFY2(last().startsWith("Main: ready or running. "), qPrintable(last()));
        b.wait("Child", "lock");
        QVERIFY2(last().startsWith("Child: ready or running → blocked. The thread wants a lock"),
                 qPrintable(last()));
        b.event(EventKind::Tick, "", {});
        QCOMPARE(last(), QString());
    }

    void aBlockedThreadsSpanNamesTheHolderAndItsLine() {
        TraceBuilder b;
        b.addThreads({"Worker 1", "Worker 2"})
            .addLocks({"lock1", "lock2"})
            .at(100)
            .acquire("Worker 2", "lock2", 31);
        b.at(1'000).wait("Worker 1", "lock2", 24).at(3'201'000).release("Worker 2", "lock2", 33);
        b.wake("Worker 2", "lock2", "Worker 1");
        QCOMPARE(spanAt(b, "Worker 1", 2'000),
                 "waiting 3.20 ms for `lock2`, held by Worker 2 at two_locks.cpp:31");
    }

    void aSpanStillOpenLastsToTheEnd() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).at(100).acquire("B", "l").at(1'000).wait("A", "l").at(4'000);
        QCOMPARE(spanAt(b, "A", 1'000), "waiting 3.00 µs for `l`, held by B");
    }

    void aSpanThatHasOnlyJustBegunHasNoLength() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).at(100).acquire("B", "l").at(1'000).wait("A", "l");
        QCOMPARE(spanAt(b, "A", 1'000), "waiting for `l`, held by B");
        QCOMPARE(holdAt(b, "l", 1'000), "`l` held by B, wanted by A");
    }

    void everyKindOfWaitHasItsWords() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addQueue("jobs", 1)
            .add(ObjectKind::Condition, "ready")
            .addSemaphore("permits", 0);
        b.add(ObjectKind::Future, "result").add(ObjectKind::File, "log.txt");
        const auto waitFor = [&](const char* what) {
            b.at(b.now() + 10).wait("A", what).at(b.now() + 5).wake("B", what, "A").work("A", 1);
            return spanAt(b, "A", b.now() - 1);
        };
        QCOMPARE(waitFor("jobs"), "waiting 5 ns on the queue `jobs`, which is empty");
        b.put("B", "jobs");
        QCOMPARE(waitFor("jobs"), "waiting 5 ns on the queue `jobs`, which is full");
        QCOMPARE(waitFor("ready"), "waiting 5 ns to be notified on `ready`");
        QCOMPARE(waitFor("permits"), "waiting 5 ns for a permit of `permits`");
        QCOMPARE(waitFor("result"), "waiting 5 ns for the value of `result`");
        QCOMPARE(waitFor("B"), "waiting 5 ns for the end of B");
        b.at(200)
            .sleep("A", 5, 44)
            .at(5'200)
            .awake("A")
            .at(6'000)
            .io("A", "log.txt")
            .at(6'100)
            .ioEnd("A", "log.txt");
        QCOMPARE(spanAt(b, "A", 300), "sleeping 5.00 µs at two_locks.cpp:44");
        QCOMPARE(spanAt(b, "A", 6'050), "waiting 100 ns in the kernel for the file `log.txt`");
        QCOMPARE(spanAt(b, "A", 5'500), "ready or running 800 ns");
    }

    void aWaitThatGoesOnAfterAPauseKeepsItsWords() {
        TraceBuilder b;
        b.addThreads({"A"})
            .addQueue("jobs", 1)
            .at(10)
            .wait("A", "jobs")
            .at(20)
            .pause()
            .at(30)
            .resume()
            .at(45);
        QCOMPARE(spanAt(b, "A", 25), "held 10 ns by Lockstep itself");
        QCOMPARE(spanAt(b, "A", 40), "waiting 15 ns on the queue `jobs`, which is empty");
    }

    void aLostStretchIsNotGuessed() {
        TraceBuilder b;
        b.addThreads({"A"}).at(10).lost("A", 3).at(30).exit("A").at(40);
        QCOMPARE(spanAt(b, "A", 15), "unknown for 20 ns: events were lost here");
        QCOMPARE(spanAt(b, "A", 35), "terminated");
        QCOMPARE(lastOf(b), "A ends");
    }

    void aSharedLocksSpansNameItsReaders() {
        TraceBuilder b;
        b.addThreads({"A", "B", "W"}).addShared("rw", SharedPolicy::PreferWriters).at(100);
        b.acquireShared("A", "rw", 7).acquireShared("B", "rw", 8).at(200).arrive("W", "rw", 1);
        QCOMPARE(lastOf(b), "W gets in line for `rw` (place 1)");
        b.wait("W", "rw", 9).at(500);
        QCOMPARE(spanAt(b, "W", 300), "waiting 300 ns for `rw`, read by A and 1 other");
        QCOMPARE(holdAt(b, "rw", 300), "`rw` read 300 ns by A at two_locks.cpp:7, wanted by W");
    }

    void aLocksSpanNamesHolderLineAndWhoWantsIt() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).at(100).acquire("A", "l", 31).at(200).wait("B", "l");
        b.at(500).release("A", "l").wake("A", "l", "B").at(600);
        QCOMPARE(holdAt(b, "l", 50), "`l` free for 100 ns");
        QCOMPARE(holdAt(b, "l", 150), "`l` held 100 ns by A at two_locks.cpp:31");
        QCOMPARE(holdAt(b, "l", 250), "`l` held 300 ns by A at two_locks.cpp:31, wanted by B");
    }

    void everyKindOfEventHasASentenceOfItsOwn() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"A", "B"}).addLocks({"l"});
        QSet<QString> sentences;
        for (int kind = 0; kind < kEventKinds; ++kind) {
            b.event(static_cast<EventKind>(kind), "A", b.object("l"), 1, 20);
            QVERIFY2(lastOf(b).startsWith("A ") && lastOf(b).endsWith(" at two_locks.cpp:20"),
                     qPrintable(lastOf(b)));
            sentences += lastOf(b);
        }
        QCOMPARE(sentences.size(), kEventKinds);
    }

    void eventsAreToldWithTheirValues() {
        TraceBuilder b(KernelSource::Switches);
        b.addThreads({"A", "B"}).addLocks({"l"}).addQueue("jobs").add(ObjectKind::Variable, "x", 3);
        QCOMPARE(text(eventSentence(b.trace(), b.acquire("A", "l", 24).last())),
                 "A takes `l` at two_locks.cpp:24");
        QCOMPARE(lastOf(b.put("A", "jobs")), "A puts an item into `jobs` (1 inside)");
        QCOMPARE(lastOf(b.take("B", "jobs")), "B takes an item from `jobs` (0 left)");
        QCOMPARE(lastOf(b.wait("B", "jobs")), "B must wait on the queue `jobs`, which is empty");
        QCOMPARE(lastOf(b.wake("A", "jobs", "B")), "A wakes B, which waited for `jobs`");
        QCOMPARE(lastOf(b.write("A", "x", 9)), "A writes `x` = 9");
        QCOMPARE(lastOf(b.sleep("A", 1'500)), "A sleeps for 1.50 ms");
        QCOMPARE(lastOf(b.awake("A")), "A is awake again");
        QCOMPARE(lastOf(b.preempt("A", 1)), "A is preempted on CPU 1");
        QCOMPARE(lastOf(b.switchOut("A", 1)), "A leaves CPU 1");
        QCOMPARE(lastOf(b.join("A", "B")), "A has joined B");
        QCOMPARE(lastOf(b.pause()), "The run is paused");
    }

    void everyStateIsExplainedInASentenceOfItsOwn() {
        QSet<QString> sentences;
        for (int state = 0; state < kThreadStates; ++state)
            sentences += text(stateMeaning(static_cast<ThreadState>(state)));
        QCOMPARE(sentences.size(), kThreadStates);
        QVERIFY(std::ranges::all_of(sentences, [](const QString& s) { return s.endsWith("."); }));
    }
};

QTEST_GUILESS_MAIN(SentencesTest)
#include "tst_sentences.moc"
