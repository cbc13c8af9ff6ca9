// SPDX-License-Identifier: GPL-3.0-or-later
// The lock that many may read under: its model by policy, what it keeps when many use it at once, and how it
// gets stuck.
#include "core/sync/locks/guards.h"
#include "core/sync/waits/semaphore.h"
#include "crowd.h"

#include <QTest>
#include <rapidcheck.h>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

constexpr SharedPolicy kPolicies[] = {SharedPolicy::PreferReaders, SharedPolicy::PreferWriters,
                                      SharedPolicy::Fair};

void addPolicies() {
    QTest::addColumn<SharedPolicy>("policy");
    QTest::newRow("prefer readers") << SharedPolicy::PreferReaders;
    QTest::newRow("prefer writers") << SharedPolicy::PreferWriters;
    QTest::newRow("fair") << SharedPolicy::Fair;
}

SharedModel lined(SharedPolicy policy, std::initializer_list<SharedModel::Place> line) {
    SharedModel model{.policy = policy};
    for (const auto& place : line)
        if (model.arrivesFirst(place.isShared)) model.arrive(place.thread, place.isShared);
    return model;
}

std::vector<EventKind> kindsOn(const Trace& trace, ObjectKind kind) {
    std::vector<EventKind> kinds;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (isStep(trace[i]) && trace[i].object.isValid() && trace.object(trace[i].object).info.kind == kind)
            kinds.push_back(trace[i].kind);
    return kinds;
}

// How many of these seeds end this way.
int countOf(Outcome outcome, int seeds, const std::function<void()>& main) {
    int count = 0;
    for (int seed = 0; seed < seeds; ++seed) {
        RunSettings settings;
        settings.mode = Mode::Random;
        settings.seed = static_cast<std::uint64_t>(seed);
        TestRun program(main, settings);
        count += program.run() && program.session().outcome() == outcome;
    }
    return count;
}

} // namespace

Q_DECLARE_METATYPE(lockstep::SharedPolicy)

class SharedMutexTest : public QObject {
    Q_OBJECT
private slots:
    void readersShareAndAWriterIsAlone_data() { addPolicies(); }
    void readersShareAndAWriterIsAlone() {
        QFETCH(SharedPolicy, policy);
        SharedModel model{.policy = policy};
        QVERIFY(model.canLock(1) && model.canLockShared(1));
        QCOMPARE(model.lockShared(1), 1);
        QCOMPARE(model.lockShared(2), 2);
        QVERIFY(!model.canLock(3) && model.canLockShared(3));
        QVERIFY(!model.unlockShared(3)); // not its own
        QVERIFY(model.unlockShared(1) && model.unlockShared(2));
        QVERIFY(!model.unlockShared(2));
        QCOMPARE(model.lock(3), 1);
        QVERIFY(!model.canLock(1) && !model.canLockShared(1));
        QVERIFY(!model.unlock(1));
        QVERIFY(model.unlock(3));
        QVERIFY(model.canLock(1));
    }

    void aPolicySaysWhoPassesAWriterInLine() {
        const auto model = [](SharedPolicy policy) {
            return lined(policy, {{1, false}, {2, true}, {3, true}});
        };
        QVERIFY(model(SharedPolicy::PreferReaders).canLockShared(2));
        QVERIFY(!model(SharedPolicy::PreferWriters).canLockShared(2));
        QVERIFY(!model(SharedPolicy::Fair).canLockShared(2));
        QVERIFY(model(SharedPolicy::Fair).canLock(1));
        QVERIFY(!model(SharedPolicy::Fair).canLock(9)); // a try form of somebody who is not in line
        QVERIFY(model(SharedPolicy::PreferWriters).canLock(9));
    }

    void neighboursWhoReadGoInTogetherAndTheOrderOfArrivalHolds() {
        SharedModel model = lined(SharedPolicy::Fair, {{1, true}, {2, true}, {3, false}, {4, true}});
        QVERIFY(model.canLockShared(2)); // beside the reader before it
        QVERIFY(!model.canLock(3) && !model.canLockShared(4));
        model.lockShared(2);
        model.lockShared(1);
        QVERIFY(!model.canLock(3) && !model.canLockShared(4));
        model.leave(3); // gave up: whom it kept back can go
        QVERIFY(model.canLockShared(4));
    }

    void theModelNeverLetsAWriterInBesideAnybody() {
        QVERIFY(rc::check("a writer is alone", [] {
            SharedModel model{
                .policy = *rc::gen::elementOf(std::vector(std::begin(kPolicies), std::end(kPolicies)))};
            for (const int deed : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40))) {
                const auto who = static_cast<RuntimeId>(deed / 8);
                if (deed % 8 < 2 && model.canLock(who)) model.lock(who);
                if ((deed % 8 == 2 || deed % 8 == 3) && model.canLockShared(who)) model.lockShared(who);
                if (deed % 8 == 4) model.unlock(who);
                if (deed % 8 == 5) model.unlockShared(who);
                if (deed % 8 == 6) model.leave(who);
                RC_ASSERT(model.writer == kNoRuntimeId || model.readers.empty());
            }
        }));
    }

    void eachPolicyHasItsSteps() {
        using enum EventKind;
        using Kinds = std::vector<EventKind>;
        const auto steps = [](SharedPolicy policy) {
            TestRun program([policy] {
                sync::SharedMutex lock("lock", policy);
                { const sync::SharedLock reading(lock); }
                { const sync::LockGuard writing(lock); }
            });
            return program.run() ? kindsOn(program.trace(), ObjectKind::SharedMutex) : Kinds{};
        };
        QCOMPARE(steps(SharedPolicy::PreferReaders), (Kinds{AcquireShared, ReleaseShared, Acquire, Release}));
        QCOMPARE(steps(SharedPolicy::PreferWriters),
                 (Kinds{AcquireShared, ReleaseShared, Arrive, Acquire, Release}));
        QCOMPARE(steps(SharedPolicy::Fair),
                 (Kinds{Arrive, AcquireShared, ReleaseShared, Arrive, Acquire, Release}));
    }

    void manyReadersAndWritersExclude_data() { addPolicies(); }
    void manyReadersAndWritersExclude() {
        QFETCH(SharedPolicy, policy);
        std::int64_t value = 0;
        const int rounds = kRounds / 20;
        const auto program = [&value, policy](int each) {
            sync::SharedMutex lock("lock", policy);
            value = 0;
            crowd(6, [&](int t) {
                for (int i = 0; i < each; ++i) {
                    if (t < 2) {
                        const sync::LockGuard writing(lock);
                        ++value;
                    } else {
                        const sync::SharedLock reading(lock);
                        demand(value >= 0, "read while somebody wrote");
                    }
                }
            });
        };
        QCOMPARE(defectOf([&] { program(rounds); }), QString());
        QCOMPARE(value, std::int64_t{2} * rounds);
        QCOMPARE(defectInAnyMode([&] { program(3); }), QString());
    }

    void aTryFormRefusesAndATimedFormGivesUp_data() { addPolicies(); }
    void aTryFormRefusesAndATimedFormGivesUp() {
        QFETCH(SharedPolicy, policy);
        QCOMPARE(defectInAnyMode([policy] {
                     sync::SharedMutex lock("lock", policy);
                     lock.lock();
                     crowd(1, [&](int) {
                         demand(!lock.try_lock() && !lock.try_lock_shared(), "taken beside a writer");
                         demand(!lock.try_lock_for(100us), "taken beside a writer, late");
                         demand(!lock.try_lock_shared_for(100us), "read beside a writer, late");
                     });
                     lock.unlock();
                     lock.lock_shared();
                     crowd(1, [&](int) {
                         demand(lock.try_lock_shared() && lock.try_lock_shared_for(1h), "readers share");
                         lock.unlock_shared();
                         lock.unlock_shared();
                         demand(!lock.try_lock() && !lock.try_lock_for(100us), "written beside a reader");
                     });
                     lock.unlock_shared();
                     demand(lock.try_lock(), "refused though free");
                     lock.unlock();
                     demand(lock.try_lock_for(1h), "gave up though free");
                     lock.unlock();
                 }),
                 QString());
    }

    // Who gives up leaves the line, and the reader it kept back is woken.
    void aWriterThatGivesUpLetsGoWhomItKeptBack_data() {
        QTest::addColumn<SharedPolicy>("policy");
        QTest::newRow("prefer writers") << SharedPolicy::PreferWriters;
        QTest::newRow("fair") << SharedPolicy::Fair;
    }
    void aWriterThatGivesUpLetsGoWhomItKeptBack() {
        QFETCH(SharedPolicy, policy);
        QCOMPARE(defectInAnyMode([policy] {
                     sync::SharedMutex lock("lock", policy);
                     sync::Semaphore hasRead(0, "has read");
                     lock.lock_shared(); // until the other reader has been in
                     sync::Thread writer("Writer",
                                         [&] { demand(!lock.try_lock_for(2ms), "written beside"); });
                     sync::Thread reader("Reader", [&] {
                         const sync::SharedLock reading(lock);
                         hasRead.release();
                     });
                     writer.start();
                     reader.start();
                     hasRead.acquire();
                     writer.join();
                     lock.unlock_shared();
                 }),
                 QString());
    }

    void aReaderThatAsksAgainGetsStuckOnlyBehindAWriterInLine() {
        const auto program = [](SharedPolicy policy) {
            return [policy] {
                sync::SharedMutex lock("lock", policy);
                sync::Thread writer("Writer", [&] { const sync::LockGuard writing(lock); });
                sync::Thread reader("Reader", [&] {
                    const sync::SharedLock outer(lock);
                    const sync::SharedLock inner(lock);
                });
                writer.start();
                reader.start();
            };
        };
        QCOMPARE(countOf(Outcome::Finished, 40, program(SharedPolicy::PreferReaders)), 40);
        for (const SharedPolicy policy : {SharedPolicy::PreferWriters, SharedPolicy::Fair}) {
            const int stuck = countOf(Outcome::Deadlock, 40, program(policy));
            QVERIFY2(stuck > 0 && stuck < 40, qPrintable(QString::number(stuck)));
        }
    }

    void aReadersWaitSaysThatItIsOne() {
        for (const Mode mode : {Mode::Free, Mode::Random}) {
            RunSettings settings;
            settings.mode = mode;
            TestRun program(
                [] {
                    sync::SharedMutex lock("lock");
                    lock.lock();
                    sync::Thread reader("Reader", [&] {
                        if (lock.try_lock_shared_for(1ms)) lock.unlock_shared();
                    });
                    reader.start();
                    reader.join();
                    lock.unlock();
                },
                settings);
            QVERIFY(program.run());
            int waits = 0;
            for (std::size_t i = 0; i < program.trace().size(); ++i) {
                const Event& event = program.trace()[i];
                const bool isItsWait =
                    event.kind == EventKind::Wait && program.trace().object(event.object).info.name == "lock";
                if (!isItsWait) continue;
                ++waits;
                QCOMPARE(event.alternative, Alternative::Shared);
            }
            QCOMPARE(waits, 1);
        }
    }

    void twoLocksAtOnceNeverMeet() {
        int inside = 0;
        const auto program = [&inside](int each) {
            sync::Mutex a("a");
            sync::Mutex b("b");
            crowd(3, [&](int t) {
                for (int i = 0; i < each; ++i) {
                    const sync::ScopedLock both(t == 0 ? b : a, t == 0 ? a : b);
                    demand(++inside == 1, "two are inside");
                    --inside;
                }
            });
        };
        QCOMPARE(defectOf([&] { program(kRounds / 10); }), QString());
        QCOMPARE(defectInAnyMode([&] { program(2); }), QString());
    }
};

QTEST_GUILESS_MAIN(SharedMutexTest)
#include "tst_sharedmutex.moc"
