// SPDX-License-Identifier: GPL-3.0-or-later
// Daemons: a run does not wait for them, cuts them off wherever they stand, and is not kept alive by them.
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

RunSettings inMode(Mode mode) {
    RunSettings settings;
    settings.mode = mode;
    settings.speed = 1.0;
    return settings;
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
