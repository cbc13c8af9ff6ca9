// SPDX-License-Identifier: GPL-3.0-or-later
// A session from start to the last join: pause, resume, speed, stop from every state, deadlocks torn down
// without a trace of them left in the process, and a kernel that says all, some, or nothing.
#include "core/capture/kernelswitches.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QDir>
#include <QTest>

#include <cerrno>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>

#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#include "allocations.h"
#define COUNTS_ALLOCATIONS
#endif

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kStopHangLimit{500}; // ten times what a stop may take

// Until it is true, or the test hangs. For what another thread will do, however long that takes.
template <class Condition>
bool comesTrue(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + kHangLimit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

// From here on the kernel refuses this thread its context switches, as Debian's does by default.
bool refusePerfEvents() {
    sock_filter code[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                          BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
                          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
                          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog filter{static_cast<unsigned short>(std::size(code)), code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

// Two threads that each hold what the other wants, for certain.
void embrace() {
    sync::Mutex lock1("lock1");
    sync::Mutex lock2("lock2");
    sync::Semaphore both(0, "both");
    const auto grab = [&](sync::Mutex& first, sync::Mutex& second, sync::Semaphore& mine,
                          sync::Semaphore& other) {
        const sync::LockGuard outer(first);
        other.release();
        mine.acquire();
        const sync::LockGuard inner(second);
    };
    sync::Semaphore one(0, "one");
    sync::Semaphore two(0, "two");
    sync::Thread worker1("Worker 1", [&] { grab(lock1, lock2, one, two); });
    sync::Thread worker2("Worker 2", [&] { grab(lock2, lock1, two, one); });
    worker1.start();
    worker2.start();
    worker1.join();
    worker2.join();
}

const char* kEmbraceSentence =
    "Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; Worker 2 waits for `lock1`.";

qsizetype entriesOf(const char* path) {
    return QDir(path).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size();
}

ThreadId findThread(const Trace& trace, const std::string& name) {
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (trace.thread(ThreadId{t}).info.name == name) return ThreadId{t};
    return {};
}

ThreadState lastStateOf(const Trace& trace, const std::string& name) {
    const ThreadId id = findThread(trace, name);
    if (!id.isValid() || trace.thread(id).states.size() == 0) return ThreadState::New;
    const auto& states = trace.thread(id).states;
    return static_cast<ThreadState>(states[states.size() - 1].lane().state);
}

std::int64_t timeIn(const Trace& trace, const std::string& thread, ThreadState state) {
    return trace.thread(findThread(trace, thread))
        .states.totals({0, trace.end()})[static_cast<std::size_t>(state)];
}

std::size_t countOf(const Trace& trace, EventKind kind) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) count += trace[i].kind == kind;
    return count;
}

std::optional<Timestamp> firstOf(const Trace& trace, EventKind kind) {
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == kind) return trace[i].time;
    return std::nullopt;
}

RunSettings staysStuck() {
    RunSettings settings;
    settings.stopsWhenStuck = false;
    return settings;
}

RunSettings slowAt(double speed) {
    RunSettings settings;
    settings.mode = Mode::Slow;
    settings.speed = speed;
    return settings;
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT
private slots:
    void aSessionThatIsNeverStartedLeavesQuietly() {
        TestRun program([] {});
        QCOMPARE(program.session().phase(), Phase::Ready);
        program.session().stop();
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.trace().threadCount(), std::size_t{0});
    }

    void aRunThatComesToItsEndIsFinished() {
        TestRun program([] { sync::work(1ms); });
        QVERIFY(program.run());
        QCOMPARE(program.session().phase(), Phase::Ended);
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(lastStateOf(program.trace(), "Main"), ThreadState::Terminated);
        QCOMPARE(TraceAudit(program.trace()).firstDefect(), std::string());
    }

    void aDeadlockIsFoundNamedAndTornDown() {
        TestRun program(embrace);
        QVERIFY(program.run());
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Deadlock));
        const auto findings = program.session().findings();
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].sentence, std::string(kEmbraceSentence));
        QCOMPARE(lastStateOf(program.trace(), "Worker 1"), ThreadState::Blocked); // the picture stays
        QVERIFY(program.trace().teardown().size() > 0);
        QCOMPARE(TraceAudit(program.trace()).firstDefect(), std::string());
    }

    void aStuckRunCanBeLookedAtUntilItIsStopped() {
        TestRun program(embrace, staysStuck());
        QVERIFY(program.run());
        QCOMPARE(program.session().phase(), Phase::Stuck);
        QCOMPARE(program.session().findings().size(), std::size_t{1});
        program.session().stop();
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Deadlock));
    }

    void aStuckRunEndsAtItsTimeLimitAsADeadlock() {
        RunSettings settings = staysStuck();
        settings.timeLimit = 300ms;
        TestRun program(embrace, settings);
        program.session().start();
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Deadlock));
    }

    void aPartialDeadlockIsAnnouncedWhileOthersRun() {
        std::atomic<bool> isAnnounced{false};
        TestRun program([&] {
            sync::Thread worker("Busy", [&] {
                while (!isAnnounced.load()) sync::work(100us);
            });
            sync::Thread couple("Couple", embrace);
            worker.start();
            couple.start();
        });
        program.session().start();
        QVERIFY(comesTrue([&] { return !program.session().findings().empty(); }));
        QCOMPARE(program.session().phase(), Phase::Running);
        QCOMPARE(program.session().findings()[0].sentence, std::string(kEmbraceSentence));
        isAnnounced.store(true);
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Deadlock));
        QCOMPARE(program.session().findings().size(), std::size_t{1});
    }

    void aThousandDeadlocksLeaveNothingBehind() {
        constexpr int kCycles = kIsSanitized ? 100 : 1'000;
        std::chrono::nanoseconds longest{0};
        const auto cycle = [&] {
            TestRun program(embrace);
            if (!program.run() || program.session().outcome() != Outcome::Deadlock) return false;
            longest = std::max(longest, program.session().stopTime());
            return true;
        };
        for (int i = 0; i < 20; ++i) QVERIFY(cycle()); // what is made once is made by now
        const auto threads = entriesOf("/proc/self/task");
        const auto descriptors = entriesOf("/proc/self/fd");
#ifdef COUNTS_ALLOCATIONS
        const long allocations = g_liveAllocations.load();
        const std::size_t bytes = allocatedBytes();
#endif
        for (int i = 0; i < kCycles; ++i) QVERIFY(cycle());
        QCOMPARE(entriesOf("/proc/self/task"), threads);
        QCOMPARE(entriesOf("/proc/self/fd"), descriptors);
        QVERIFY2(longest < kStopHangLimit, qPrintable(QString::number(longest.count())));
#ifdef COUNTS_ALLOCATIONS
        QCOMPARE(g_liveAllocations.load(), allocations);
        // of malloc's own caches some more may be filled, of a cycle's memory nothing may stay
        QVERIFY2(allocatedBytes() < bytes + 1000 * kCycles / 10,
                 qPrintable(QString::number(allocatedBytes() - bytes)));
#endif
    }

    void everyThreadCanBeStoppedWhereverItStands_data() {
        QTest::addColumn<int>("place");
        QTest::newRow("computing") << 0;
        QTest::newRow("asleep") << 1;
        QTest::newRow("blocked on a lock") << 2;
        QTest::newRow("at an empty queue") << 3;
        QTest::newRow("waiting for a thread") << 4;
        QTest::newRow("waiting with a limit") << 5;
        QTest::newRow("running through locks") << 6;
    }
    void everyThreadCanBeStoppedWhereverItStands() {
        QFETCH(int, place);
        for (const bool isPausedFirst : {false, true}) {
            std::atomic<bool> isThere{false};
            TestRun program([&] { standAt(place, isThere); });
            program.session().start();
            QVERIFY(comesTrue([&] { return isThere.load(); }));
            if (isPausedFirst) {
                program.session().pause();
                QVERIFY(comesTrue([&] { return program.session().phase() == Phase::Paused; }));
            }
            program.session().stop();
            QVERIFY(program.session().waitUntilEnded(kHangLimit));
            QCOMPARE(program.session().outcome(), std::optional(Outcome::Stopped));
            QVERIFY(program.session().stopTime() < kStopHangLimit);
            QCOMPARE(TraceAudit(program.trace()).firstDefect(), std::string());
        }
    }

    void stoppingTwiceOrAfterTheEndIsNothingNew() {
        TestRun program([] { sync::sleepFor(1h); });
        program.session().start();
        program.session().stop();
        program.session().stop();
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        program.session().stop();
        program.session().pause();
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Stopped));
    }

    void unwindingRunsEveryDestructorChildrenFirst() {
        struct Noted {
            std::string name;
            std::vector<std::string>& gone;
            ~Noted() { gone.push_back(name); }
        };
        std::vector<std::string> gone; // one thread unwinds at a time
        TestRun program([&] {
            const Noted outer{"Main", gone};
            sync::Mutex never("never");
            never.lock();
            sync::Thread child("Child", [&] {
                const Noted inner{"Child", gone};
                sync::Thread grandchild("Grandchild", [&] {
                    const Noted innermost{"Grandchild", gone};
                    never.lock();
                });
                grandchild.start();
                grandchild.join();
            });
            child.start();
            child.join();
        });
        QVERIFY(program.run());
        QCOMPARE(gone, (std::vector<std::string>{"Grandchild", "Child", "Main"}));
    }

    void codeThatCatchesExceptionsDoesNotStopTheUnwinding() {
        int caught = 0;
        TestRun program([&] {
            sync::Mutex lock("lock");
            lock.lock();
            try {
                lock.lock();
            } catch (const std::exception&) {
                ++caught;
            }
        });
        QVERIFY(program.run());
        QCOMPARE(caught, 0);
        QCOMPARE(program.session().findings()[0].cause, std::string("self-lock"));
    }

    void aLockOfSeveralTakenWhileAnExceptionIsUnderWayDoesNotStopTheUnwinding() {
        struct TakesBoth {
            sync::Mutex& one;
            sync::Mutex& other;
            ~TakesBoth() {
                sync::sleepFor(1h);
                const sync::ScopedLock both(one, other);
            }
        };
        TestRun program([] {
            sync::Mutex one("one");
            sync::Mutex other("other");
            try {
                const TakesBoth last{one, other};
                throw std::runtime_error("under way");
            } catch (const std::runtime_error&) { // the program's own; the session's goes through
            }
        });
        program.session().start();
        QVERIFY(comesTrue([&] { return countOf(program.trace(), EventKind::Sleep) > 0; }));
        program.session().stop();
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Stopped));
    }

    void anExceptionThatEndsAThreadMakesTheRunFail() {
        TestRun program([] {
            sync::Thread child("Child", [] { throw std::runtime_error("no more paper"); });
            child.start();
        });
        QVERIFY(program.run());
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Failed));
        QVERIFY(program.session().failure().find("Child") != std::string::npos);
        QVERIFY(program.session().failure().find("no more paper") != std::string::npos);
        QCOMPARE(countOf(program.trace(), EventKind::Failure), std::size_t{1});
    }

    void aRunThatTakesTooLongEndsAtItsLimit() {
        RunSettings settings;
        settings.timeLimit = 50ms;
        TestRun program([] { sync::sleepFor(1h); }, settings);
        QVERIFY(program.run());
        QCOMPARE(program.session().outcome(), std::optional(Outcome::TimeLimit));
    }

    void settingsThatMakeNoSenseAreRefusedInASentence() {
        const auto refusalOf = [](RunSettings settings) -> std::string {
            try {
                const Session session(std::move(settings));
            } catch (const std::invalid_argument& e) {
                return e.what();
            }
            return {};
        };
        static const Scenario scenario{
            .id = "s", .variants = {{"a", ""}}, .parameters = {{"n", "", 5, 1, 9}}, .run = [](Stage&) {}};
        RunSettings good;
        good.scenario = &scenario;
        QCOMPARE(refusalOf(good), std::string());
        QVERIFY(!refusalOf({}).empty());
        RunSettings bad = good;
        bad.speed = 0;
        QVERIFY(refusalOf(bad).ends_with("."));
        bad = good;
        bad.variant = "b";
        QCOMPARE(refusalOf(bad), std::string("Scenario 's' has no variant 'b'; it has: a."));
        bad = good;
        bad.parameters = {{"n", 10}};
        QCOMPARE(refusalOf(bad), std::string("Parameter 'n' must be between 1 and 9, not 10."));
    }

    void aPauseStopsEveryThreadAndTheClock() {
        std::atomic<bool> isOver{false};
        TestRun program([&] {
            sync::Atomic<int> counter("counter");
            sync::Mutex lock("lock");
            lock.lock();
            sync::Thread busy("Busy", [&] {
                while (!isOver.load()) counter.fetch_add(1);
            });
            sync::Thread worker("Worker", [&] {
                while (!isOver.load()) sync::work(1ms);
            });
            sync::Thread blocked("Blocked", [&] { lock.lock(); });
            sync::Thread asleep("Asleep", [] { sync::sleepFor(20ms); });
            for (sync::Thread* t : {&busy, &worker, &blocked, &asleep}) t->start();
            busy.join();
            worker.join();
            lock.unlock();
        });
        const Trace& trace = program.trace();
        program.session().start();
        QVERIFY(comesTrue([&] { return lastStateOf(trace, "Blocked") == ThreadState::Blocked; }));
        program.session().pause();
        const auto isHeld = [&](const char* name) { return lastStateOf(trace, name) == ThreadState::Held; };
        QVERIFY(comesTrue([&] {
            return isHeld("Busy") && isHeld("Worker") && isHeld("Blocked") && isHeld("Main") &&
                   (isHeld("Asleep") || lastStateOf(trace, "Asleep") == ThreadState::Terminated);
        }));
        QCOMPARE(program.session().phase(), Phase::Paused);
        const std::size_t held = trace.size();
        const auto begin = trace.end();
        QVERIFY(
            comesTrue([&] { return trace.end() > begin + 30'000'000; })); // time goes on, and nobody moves
        QCOMPARE(trace.size() - held, countOfKernels(trace, held));
        program.session().resume();
        isOver.store(true);
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Finished));
        QVERIFY(timeIn(trace, "Busy", ThreadState::Held) >= 30'000'000);
        QVERIFY(timeIn(trace, "Blocked", ThreadState::Held) >= 30'000'000);
        QCOMPARE(TraceAudit(trace).firstDefect(), std::string());
    }

    void aSleepTakesItsSessionTimeInSlowMotion() {
        TestRun program([] { sync::sleepFor(500us); }, slowAt(0.05));
        QVERIFY(program.run());
        const Timestamp slept =
            *firstOf(program.trace(), EventKind::Awake) - *firstOf(program.trace(), EventKind::Sleep);
        QVERIFY2(slept >= 10'000'000 - 1'000, qPrintable(QString::number(slept))); // never early
        QCOMPARE(TraceAudit(program.trace()).firstDefect(), std::string());
    }

    void theSpeedOfSlowMotionCanBeChangedWhileItRuns() {
        std::atomic<bool> isThere{false};
        TestRun program(
            [&] {
                isThere.store(true);
                sync::sleepFor(10ms); // at this speed: two hours and three quarters
            },
            slowAt(0.000001));
        program.session().start();
        QVERIFY(comesTrue([&] { return isThere.load(); }));
        program.session().setSpeed(1);
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Finished));
    }

    void slowMotionKeepsEachThreadsOperationsApart() {
        TestRun program(
            [] {
                sync::Variable<int> x("x");
                for (int i = 0; i < 5; ++i) x.write(i);
            },
            slowAt(0.1));
        QVERIFY(program.run());
        const Trace& trace = program.trace();
        Timestamp last = 0;
        for (std::size_t i = 0; i < trace.size(); ++i)
            if (trace[i].kind == EventKind::Write) last = trace[i].time;
        QVERIFY(last - *firstOf(trace, EventKind::Start) >= 4 * 1'000'000); // 100 us each, ten times as slow
        QVERIFY(timeIn(trace, "Main", ThreadState::Held) >= 3'000'000);
    }

    void aSilentKernelIsToldAndNothingIsGuessed() {
        RunSettings settings;
        settings.kernel = KernelChoice::Silent;
        TestRun program([] { sync::work(1ms); }, settings);
        QVERIFY(program.run());
        QCOMPARE(program.trace().kernelSource(), KernelSource::Silent);
        QVERIFY(!program.session().kernelNotice().empty());
        QVERIFY(timeIn(program.trace(), "Main", ThreadState::ReadyOrRunning) > 0);
        QCOMPARE(timeIn(program.trace(), "Main", ThreadState::Running), std::int64_t{0});
    }

    void aKernelThatRefusesIsNamedWithWhatWouldChangeIt() {
        std::string notice;
        KernelSource source = KernelSource::Switches;
        bool hasEnded = false;
        std::thread refused([&] { // the filter holds for this thread and all it starts
            if (!refusePerfEvents()) return;
            TestRun program([] { sync::work(2ms); });
            hasEnded = program.run() && program.session().outcome() == Outcome::Finished;
            notice = program.session().kernelNotice();
            source = program.trace().kernelSource();
        });
        refused.join();
        QVERIFY(hasEnded);
        QVERIFY2(notice.find("kernel.perf_event_paranoid") != std::string::npos, notice.c_str());
        QVERIFY(notice.ends_with("."));
        QVERIFY(source == KernelSource::Totals || source == KernelSource::Silent);
    }

    void totalsOfTheKernelArriveWithEachThreadsEnd() {
        SchedTotals totals;
        if (!readSchedTotals(currentTid(), totals)) QSKIP("This kernel has no schedstat.");
        RunSettings settings;
        settings.kernel = KernelChoice::Totals;
        TestRun program([] { sync::work(5ms); }, settings);
        QVERIFY(program.run());
        QCOMPARE(program.trace().kernelSource(), KernelSource::Totals);
        const Contention sums = Contention::of(program.trace());
        QVERIFY(sums.threads[0].onCpu >= 4'900'000);
        QVERIFY(sums.threads[0].inRunQueue >= 0);
    }

    void theKernelsSwitchesTellRunningFromRunnable() {
        TestRun program([] { sync::work(5ms); });
        QVERIFY(program.run());
        if (program.trace().kernelSource() != KernelSource::Switches)
            QSKIP("This kernel does not show context switches to this user.");
        QCOMPARE(program.session().kernelNotice(), std::string());
        QVERIFY(timeIn(program.trace(), "Main", ThreadState::Running) >= 4'500'000);
        QCOMPARE(timeIn(program.trace(), "Main", ThreadState::ReadyOrRunning), std::int64_t{0});
        QVERIFY(program.trace().cpuCount() > 0);
    }

    void tenThousandThreadsOneAfterTheOtherAreAllSeen() {
        constexpr int kThreads = kIsSanitized ? 300 : 10'000;
        TestRun program([] {
            for (int i = 0; i < kThreads; ++i) {
                sync::Thread thread("T" + std::to_string(i), [] {});
                thread.start();
                thread.join();
            }
        });
        QVERIFY(program.run());
        checkAllSeen(program, kThreads + 1);
    }

    void aThousandThreadsAtOnceAreAllSeen() {
        constexpr int kThreads = kIsSanitized ? 100 : 1'000;
        TestRun program([] {
            sync::Semaphore gate(0, "gate");
            std::vector<std::unique_ptr<sync::Thread>> threads;
            for (int i = 0; i < kThreads; ++i) {
                threads.push_back(
                    std::make_unique<sync::Thread>("T" + std::to_string(i), [&] { gate.acquire(); }));
                threads.back()->start();
            }
            gate.release(kThreads);
        });
        QVERIFY(program.run());
        checkAllSeen(program, kThreads + 1);
    }

    void eightThreadsOnOneLockForFiveSecondsAddUp() {
        std::atomic<bool> isOver{false};
        TestRun program([&] {
            sync::Mutex lock("lock");
            std::vector<std::unique_ptr<sync::Thread>> threads;
            for (int t = 0; t < 8; ++t) {
                threads.push_back(std::make_unique<sync::Thread>("T" + std::to_string(t), [&] {
                    while (!isOver.load()) {
                        const sync::LockGuard guard(lock);
                        sync::work(20us);
                    }
                }));
                threads.back()->start();
            }
        });
        program.session().start();
        std::this_thread::sleep_for(kIsSanitized ? 300ms : 5s);
        isOver.store(true);
        QVERIFY(program.session().waitUntilEnded(kHangLimit));
        QCOMPARE(TraceAudit(program.trace()).firstDefect(),
                 std::string()); // overlaps, and sums against lanes
        const Contention sums = Contention::of(program.trace());
        std::int64_t blocked = 0;
        for (const ThreadUse& use : sums.threads)
            blocked += use.states[static_cast<std::size_t>(ThreadState::Blocked)];
        QCOMPARE(sums.locks[0].wait.total, blocked);
        QCOMPARE(sums.locks[0].acquisitions,
                 static_cast<std::int64_t>(countOf(program.trace(), EventKind::Acquire)));
    }

    void manyThreadsOnOneLockLoseNothing() {
        constexpr int kThreads = 64;
        constexpr int kRounds = kIsSanitized ? 100 : 2'000;
        int counted = 0; // guarded by the lock, and by nothing else
        TestRun program([&] {
            sync::Mutex lock("lock");
            std::vector<std::unique_ptr<sync::Thread>> threads;
            for (int t = 0; t < kThreads; ++t) {
                threads.push_back(std::make_unique<sync::Thread>("T" + std::to_string(t), [&] {
                    for (int i = 0; i < kRounds; ++i) {
                        const sync::LockGuard guard(lock);
                        ++counted;
                    }
                }));
                threads.back()->start();
            }
        });
        QVERIFY(program.run());
        QCOMPARE(counted, kThreads * kRounds);
        QCOMPARE(TraceAudit(program.trace()).firstDefect(), std::string());
        QCOMPARE(countOf(program.trace(), EventKind::Acquire), std::size_t{kThreads * kRounds});
    }

private:
    // Goes to a place where the session will be stopped, and says so just before.
    static void standAt(int place, std::atomic<bool>& isThere) {
        sync::Mutex lock("lock");
        sync::BlockingQueue<int> queue("queue");
        sync::Thread other("Other", [] { sync::sleepFor(1h); });
        lock.lock();
        sync::Thread blocked("Blocked", [&] { lock.lock(); });
        if (place == 2) blocked.start();
        if (place == 2 || place == 4) other.start();
        isThere.store(true);
        if (place == 0) sync::work(std::chrono::hours(1));
        if (place == 1) sync::sleepFor(1h);
        if (place == 2) blocked.join();
        if (place == 3) queue.take_for(1h), queue.take();
        if (place == 4) other.join();
        if (place == 5) queue.take_for(1h);
        lock.unlock();
        while (place == 6) {
            const sync::LockGuard guard(lock);
            queue.put(1);
            queue.take();
        }
    }

    static std::size_t countOfKernels(const Trace& trace, std::size_t from) {
        std::size_t count = 0;
        for (std::size_t i = from; i < trace.size(); ++i)
            count += trace[i].kind == EventKind::SwitchIn || trace[i].kind == EventKind::SwitchOut;
        return count;
    }

    static void checkAllSeen(TestRun& program, std::size_t threads) {
        const Trace& trace = program.trace();
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(trace.threadCount(), threads);
        QCOMPARE(trace.illegalTransitions().size(), std::size_t{0});
        QCOMPARE(countOf(trace, EventKind::Exit), threads);
        if (trace.kernelSource() != KernelSource::Switches)
            QSKIP("This kernel does not show context switches to this user.");
        std::set<ThreadId> seen;
        for (std::size_t i = 0; i < trace.size(); ++i)
            if (trace[i].kind == EventKind::SwitchIn || trace[i].kind == EventKind::SwitchOut)
                seen.insert(trace[i].thread);
        for (std::uint32_t t = 0; t < threads; ++t) {
            if (seen.contains(ThreadId{t})) continue;
            const ThreadLane& lane = trace.thread(ThreadId{t});
            QString words = "unseen: " + QString::fromStdString(lane.info.name) +
                            ", lost by the kernel: " + QString::number(trace.kernelLost());
            for (std::size_t i = 0; i < lane.events.size(); ++i)
                words += QString(", %1 %2")
                             .arg(name(trace.event(lane.events[i]).kind).data())
                             .arg(trace.event(lane.events[i]).time);
            QFAIL(qPrintable(words));
        }
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
