// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that begin with a script and go on in another way: as somebody chooses, or with all threads at once.
#include "core/analysis/steps.h"
#include "core/schedule/choosers.h"
#include "core/sync/flow/queue.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/waits/condition.h"
#include "core/sync/io/file.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

#include <algorithm>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

RunSettings begunBy(std::vector<Choice> script, Mode mode) {
    RunSettings settings;
    settings.mode = mode;
    settings.script = std::move(script);
    settings.speed = 1;
    return settings;
}

// Something of every kind in which a thread may stand at the gate when it opens.
void program() {
    sync::Mutex lock("lock");
    sync::ConditionVariable changed("changed");
    sync::BlockingQueue<int> queue("queue", 1);
    bool isReady = false;
    sync::Thread waiter("Waiter", [&] {
        sync::UniqueLock hold(lock);
        changed.wait(hold, [&] { return isReady; });
    });
    sync::Thread hasty("Hasty", [&] {
        if (lock.try_lock_for(1ms)) lock.unlock();
        sync::sleepFor(500us);
        for (int i = 0; i < 3; ++i) queue.put(i);
        sync::File("notes").write("a line");
    });
    waiter.start();
    hasty.start();
    for (int i = 0; i < 3; ++i) queue.take();
    {
        sync::ThreadPool pool("pool", 2);
        pool.submit("square", [] { return 9; }).get();
    }
    {
        sync::LockGuard hold(lock);
        sync::work(10us);
        isReady = true;
        changed.notify_one();
    }
    waiter.join();
    hasty.join();
}

void takeBothInOppositeOrder() {
    sync::Mutex lock1("lock1"), lock2("lock2");
    const auto both = [](sync::Mutex& first, sync::Mutex& second) {
        sync::LockGuard a(first);
        sync::LockGuard b(second);
    };
    sync::Thread a("A", [&] { both(lock1, lock2); });
    sync::Thread b("B", [&] { both(lock2, lock1); });
    a.start();
    b.start();
}

std::vector<Choice> choicesOfRandomRun(std::uint64_t seed, void (*code)()) {
    RunSettings settings = begunBy({}, Mode::Random);
    settings.seed = seed;
    TestRun run(code, settings);
    return run.run() ? choicesOf(run.trace()) : std::vector<Choice>{};
}

std::vector<Event> eventsOf(const Trace& trace, EventKind kind) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == kind) events.push_back(trace[i]);
    return events;
}

void waitForChoice(TestRun& run, std::size_t steps) {
    const Session& session = run.session();
    while (session.halt() != Halt::Undecided || session.stepCount() != steps) std::this_thread::yield();
}

bool beginsWith(const std::vector<Choice>& all, const std::vector<Choice>& prefix) {
    return all.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), all.begin());
}

} // namespace

class BranchingTest : public QObject {
    Q_OBJECT
private slots:
    void fromAnyStepAllThreadsCanGoOnAtOnce_data() {
        QTest::addColumn<int>("mode");
        QTest::newRow("free") << static_cast<int>(Mode::Free);
        QTest::newRow("slow") << static_cast<int>(Mode::Slow);
    }
    void fromAnyStepAllThreadsCanGoOnAtOnce() {
        QFETCH(int, mode);
        for (std::uint64_t seed = 0; seed < (kIsSanitized ? 3 : 12); ++seed) {
            std::vector<Choice> prefix = choicesOfRandomRun(seed, program);
            QVERIFY(!prefix.empty());
            prefix.resize(1 + prefix.size() * seed / 12);
            TestRun run(program, begunBy(prefix, static_cast<Mode>(mode)));
            QVERIFY(run.run());
            QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
            const Trace& trace = run.trace();
            QCOMPARE(QString::fromStdString(TraceAudit(trace).firstDefect()), QString());
            QCOMPARE(eventsOf(trace, EventKind::Open).size(), std::size_t{1});
            const std::vector<Choice> all = choicesOf(trace);
            QVERIFY(beginsWith(all, prefix));
            TestRun again(program, begunBy(all, Mode::Replay));
            QVERIFY(again.run());
            QCOMPARE(QString::fromStdString(mismatchSentence(again.session())), QString());
            QCOMPARE(hashOfSteps(again.trace()), hashOfSteps(trace));
        }
    }

    void beforeTheGateOpensTheGateTellsWhoRunsAndThenTheKernel() {
        std::vector<Choice> prefix = choicesOfRandomRun(1, program);
        prefix.resize(10);
        TestRun run(program, begunBy(prefix, Mode::Free));
        TestRun plain(program);
        QVERIFY(run.run());
        QVERIFY(plain.run());
        QCOMPARE(run.trace().kernelSource(), plain.trace().kernelSource());
    }

    void whatSleptGoesOnSleepingForTheRest() {
        const auto sleepers = [] {
            sync::Thread longest("Longest", [] { sync::sleepFor(30ms); });
            sync::Thread shorter("Shorter", [] { sync::sleepFor(20ms); });
            longest.start();
            shorter.start();
        };
        // both are made and asleep, Main joins, and the shorter one wakes: it is 20 ms
        const std::vector<Choice> prefix{{0}, {0}, {0}, {1}, {2}, {2}};
        TestRun run(sleepers, begunBy(prefix, Mode::Free));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        const auto sleeps = eventsOf(run.trace(), EventKind::Sleep);
        QCOMPARE(sleeps.size(),
                 std::size_t{2}); // the longest one's; by the time of the shorter one it was over
        QVERIFY(sleeps[1].value > 0 && sleeps[1].value <= 10'000);
    }

    void aSpeedThatIsSetDuringTheScriptHoldsOnceAllMove() {
        RunSettings settings = begunBy({{0}}, Mode::Slow);
        settings.speed = 0.000001;
        const auto sleepTwice = [] {
            sync::sleepFor(1ms);  // nobody else is there, so time passes before all may move
            sync::sleepFor(10ms); // at this speed: two hours and three quarters
        };
        TestRun run(sleepTwice, settings);
        run.session().setSpeed(1);
        run.session().start();
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

    void whoeverIsToFollowWaitsForTheScriptsEnd() {
        std::vector<Choice> script = choicesOfRandomRun(3, program);
        script.resize(script.size() / 2);
        TestRun run(program, begunBy(script, Mode::Step));
        run.session().follow(std::make_shared<RandomChooser>(4)); // before its first step
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QVERIFY(beginsWith(choicesOf(run.trace()), script));
    }

    void aDeadlockBehindTheOpenGateIsFound() {
        // Main begins and starts both, each begins and takes its first lock
        const std::vector<Choice> prefix{{0}, {0}, {0}, {1}, {1}, {2}, {2}};
        TestRun run(takeBothInOppositeOrder, begunBy(prefix, Mode::Free));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Deadlock));
        QCOMPARE(run.session().findings().size(), std::size_t{1});
        QCOMPARE(run.session().findings()[0].threads.size(), std::size_t{2});
    }

    void aScriptThatCannotBeFollowedOpensNothing() {
        TestRun run(takeBothInOppositeOrder, begunBy({{0}, {7}}, Mode::Free));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Mismatch));
        QVERIFY(eventsOf(run.trace(), EventKind::Open).empty());
    }

    void aRunWhoseGateOpenedCanBePausedAndStopped() {
        TestRun run(
            [] {
                for (;;) sync::work(10us);
            },
            begunBy({{0}, {0}, {0}}, Mode::Free));
        Session& session = run.session();
        session.start();
        while (run.trace().steps().size() < 20) std::this_thread::yield();
        QCOMPARE(session.choose({0}), std::optional(Obstacle::NotNow));
        session.pause();
        while (session.phase() != Phase::Paused) std::this_thread::yield();
        session.resume();
        const std::size_t steps = run.trace().steps().size();
        while (run.trace().steps().size() < steps + 20) std::this_thread::yield();
        session.stop();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        QCOMPARE(session.outcome(), std::optional(Outcome::Stopped));
    }

    void oneThreadCanBeLetGoUntilItEnds() {
        TestRun run(takeBothInOppositeOrder, begunBy({{0}, {0}, {0}}, Mode::Step));
        run.session().start();
        waitForChoice(run, 3);
        run.session().follow(std::make_shared<UntilEnds>(2));
        waitForChoice(run, 9); // B's start, two locks, two unlocks, its end
        run.session().follow(std::make_shared<CurrentFirst>());
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

    void theRunGoesOnUntilSomebodyBlocks() {
        TestRun run(
            [] {
                sync::Thread child("Child", [] { sync::work(1us); });
                child.start();
                sync::work(1us);
                child.join();
            },
            begunBy({{0}, {0}}, Mode::Step));
        run.session().start();
        waitForChoice(run, 2);
        run.session().follow(std::make_shared<UntilSomebodyBlocks>());
        waitForChoice(run, 3); // Main has worked, and can't join yet
        run.session().follow(std::make_shared<UntilEnds>(0));
        waitForChoice(run, 3); // nor does it when it is asked to
        run.session().follow(std::make_shared<UntilSomebodyBlocks>());
        QVERIFY(run.session().waitUntilEnded(kHangLimit)); // nobody else ever blocks
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

    void aPrefixOfAThousandStepsIsReplayed() {
        const auto longWork = [] {
            for (int i = 0; i < 600; ++i) sync::work(1us);
        };
        const auto twoOfIt = [longWork] {
            sync::Thread a("A", longWork), b("B", longWork);
            a.start();
            b.start();
        };
        RunSettings settings = begunBy({}, Mode::Random);
        TestRun first(twoOfIt, settings);
        QVERIFY(first.run());
        std::vector<Choice> prefix = choicesOf(first.trace());
        prefix.resize(1000);
        TestRun branch(twoOfIt, begunBy(prefix, Mode::Step));
        branch.session().start();
        waitForChoice(branch, 1000);
        QCOMPARE(branch.session().phase(), Phase::Running);
    }
};

QTEST_GUILESS_MAIN(BranchingTest)
#include "tst_branching.moc"
