// SPDX-License-Identifier: GPL-3.0-or-later
// Barrier, latch and manual-reset event: who passes, when, and what a party that gives up takes back.
#include "core/sync/waits/barrier.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/latch.h"
#include "crowd.h"

#include <QTest>

using namespace lockstep;
using namespace std::chrono_literals;

class PassagesTest : public QObject {
    Q_OBJECT
private slots:
    void nobodyPassesABarrierBeforeAllHaveComeAndNobodyIsARoundAhead() {
        constexpr int kParties = 4;
        const auto program = [](int rounds) {
            sync::Barrier barrier(kParties, "barrier");
            std::array<std::atomic<int>, kParties> round{};
            crowd(kParties, [&](int t) {
                for (int i = 1; i <= rounds; ++i) {
                    round[static_cast<std::size_t>(t)] = i;
                    barrier.arrive_and_wait();
                    for (const auto& other : round)
                        demand(other >= i && other <= i + 1, "a party is in another round");
                }
            });
        };
        QCOMPARE(defectOf([&] { program(kRounds / 20); }), QString());
        QCOMPARE(defectInAnyMode([&] { program(3); }), QString());
    }

    void aPartyThatGivesUpHasNotArrived() {
        QCOMPARE(defectInAnyMode([] {
                     sync::Barrier barrier(2, "barrier");
                     demand(!barrier.arrive_and_wait_for(100us), "passed alone");
                     demand(!barrier.arrive_and_wait_for(100us), "the first arrival was kept");
                     sync::Thread other("Other", [&] { barrier.arrive_and_wait(); });
                     other.start();
                     demand(barrier.arrive_and_wait_for(1h), "gave up though all had come");
                 }),
                 QString());
    }

    // A user may choose the time-out of a party whose way is free: its generation is complete all the same.
    void aPartyThatGivesUpTooLateTakesNothingBackFromTheNextRound() {
        const auto program = [] {
            sync::Barrier barrier(2, "barrier");
            crowd(2, [&](int) {
                barrier.arrive_and_wait_for(1ms);
                barrier.arrive_and_wait();
            });
        };
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            RunSettings settings;
            settings.mode = Mode::Random;
            settings.seed = seed;
            settings.rules.timeouts = Timeouts::Eager;
            TestRun run(program, settings);
            QVERIFY(run.run());
            QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
        }
    }

    void aLatchOpensAtZeroAndStaysOpen() {
        QCOMPARE(defectInAnyMode([] {
                     sync::Latch ready(3, "ready");
                     demand(!ready.try_wait() && !ready.wait_for(100us), "open too early");
                     sync::Thread waiter("Waiter", [&] { ready.wait(); });
                     waiter.start();
                     ready.count_down();
                     ready.count_down(5); // not below zero
                     demand(ready.try_wait() && ready.wait_for(1h), "closed again");
                     ready.wait();
                 }),
                 QString());
        QCOMPARE(defectInAnyMode([] {
                     sync::Latch together(4, "together");
                     crowd(4, [&](int) { together.arrive_and_wait(); });
                 }),
                 QString());
    }

    void manyWaitForOneLatch() {
        QCOMPARE(defectOf([] {
                     for (int i = 0; i < kRounds / 100; ++i) {
                         sync::Latch start(1, "start");
                         sync::Latch done(4, "done");
                         sync::Thread starter("Starter", [&] { start.count_down(); });
                         starter.start();
                         crowd(4, [&](int) {
                             start.wait();
                             done.count_down();
                         });
                         done.wait();
                     }
                 }),
                 QString());
    }

    void anEventLetsAllPassUntilItIsReset() {
        QCOMPARE(defectInAnyMode([] {
                     sync::ManualResetEvent open("open");
                     demand(!open.wait_for(100us), "passed a closed gate");
                     sync::Thread setter("Setter", [&] { open.set(); });
                     setter.start();
                     crowd(3, [&](int) { open.wait(); });
                     demand(open.wait_for(1h), "closed by itself");
                     open.reset();
                     demand(!open.wait_for(100us), "a reset did not close it");
                     sync::ManualResetEvent openFromTheBeginning("open from the beginning", true);
                     openFromTheBeginning.wait();
                 }),
                 QString());
    }

    // Two threads take turns by two events: each set must let the other go, however close the reset is.
    void noSetIsMissedByWhoWaits() {
        QCOMPARE(defectOf([] {
                     sync::ManualResetEvent ping("ping");
                     sync::ManualResetEvent pong("pong");
                     sync::Thread other("Other", [&] {
                         for (int i = 0; i < kRounds; ++i) {
                             ping.wait();
                             ping.reset();
                             pong.set();
                         }
                     });
                     other.start();
                     for (int i = 0; i < kRounds; ++i) {
                         ping.set();
                         pong.wait();
                         pong.reset();
                     }
                 }),
                 QString());
    }

    void whoeverIsStuckAtOneOfThemIsTornDown() {
        for (const Mode mode : {Mode::Free, Mode::Random}) {
            RunSettings settings;
            settings.mode = mode;
            TestRun run(
                [] {
                    sync::Barrier barrier(3, "barrier");
                    sync::Latch latch(1, "latch");
                    sync::ManualResetEvent event("event");
                    crowd(4, [&](int t) {
                        if (t == 0) return latch.wait();
                        if (t == 1) return event.wait();
                        barrier.arrive_and_wait();
                    });
                },
                settings);
            QVERIFY(run.run());
            QCOMPARE(run.session().outcome(), std::optional(Outcome::Deadlock));
            QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
        }
    }
};

QTEST_GUILESS_MAIN(PassagesTest)
#include "tst_passages.moc"
