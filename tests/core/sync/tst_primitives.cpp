// SPDX-License-Identifier: GPL-3.0-or-later
// Each primitive: its model alone, what it promises to one thread, and what it keeps when many use it at
// once.
#include "core/sync/cells/variable.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/condition.h"
#include "core/sync/io/file.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"
#include "crowd.h"

#include <QTest>
#include <rapidcheck.h>

#include <numeric>

using namespace lockstep;
using namespace std::chrono_literals;

class PrimitivesTest : public QObject {
    Q_OBJECT
private slots:
    void aMutexModelHasOneOwnerWhoAloneFreesIt() {
        MutexModel model;
        QVERIFY(model.canLock(4));
        QCOMPARE(model.lock(3), 1);
        QVERIFY(!model.canLock(4));
        model.unlock(4);
        QVERIFY(!model.canLock(4));
        QCOMPARE(model.unlock(3), 0);
        QVERIFY(model.canLock(4));
    }

    void aRecursiveModelCountsItsOwnersDepth() {
        QVERIFY(rc::check("depth is locks minus unlocks", [] {
            RecursiveMutexModel model;
            int depth = 0;
            for (const bool locks : *rc::gen::container<std::vector<bool>>(rc::gen::arbitrary<bool>())) {
                if (locks) RC_ASSERT(model.canLock(1) && model.lock(1) == ++depth);
                if (!locks && depth > 0) RC_ASSERT(model.unlock(1) == --depth);
                RC_ASSERT(model.canLock(2) == (depth == 0));
                RC_ASSERT(model.unlock(2) == depth); // a stranger changes nothing
            }
        }));
    }

    void aMutexExcludes() {
        int inside = 0;
        int most = 0;
        QCOMPARE(defectOf([&] {
                     sync::Mutex lock("lock");
                     crowd(8, [&](int) {
                         for (int i = 0; i < kRounds; ++i) {
                             const sync::LockGuard guard(lock);
                             most = std::max(most, ++inside);
                             --inside;
                         }
                     });
                 }),
                 QString());
        QCOMPARE(most, 1);
    }

    void aTryFormRefusesAndATimedFormGivesUp() {
        QCOMPARE(defectInAnyMode([] {
                     sync::Mutex lock("lock");
                     sync::RecursiveMutex rlock("rlock");
                     lock.lock();
                     rlock.lock();
                     if (!rlock.try_lock()) throw std::logic_error("its owner may take it again");
                     crowd(1, [&](int) {
                         if (lock.try_lock()) throw std::logic_error("taken twice");
                         if (rlock.try_lock()) throw std::logic_error("taken by a stranger");
                         if (lock.try_lock_for(200us)) throw std::logic_error("taken twice, late");
                     });
                     rlock.unlock();
                     rlock.unlock();
                     lock.unlock();
                     if (!lock.try_lock()) throw std::logic_error("refused though free");
                     lock.unlock();
                     if (!lock.try_lock_for(1h)) throw std::logic_error("gave up though free");
                     lock.unlock();
                 }),
                 QString());
    }

    void aTimedWaitThatIsServedInTimeSucceeds() {
        QCOMPARE(defectInAnyMode([] {
                     sync::Mutex lock("lock");
                     sync::BlockingQueue<int> queue("queue");
                     lock.lock();
                     sync::Thread waiter("Waiter", [&] {
                         queue.put(1);
                         if (!lock.try_lock_for(1h)) throw std::logic_error("gave up");
                         lock.unlock();
                     });
                     waiter.start();
                     queue.take();
                     lock.unlock();
                     if (!waiter.try_join_for(1h)) throw std::logic_error("gave up on the thread");
                 }),
                 QString());
    }

    void aUniqueLockGivesBackOnlyWhatItHas() {
        QCOMPARE(defectInAnyMode([] {
                     sync::Mutex lock("lock");
                     {
                         sync::UniqueLock guard(lock);
                         guard.unlock();
                         if (guard.owns_lock() || !lock.try_lock()) throw std::logic_error("not given back");
                         lock.unlock();
                         guard.lock();
                     }
                     if (!lock.try_lock()) throw std::logic_error("not given back at the end");
                     lock.unlock();
                 }),
                 QString());
    }

    void aSemaphoreNeverGivesMoreThanItHas() {
        std::atomic<int> inside{0};
        std::atomic<int> most{0};
        QCOMPARE(defectOf([&] {
                     sync::Semaphore permits(3, "permits");
                     crowd(8, [&](int t) {
                         const int count = 1 + t % 2;
                         for (int i = 0; i < kRounds / 4; ++i) {
                             permits.acquire(count);
                             const int now = inside += count;
                             for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
                             }
                             inside -= count;
                             permits.release(count);
                         }
                     });
                     if (!permits.try_acquire(3) || permits.try_acquire())
                         throw std::logic_error("permits lost");
                     if (permits.try_acquire_for(100us)) throw std::logic_error("a permit from nowhere");
                 }),
                 QString());
        QVERIFY(most <= 3);
    }

    void aQueueDeliversEachItemOnceAndInOrder() {
        constexpr int kProducers = 3;
        std::vector<std::vector<int>> taken(3);
        QCOMPARE(defectOf([&] {
                     sync::BlockingQueue<int> queue("queue", 2);
                     sync::Thread producers("Producers", [&] {
                         crowd(kProducers, [&](int p) {
                             for (int i = 0; i < kRounds; ++i)
                                 if (!queue.put(p * kRounds + i)) throw std::logic_error("refused");
                         });
                         queue.close();
                     });
                     producers.start();
                     crowd(3, [&](int c) {
                         while (const auto item = queue.take())
                             taken[static_cast<std::size_t>(c)].push_back(*item);
                     });
                 }),
                 QString());
        std::vector<int> all;
        for (const auto& part : taken) {
            std::vector<int> last(kProducers, -1);
            for (const int item : part) { // each producer's items come in its order
                QVERIFY(item > last[static_cast<std::size_t>(item / kRounds)]);
                last[static_cast<std::size_t>(item / kRounds)] = item;
            }
            all.insert(all.end(), part.begin(), part.end());
        }
        std::ranges::sort(all);
        std::vector<int> expected(kProducers * kRounds);
        std::iota(expected.begin(), expected.end(), 0);
        QCOMPARE(all, expected);
    }

    void aClosedQueueRefusesAndIsEmptiedFirst() {
        QCOMPARE(defectInAnyMode([] {
                     sync::BlockingQueue<int> queue("queue");
                     queue.put(7);
                     queue.close();
                     if (queue.put(8)) throw std::logic_error("took an item though closed");
                     if (queue.take() != 7) throw std::logic_error("lost what was inside");
                     if (queue.take()) throw std::logic_error("an item from nowhere");
                     sync::BlockingQueue<int> empty("empty");
                     if (empty.take_for(100us)) throw std::logic_error("an item from nowhere");
                 }),
                 QString());
    }

    void aClosedQueueLetsWhoeverWaitsGoOn() {
        QCOMPARE(defectInAnyMode([] {
                     sync::BlockingQueue<int> queue("queue", 1);
                     queue.put(1);
                     sync::Thread closer("Closer", [&] { queue.close(); });
                     sync::Thread putter("Putter", [&] {
                         closer.start();
                         queue.put(2); // either there was room in time, or it is refused
                     });
                     putter.start();
                     putter.join();
                     closer.join();
                 }),
                 QString());
    }

    void aConditionWakesWhoWaitsAndKeepsNothingForLater() {
        QCOMPARE(defectInAnyMode([] {
                     sync::Mutex lock("lock");
                     sync::ConditionVariable ready("ready");
                     ready.notify_all(); // to nobody
                     sync::UniqueLock held(lock);
                     if (ready.wait_for(held, 200us)) throw std::logic_error("a notification was kept");
                     if (!held.owns_lock() || lock.try_lock())
                         throw std::logic_error("came back without the lock");
                 }),
                 QString());
    }

    void aConditionCarriesABoundedBuffer() {
        std::int64_t sum = 0;
        QCOMPARE(defectOf([&] {
                     sync::Mutex lock("lock");
                     sync::ConditionVariable changed("changed");
                     int items = 0;
                     sync::Thread producer("Producer", [&] {
                         for (int i = 0; i < kRounds; ++i) {
                             sync::UniqueLock held(lock);
                             changed.wait(held, [&] { return items < 3; });
                             ++items;
                             changed.notify_all();
                         }
                     });
                     producer.start();
                     for (int i = 0; i < kRounds; ++i) {
                         sync::UniqueLock held(lock);
                         changed.wait(held, [&] { return items > 0; });
                         sum += --items < 0 ? 1'000'000 : 1;
                         changed.notify_one();
                     }
                 }),
                 QString());
        QCOMPARE(sum, std::int64_t{kRounds});
    }

    void oneNotificationWakesTheOneThatHasWaitedLongest() {
        std::vector<int> order;
        QCOMPARE(defectOf([&] {
                     sync::Mutex lock("lock");
                     sync::ConditionVariable turn("turn");
                     sync::Semaphore isWaiting(0, "is waiting");
                     std::vector<std::unique_ptr<sync::Thread>> threads;
                     for (int t = 0; t < 3; ++t) {
                         threads.push_back(std::make_unique<sync::Thread>("T" + std::to_string(t), [&, t] {
                             sync::UniqueLock held(lock);
                             isWaiting.release();
                             turn.wait(held);
                             order.push_back(t);
                             isWaiting.release();
                         }));
                         threads.back()->start();
                         isWaiting.acquire();
                         const sync::LockGuard untilItWaits(lock);
                     }
                     for (int t = 0; t < 3; ++t) {
                         turn.notify_one();
                         isWaiting.acquire();
                     }
                 }),
                 QString());
        QCOMPARE(order, (std::vector<int>{0, 1, 2}));
    }

    void aFutureBringsAValueOrWhatTheTaskThrew() {
        QCOMPARE(defectInAnyMode([] {
                     sync::ThreadPool pool("tasks", 2);
                     auto good = pool.submit("good", [] { return 42; });
                     auto bad = pool.submit("bad", []() -> int { throw std::runtime_error("no ink"); });
                     if (good.get() != 42) throw std::logic_error("another value");
                     try {
                         bad.get();
                     } catch (const std::runtime_error& e) {
                         if (std::string(e.what()) == "no ink") return;
                     }
                     throw std::logic_error("the exception was lost");
                 }),
                 QString());
    }

    void aPoolDoesEveryTaskOnce() {
        std::atomic<int> done{0};
        QCOMPARE(defectOf([&] {
                     sync::ThreadPool pool("tasks", 4);
                     for (int i = 0; i < kRounds / 10; ++i) pool.submit("task", [&] { return ++done; });
                 }),
                 QString());
        QCOMPARE(done.load(), kRounds / 10);
    }

    void everyTimedWaitEndsWithItsTimeOrWhatItWaitedFor() {
        QCOMPARE(defectInAnyMode([] {
                     sync::RecursiveMutex rlock("rlock");
                     sync::BlockingQueue<int> queue("queue", 1);
                     sync::Promise<int> promise("promise");
                     sync::Future<int> future = promise.future();
                     sync::Semaphore permits(1, "permits");
                     rlock.lock();
                     sync::Thread other("Other", [&] {
                         demand(!rlock.try_lock_for(100us), "taken by two");
                         demand(!permits.try_acquire_for(100us, 2), "a permit from nowhere");
                     });
                     other.start();
                     demand(other.try_join_for(1h), "gave up on the thread");
                     rlock.unlock();
                     demand(queue.put_for(1, 1h) && !queue.put_for(2, 100us), "no room, or too much");
                     demand(queue.take_for(1h) == 1 && !queue.take_for(100us), "lost, or from nowhere");
                     demand(!future.wait_for(100us), "ready though nobody set it");
                     sync::Thread setter("Setter", [&] {
                         promise.setValue(7);
                         queue.close();
                     });
                     setter.start();
                     demand(future.wait_for(1h) && future.get() == 7, "the value did not come");
                     setter.join();
                     demand(!queue.put_for(3, 1h), "put though closed");
                 }),
                 QString());
    }

    // Seen in the trace by whoever asks who could help; no step, so a schedule repeats with and without it.
    void whatIsDeclaredNamesItsThreads() {
        TestRun program([] {
            sync::Semaphore ready(0, "ready");
            sync::BlockingQueue<int> jobs("jobs");
            sync::Promise<int> answer("answer");
            sync::Thread worker("Worker", [] {});
            ready.declareSignaller(worker);
            jobs.declareProducer(sync::ThreadRef::self());
            jobs.declareConsumer(worker);
            answer.declareProvider(worker);
        });
        QVERIFY(program.run());
        QCOMPARE(declarationsIn(program.trace()),
                 (QStringList{"ready: Signaller Worker", "jobs: Signaller Main", "jobs: Taker Worker",
                              "answer: Signaller Worker"}));
    }

    void aPoolDeclaresItsWorkers() {
        TestRun program([] {
            sync::ThreadPool pool("tasks", 2);
            pool.submit("square", [] { return 4; });
        });
        QVERIFY(program.run());
        QStringList declared = declarationsIn(program.trace());
        declared.sort();
        QCOMPARE(declared, (QStringList{"square: Signaller Worker 1", "square: Signaller Worker 2",
                                        "tasks: Taker Worker 1", "tasks: Taker Worker 2"}));
    }

    void anAtomicLosesNothingAndAVariableCanBeSeenTo() {
        constexpr int kThreads = 4;
        int atomicValue = 0;
        int lost = 0;
        QCOMPARE(defectOf([&] {
                     sync::Atomic<int> exact("exact");
                     sync::Variable<int> plain("plain");
                     sync::Semaphore hasRead(0, "has read");
                     sync::Semaphore hasWritten(0, "has written");
                     crowd(kThreads, [&](int) {
                         for (int i = 0; i < kRounds; ++i) exact.fetch_add(1);
                     });
                     atomicValue = exact.load();
                     crowd(2, [&](int t) { // both read before either writes
                         const int seen = plain.read();
                         (t == 0 ? hasRead : hasWritten).release();
                         (t == 0 ? hasWritten : hasRead).acquire();
                         plain.write(seen + 1);
                     });
                     lost = 2 - plain.value();
                 }),
                 QString());
        QCOMPARE(atomicValue, kThreads * kRounds);
        QCOMPARE(lost, 1);
    }

    void aFileHoldsWhatWasWritten() {
        QCOMPARE(defectOf([] {
                     sync::File file("notes");
                     file.write("one ");
                     file.write("two");
                     if (file.read() != "one two") throw std::logic_error("something else came back");
                 }),
                 QString());
    }

    void sleepAndWorkLastAsLongAsTheyAreAskedTo() {
        TestRun program([] {
            sync::sleepFor(2ms);
            sync::work(2ms);
        });
        QVERIFY(program.run());
        std::map<EventKind, Timestamp> first;
        for (std::size_t i = 0; i < program.trace().size(); ++i)
            first.try_emplace(program.trace()[i].kind, program.trace()[i].time);
        QVERIFY(first[EventKind::Awake] - first[EventKind::Sleep] >=
                2'000'000 - 1'000); // the clocks' rounding
        QVERIFY(first[EventKind::Exit] - first[EventKind::Work] >=
                2'000'000 - 100'000); // CPU time ticks apart
    }

    void everyCallLeavesItsLineInTheTrace() {
        std::uint32_t line = 0;
        TestRun program([&] {
            sync::Mutex lock("lock");
            line = std::source_location::current().line() + 1;
            lock.lock();
            lock.unlock();
        });
        QVERIFY(program.run());
        std::vector<std::string> sites;
        for (std::size_t i = 0; i < program.trace().size(); ++i) {
            const Event& event = program.trace()[i];
            if (event.kind == EventKind::Acquire || event.kind == EventKind::Release)
                sites.push_back(program.trace().site(event.site).text());
        }
        QCOMPARE(sites, (std::vector{"tst_primitives.cpp:" + std::to_string(line),
                                     "tst_primitives.cpp:" + std::to_string(line + 1)}));
    }

    void thingsAreCalledByHowTheyCameToBe() {
        TestRun program([] {
            sync::Mutex lock("lock");
            sync::Thread child("Child", [] { const sync::Mutex own("own"); });
            child.start();
        });
        QVERIFY(program.run());
        std::map<std::string, std::string> paths;
        for (std::uint32_t o = 0; o < program.trace().objectCount(); ++o) {
            const ObjectInfo& info = program.trace().object(ObjectId{o}).info;
            paths[info.name] = info.path;
        }
        QCOMPARE(paths, (std::map<std::string, std::string>{
                            {"Main", "0"}, {"lock", "0.0"}, {"Child", "0.1"}, {"own", "0.1.0"}}));
    }

private:
    static QStringList declarationsIn(const Trace& trace) {
        QStringList declared;
        for (std::size_t i = 0; i < trace.size(); ++i) {
            const Event& event = trace[i];
            if (event.kind != EventKind::Signaller && event.kind != EventKind::Taker) continue;
            const ThreadId who{static_cast<std::uint32_t>(event.value)};
            declared +=
                QString::fromStdString(trace.object(event.object).info.name + ": " +
                                       std::string(name(event.kind)) + " " + trace.thread(who).info.name);
            if (isStep(event) || !event.site.isValid()) declared += "is a step, or nowhere";
        }
        return declared;
    }
};

QTEST_GUILESS_MAIN(PrimitivesTest)
#include "tst_primitives.moc"
