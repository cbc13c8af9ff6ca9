// SPDX-License-Identifier: GPL-3.0-or-later
// Where chance chooses among threads that move one at a time, the highest priority goes first, and who waits
// for a mutex can lend its own.
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"

#include <QTest>
#include <array>

using namespace lockstep;
using sync::Mutex;
using sync::Protocol;

namespace {

RunSettings random(std::uint64_t seed) {
    return {.mode = Mode::Random, .seed = seed};
}

// A thread of each priority works ten times once it is let go: in which order do they end?
std::string orderOfEnds(std::array<std::int32_t, 3> priorities, std::uint64_t seed) {
    std::string order;
    TestRun program(
        [&] {
            sync::ManualResetEvent go("go");
            std::vector<std::unique_ptr<sync::Thread>> threads;
            for (const std::int32_t priority : priorities) {
                threads.push_back(std::make_unique<sync::Thread>("thread", [&, priority] {
                    go.wait();
                    for (int i = 0; i < 10; ++i) sync::work(std::chrono::microseconds(1));
                    order += std::to_string(priority);
                }));
                threads.back()->setPriority(priority);
                threads.back()->start();
            }
            go.set();
            for (auto& thread : threads) thread->join();
        },
        random(seed));
    return program.run() ? order : "it hangs";
}

// High waits for lock2, whose owner waits for lock1, which Low has; Medium needs neither. How often has it
// worked when High is through?
int workBefore(Protocol protocol, std::uint64_t seed) {
    int before = -1;
    TestRun program(
        [&] {
            Mutex lock1("lock1", protocol);
            Mutex lock2("lock2", protocol);
            sync::ManualResetEvent go("go");
            int worked = 0;
            sync::Thread high("High", [&] {
                go.wait();
                const sync::LockGuard guard(lock2);
                before = worked;
            });
            sync::Thread medium("Medium", [&] {
                go.wait();
                for (; worked < 10; ++worked) sync::work(std::chrono::microseconds(1));
            });
            sync::Thread low("Low", [&] {
                const sync::LockGuard guard(lock1);
                go.wait();
                sync::work(std::chrono::microseconds(1));
            });
            sync::Thread between("Between", [&] {
                const sync::LockGuard two(lock2);
                const sync::LockGuard one(lock1);
            });
            const std::array threads{&low, &between, &medium, &high};
            for (std::size_t i = 0; i < threads.size(); ++i) {
                threads[i]->setPriority(static_cast<std::int32_t>(i) + 1);
                threads[i]->start();
            }
            go.set();
            for (auto* thread : threads) thread->join();
        },
        random(seed));
    return program.run() ? before : -2;
}

} // namespace

class PrioritiesTest : public QObject {
    Q_OBJECT
private slots:
    void theHighestGoesFirst() {
        for (std::uint64_t seed = 0; seed < 10; ++seed)
            QCOMPARE(orderOfEnds({1, 3, 2}, seed), std::string("321"));
    }

    void aPriorityIsLentAlongAChainOfWaitingThreads() {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            QCOMPARE(workBefore(Protocol::None, seed), 10);
            QCOMPARE(workBefore(Protocol::Inherit, seed), 0);
        }
    }

    void aRingOfThreadsThatLendEachOtherTheirPrioritiesIsADeadlockLikeAnyOther() {
        TestRun program(
            [] {
                Mutex lock1("lock1", Protocol::Inherit);
                Mutex lock2("lock2", Protocol::Inherit);
                sync::ManualResetEvent go("go");
                const auto takeBoth = [&](Mutex& first, Mutex& second) {
                    const sync::LockGuard one(first);
                    go.wait();
                    const sync::LockGuard other(second);
                };
                sync::Thread urgent("Urgent", [&] { takeBoth(lock1, lock2); });
                sync::Thread other("Other", [&] { takeBoth(lock2, lock1); });
                urgent.setPriority(2);
                other.setPriority(1);
                urgent.start();
                other.start();
                go.set();
                urgent.join();
            },
            random(1));
        QVERIFY(program.run());
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Deadlock));
    }
};

QTEST_GUILESS_MAIN(PrioritiesTest)
#include "tst_priorities.moc"
