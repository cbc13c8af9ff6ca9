// SPDX-License-Identifier: GPL-3.0-or-later
// Daemons: a run does not wait for them, cuts them off wherever they stand, and is not kept alive by them.
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/latch.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

#include <fstream>
#include <unistd.h>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

RunSettings inMode(Mode mode) {
    RunSettings settings;
    settings.mode = mode;
    settings.speed = 1.0;
    return settings;
}

std::int64_t pagesOfThisProcess() {
    std::int64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages;
}

// Tells that it was destroyed.
struct Witness {
    explicit Witness(std::atomic<int>& count)
        : m_count(count) {}
    ~Witness() { ++m_count; }

private:
    std::atomic<int>& m_count;
};

} // namespace

class DaemonsTest : public QObject {
    Q_OBJECT
private slots:
    void aRunEndsWithoutItsDaemons_data() { modes(); }
    void aRunEndsWithoutItsDaemons() {
        QFETCH(int, mode);
        static std::atomic<int> unwound;
        unwound = 0;
        TestRun run(
            [] {
                const auto ticks = std::make_shared<sync::Atomic<int>>("ticks");
                const auto endless = [ticks, w = std::make_shared<Witness>(unwound)] {
                    for (;; sync::sleepFor(100us)) ticks->fetch_add(1);
                };
                sync::Thread::daemon("Endless", endless)->start();
                sync::sleepFor(1ms);
            },
            inMode(static_cast<Mode>(mode)));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(unwound.load(), 1); // what it owned went with it
        QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
        QVERIFY(run.trace().object(ObjectId{2}).info.isDaemon());
        QVERIFY(!run.trace().object(ObjectId{0}).info.isDaemon());
    }

    void aDaemonThatSleepsIsNotWokenByTheEnd() {
        TestRun run(
            [] {
                sync::Thread::daemon("Sleeper", [] { sync::sleepFor(1s); })->start();
                sync::sleepFor(1ms);
            },
            inMode(Mode::Random));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        const Trace& trace = run.trace();
        const Moment end(trace, EventIndex{static_cast<std::uint32_t>(trace.size() - 1)});
        QCOMPARE(end.thread(ThreadId{1}).state, ThreadState::Sleeping);
    }

    void aDaemonCanBeJoined_data() { modes(); }
    void aDaemonCanBeJoined() {
        QFETCH(int, mode);
        static std::atomic<bool> isDone;
        isDone = false;
        TestRun run(
            [] {
                const auto daemon = sync::Thread::daemon("Brief", [] {
                    sync::sleepFor(500us);
                    isDone = true;
                });
                daemon->start();
                daemon->join();
                if (!isDone) throw std::runtime_error("it did not wait");
            },
            inMode(static_cast<Mode>(mode)));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

    void aDaemonThatWaitsForEverKeepsNobody_data() { modes(); }
    void aDaemonThatWaitsForEverKeepsNobody() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                const auto empty = std::make_shared<sync::BlockingQueue<int>>("empty");
                sync::Thread ended("Ended", [] {});
                empty->declareProducer(ended);
                ended.start();
                ended.join();
                sync::Thread::daemon("Waiter", [empty] { empty->take(); })->start();
                sync::sleepFor(200us);
            },
            inMode(static_cast<Mode>(mode)));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QVERIFY(run.session().findings().empty());
    }

    // It ticks on for ever, but nobody waits for it.
    void aRunIsStuckThoughADaemonIsNot() {
        TestRun run([] {
            sync::Thread::daemon("Endless", [] {
                for (;;) sync::sleepFor(100us);
            })->start();
            sync::Mutex lock("lock");
            lock.lock();
            lock.lock();
        });
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Deadlock));
    }

    // Who has made a thread may have handed it to another to start it.
    void aThreadThatADaemonWillStartIsWaitedFor_data() { modes(); }
    void aThreadThatADaemonWillStartIsWaitedFor() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                const auto jobs = std::make_shared<sync::BlockingQueue<int>>("jobs");
                const auto giver = std::make_shared<sync::Thread>("Giver", [jobs] { jobs->put(1); });
                jobs->declareProducer(*giver);
                sync::Thread::daemon("Starter", [giver] {
                    sync::sleepFor(20ms);
                    giver->start();
                    giver->join();
                })->start();
                jobs->take();
            },
            inMode(static_cast<Mode>(mode)));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QVERIFY(run.session().findings().empty());
    }

    void daemonsThatWaitForEachOtherAreToldAndKeepNobody() {
        TestRun run(
            [] {
                struct Shared {
                    sync::Mutex a{"a"}, b{"b"};
                    sync::Latch both{2, "both"};
                };
                const auto shared = std::make_shared<Shared>();
                const auto start = [&](const char* name, sync::Mutex Shared::*first,
                                       sync::Mutex Shared::*second) {
                    sync::Thread::daemon(name, [=] {
                        const sync::LockGuard one((*shared).*first);
                        shared->both.count_down();
                        shared->both.wait();
                        const sync::LockGuard other((*shared).*second);
                    })->start();
                };
                start("One", &Shared::a, &Shared::b);
                start("Other", &Shared::b, &Shared::a);
                sync::sleepFor(50ms);
            },
            inMode(Mode::Random));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(run.session().findings().size(), std::size_t{1});
        QCOMPARE(run.session().findings()[0].cause, std::string("cycle"));
    }

    // A thread that has ended and was not joined keeps its stack.
    void daemonsThatHaveEndedLeaveNoKernelThread() {
        static std::vector<std::int64_t> pages;
        pages.clear();
        TestRun run([] {
            for (int i = 0; i < 600; ++i) {
                if (i % 300 == 100) pages.push_back(pagesOfThisProcess());
                const auto ended = std::make_shared<sync::Semaphore>(0, "ended");
                sync::Thread::daemon("Brief", [ended] { ended->release(); })->start();
                ended->acquire();
            }
        });
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        const std::int64_t grown = (pages[1] - pages[0]) * sysconf(_SC_PAGESIZE);
        QVERIFY2(grown < 300'000'000, qPrintable(QString::number(grown))); // 300 stacks are 2.4 GB
    }

    void aDaemonThatNeverStartedIsNoTrouble() {
        TestRun run([] { sync::Thread::daemon("Unborn", [] {}); });
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

private:
    static void modes() {
        QTest::addColumn<int>("mode");
        for (const Mode mode : {Mode::Free, Mode::Slow, Mode::Random})
            QTest::newRow(name(mode).data()) << static_cast<int>(mode);
    }
};

QTEST_GUILESS_MAIN(DaemonsTest)
#include "tst_daemons.moc"
