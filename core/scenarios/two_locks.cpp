// SPDX-License-Identifier: GPL-3.0-or-later
// Two threads, two locks. Each takes one lock and, still holding it, wants the other.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// Takes first, works a while, then takes second as well.
void transfer(sync::Mutex& first, sync::Mutex& second, microseconds hold) {
    first.lock();
    sync::sleepFor(hold); // long enough for the other thread to take its own first lock
    second.lock();
    sync::work(hold);
    second.unlock();
    first.unlock();
}

void run(Stage& stage) {
    sync::Mutex lock1("lock1");
    sync::Mutex lock2("lock2");
    const microseconds hold(stage["hold"]);

    sync::Thread worker1("Worker 1", [&] { transfer(lock1, lock2, hold); });
    sync::Thread worker2("Worker 2", [&] {
        if (stage.is("ordered"))
            transfer(lock1, lock2, hold); // the same order as Worker 1: nobody can wait in a circle
        else
            transfer(lock2, lock1, hold); // the opposite order: each can hold what the other wants
    });

    worker1.start();
    worker2.start();
    worker1.join();
    worker2.join();
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
    .variants = {{"naive",
                  "Worker 1 takes lock1 then lock2, Worker 2 takes lock2 then lock1: they can deadlock."},
                 {"ordered", "Both take lock1 first: whoever comes second waits, and nobody gets stuck."}},
    .parameters = {{"hold", "How long each lock is held before the next step", 10'000, 0, 1'000'000, "us"}},
    .sourceFile = "two_locks.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
