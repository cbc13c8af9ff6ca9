// SPDX-License-Identifier: GPL-3.0-or-later
// Two threads, two locks. Each takes one lock and, still holding it, wants the other.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// Takes first, works a while, then takes second as well.
template <class Lock>
void transfer(Lock& first, Lock& second, microseconds hold) {
    first.lock();
    sync::work(hold); // meanwhile the other thread may take its own first lock
    second.lock();
    sync::work(hold);
    second.unlock();
    first.unlock();
}

// Whoever can't have both at once holds neither while it waits.
void transferAtOnce(sync::Mutex& first, sync::Mutex& second, microseconds hold) {
    const sync::ScopedLock both(first, second);
    sync::work(hold);
}

// Whoever does not get the second lock gives the first one back, and begins again a little later.
void transferOrBackOff(sync::Mutex& first, sync::Mutex& second, microseconds hold) {
    for (;; sync::sleepFor(hold)) {
        const sync::LockGuard one(first);
        sync::work(hold);
        if (!second.try_lock()) continue; // gives the first lock back
        sync::work(hold);
        return second.unlock();
    }
}

// Likewise, after having waited for a time: then the wait was one in a circle, perhaps.
void transferInTime(sync::Mutex& first, sync::Mutex& second, microseconds hold) {
    for (;;) {
        const sync::LockGuard one(first);
        sync::work(hold);
        if (!second.try_lock_for(2 * hold)) continue;
        sync::work(hold);
        return second.unlock();
    }
}

// Worker 1 goes from lock1 to lock2, Worker 2 the other way.
template <class Lock>
void inOppositeOrder(void (*transferBetween)(Lock&, Lock&, microseconds), microseconds hold) {
    Lock lock1("lock1");
    Lock lock2("lock2");
    sync::Thread worker1("Worker 1", [&] { transferBetween(lock1, lock2, hold); });
    sync::Thread worker2("Worker 2", [&] { transferBetween(lock2, lock1, hold); });
    worker1.start();
    worker2.start();
    worker1.join();
    worker2.join();
}

// Nobody can wait in a circle: who has lock2 has lock1 already.
void inOneOrder(microseconds hold) {
    sync::Mutex lock1("lock1");
    sync::Mutex lock2("lock2");
    sync::Thread worker1("Worker 1", [&] { transfer(lock1, lock2, hold); });
    sync::Thread worker2("Worker 2", [&] { transfer(lock1, lock2, hold); });
    worker1.start();
    worker2.start();
    worker1.join();
    worker2.join();
}

void run(Stage& stage) {
    const microseconds hold(stage["hold"]);
    if (stage.is("naive")) inOppositeOrder(transfer<sync::Mutex>, hold);
    if (stage.is("ordered")) inOneOrder(hold);
    if (stage.is("both-at-once")) inOppositeOrder(transferAtOnce, hold);
    if (stage.is("try-and-back-off")) inOppositeOrder(transferOrBackOff, hold);
    if (stage.is("timeout")) inOppositeOrder(transferInTime, hold);
    if (stage.is("rlock")) inOppositeOrder(transfer<sync::RecursiveMutex>, hold);
    stage.setResult("both transfers done", "both transfers done");
}

} // namespace

extern const Scenario twoLocks;
const Scenario twoLocks{
    .id = "two-locks",
    .title = "Two locks",
    .group = "Locks",
    .summary = "Two threads take the same two locks, one after the other: in opposite order they can wait "
               "for each other for ever.",
    .variants =
        {{"naive", "Worker 1 takes lock1 then lock2, Worker 2 takes lock2 then lock1: they can deadlock."},
         {"ordered", "Both take lock1 first: whoever comes second waits, and nobody gets stuck."},
         {"both-at-once", "Each takes both locks in one call that never holds one and waits for the other."},
         {"try-and-back-off",
          "Whoever can't have its second lock gives its first one back and begins again."},
         {"timeout", "Whoever has waited too long for its second lock gives its first one back."},
         {"rlock",
          "Locks that their owner may take again: that helps nobody else, so they can still deadlock."}},
    .parameters = {{"hold", "How long each lock is held before the next step", 10'000, 0, 1'000'000, "us"}},
    .sourceFile = "two_locks.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
