// SPDX-License-Identifier: GPL-3.0-or-later
// Two threads wait in a circle, but one of them not for ever: that is no deadlock.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// True when it had both locks; false when it waited too long for the second one and gave up.
bool reserve(sync::Mutex& seat, sync::Mutex& meal, microseconds hold, microseconds patience) {
    const sync::LockGuard first(seat);
    sync::work(hold);
    if (!meal.try_lock_for(patience)) return false; // gives the seat back
    sync::work(hold);
    meal.unlock();
    return true;
}

// Waits as long as it takes; the other one does not.
void cater(sync::Mutex& seat, sync::Mutex& meal, microseconds hold) {
    const sync::LockGuard first(meal);
    sync::work(hold);
    const sync::LockGuard second(seat);
    sync::work(hold);
}

void run(Stage& stage) {
    const microseconds hold(stage["hold"]);
    const microseconds patience(stage["patience"]);
    sync::Mutex seat("seat");
    sync::Mutex meal("meal");
    bool isReserved = false;
    sync::Thread worker1("Worker 1", [&] { isReserved = reserve(seat, meal, hold, patience); });
    sync::Thread worker2("Worker 2", [&] { cater(seat, meal, hold); });
    worker1.start();
    worker2.start();
    worker1.join();
    worker2.join();
    stage.setResult(isReserved ? "reserved" : "given up"); // luck decides, and either is right
}

} // namespace

extern const Scenario timedCycle;
const Scenario timedCycle{
    .id = "timed-cycle",
    .title = "A circle that opens by itself",
    .group = "Deadlocks",
    .summary = "Two threads wait for each other's lock, but one of them gives up after a while.",
    .variants = {},
    .parameters = {{"hold", "How long each lock is held before the next step", 5'000, 0, 1'000'000, "us"},
                   {"patience", "How long Worker 1 waits for its second lock", 20'000, 0, 1'000'000, "us"}},
    .sourceFile = "timed_cycle.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
