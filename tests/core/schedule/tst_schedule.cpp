// SPDX-License-Identifier: GPL-3.0-or-later
// The session's clock and the gate: what a pause, a speed and a stop mean to whoever waits.
#include "core/platform/monotonic.h"
#include "core/schedule/gate.h"
#include "testrun.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace lockstep;

namespace {

struct AnyOperation final : Operation {
    bool enabled() const override { return true; }
    Announcement describe() const override { return {}; }
    void record(Participant&, EventKind, std::int32_t) const override {}
};

// A worker that notes what the gate tells it.
class Recruit final : public Participant {
public:
    void onHold(HoldReason reason) override { holds.push_back(reason); }
    void onLet() override { ++lets; }
    void onRest() override { hasRested = true; }
    void onComeToGate() override {}
    void onChosen() override {}
    std::uint32_t threadNumber() const override { return 0; }
    void recordOwn(EventKind, std::int32_t, std::uint32_t) override {}
    std::vector<HoldReason> holds;
    int lets = 0;
    std::atomic<bool> hasRested{false};
};

bool isLet(Gate& gate, Recruit& recruit) {
    return gate.pass(recruit, AnyOperation{}).admission == Admission::Go;
}

// Runs one pass of the gate on a thread of its own; what it returned, once it did.
class Passing {
public:
    Passing(Gate& gate, Recruit& recruit)
        : m_thread([&] {
            m_result = isLet(gate, recruit);
            m_hasReturned = true;
        }) {}
    ~Passing() { m_thread.join(); }
    bool hasReturned() const { return m_hasReturned; }
    bool result() {
        while (!m_hasReturned) std::this_thread::yield();
        return m_result;
    }

private:
    std::atomic<bool> m_hasReturned{false};
    bool m_result = false;
    std::thread m_thread;
};

} // namespace

class ScheduleTest : public QObject {
    Q_OBJECT
private slots:
    void sessionTimeIsRealTimeAtItsSpeed() {
        const std::int64_t base = monotonicNanoseconds() - 1'000'000;
        const SessionClock clock(base, 0.5);
        const std::int64_t before = (monotonicNanoseconds() - base) / 2;
        const std::int64_t now = clock.now();
        const std::int64_t after = (monotonicNanoseconds() - base) / 2 + 1;
        QVERIFY(before <= now && now <= after);
        const std::int64_t due = *clock.realTimeOf(1'000'000'000);
        QVERIFY(due >= base + 2'000'000'000 && due <= base + 2'000'000'002); // never early
    }

    void aPausedClockStandsStillAndGoesOnFromThere() {
        SessionClock clock(monotonicNanoseconds());
        clock.pause();
        const std::int64_t stopped = clock.now();
        const std::int64_t real = monotonicNanoseconds();
        while (monotonicNanoseconds() < real + 2'000'000) {
        }
        QCOMPARE(clock.now(), stopped);
        QVERIFY(!clock.realTimeOf(stopped + 1));
        const std::int64_t resumed = monotonicNanoseconds();
        clock.resume();
        QVERIFY(clock.now() <= stopped + monotonicNanoseconds() - resumed);
        QVERIFY(clock.now() >= stopped);
    }

    void aNewSpeedHoldsFromNowOn() {
        SessionClock clock(monotonicNanoseconds() - 1'000'000'000);
        clock.setSpeed(1e-9);
        const std::int64_t now = clock.now();
        QVERIFY(now >= 1'000'000'000);
        const std::int64_t real = monotonicNanoseconds();
        while (monotonicNanoseconds() < real + 2'000'000) {
        }
        QVERIFY(clock.now() <= now + 1);
        QCOMPARE(clock.speed(), 1e-9);
    }

    void inFreeRunEverybodyPasses() {
        Gate gate(nullptr);
        Recruit recruit;
        QVERIFY(isLet(gate, recruit));
        QVERIFY(recruit.holds.empty());
    }

    void aPauseHoldsWhoeverComesAndLetsThemGoAfterIt() {
        Gate gate(nullptr);
        Recruit recruit;
        gate.pause();
        {
            Passing passing(gate, recruit);
            QVERIFY(!passing.hasReturned());
            gate.resume();
            recruit.signal();
            QVERIFY(passing.result());
        }
        QVERIFY(recruit.holds.empty() || recruit.holds == std::vector{HoldReason::Pause});
        QCOMPARE(recruit.lets, static_cast<int>(recruit.holds.size()));
    }

    void aStopTurnsEverybodyBackAtTheGate() {
        Gate gate(nullptr);
        Recruit recruit;
        gate.stop();
        recruit.letUnwind();
        QVERIFY(!isLet(gate, recruit));
        QVERIFY(!gate.checkpoint(recruit));
    }

    void aStopReachesWhoeverIsHeldByAPause() {
        Gate gate(nullptr);
        Recruit recruit;
        gate.pause();
        Passing passing(gate, recruit);
        gate.stop();
        recruit.letUnwind();
        recruit.signal();
        QVERIFY(!passing.result());
        QCOMPARE(recruit.lets, 0); // held until the end
    }

    void slowMotionKeepsOperationsOfAThreadApartInSessionTime() {
        SessionClock clock(monotonicNanoseconds(), 0.5);
        Gate gate(std::make_unique<PacedPolicy>(clock));
        Recruit recruit;
        QVERIFY(isLet(gate, recruit));
        const std::int64_t next = recruit.nextOperationAt;
        QVERIFY(isLet(gate, recruit));
        QVERIFY(clock.now() >= next);
        QVERIFY(recruit.nextOperationAt >= next + PacedPolicy::kPace);
        QCOMPARE(recruit.lets, static_cast<int>(recruit.holds.size()));
    }

    void whoRestsIsKnownToAndUnwindsWhenItsTurnComes() {
        Recruit recruit;
        std::atomic<bool> isUnwinding{false};
        std::thread worker([&] {
            recruit.restUntilMyTurn();
            isUnwinding.store(true);
        });
        while (!recruit.hasRested) std::this_thread::yield();
        QVERIFY(recruit.isAtRest());
        recruit.signal();
        QVERIFY(!isUnwinding.load());
        recruit.letUnwind();
        recruit.signal();
        worker.join();
        QVERIFY(isUnwinding.load());
    }

    void aSignalSentBeforeAThreadSleepsIsNotLost() {
        constexpr int kRounds = kIsSanitized ? 2'000 : 20'000;
        Recruit recruit;
        std::atomic<int> asked{0};
        std::atomic<int> answered{0};
        std::thread worker([&] {
            for (int i = 1; i <= kRounds; ++i) {
                recruit.waitUntil([&] { return asked.load() >= i; });
                answered.store(i);
            }
        });
        for (int i = 1; i <= kRounds; ++i) {
            asked.store(i);
            recruit.signal();
            while (answered.load() < i) std::this_thread::yield();
        }
        worker.join();
        QCOMPARE(answered.load(), kRounds);
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
