// SPDX-License-Identifier: GPL-3.0-or-later
// Two locks and nothing else: the smallest program that can deadlock, and two that cannot.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"

namespace lockstep::scenarios {

namespace {

void nest(sync::Mutex& outer, sync::Mutex& inner) {
    const sync::LockGuard one(outer);
    const sync::LockGuard other(inner);
}

// Whoever has the gate is alone with both locks, so their order does not matter.
void nestUnder(sync::Mutex& gate, sync::Mutex& outer, sync::Mutex& inner) {
    const sync::LockGuard alone(gate);
    nest(outer, inner);
}

void run(Stage& stage) {
    sync::Mutex lock1("lock1");
    sync::Mutex lock2("lock2");
    sync::Mutex gate("gate");
    const bool isGated = stage.is("gated");
    sync::Thread thread1("Thread 1", [&] {
        if (isGated) return nestUnder(gate, lock1, lock2);
        nest(lock1, lock2);
    });
    sync::Thread thread2("Thread 2", [&] {
        if (isGated) return nestUnder(gate, lock2, lock1);
        if (stage.is("same")) return nest(lock1, lock2);
        nest(lock2, lock1);
    });
    thread1.start();
    thread2.start();
    thread1.join();
    thread2.join();
}

} // namespace

extern const Scenario lockOrder;
const Scenario lockOrder{
    .id = "lock-order",
    .title = "Two nested locks",
    .group = "Small known programs",
    .summary = "Two threads nest the same two locks; where each begins with another one, 2 of 6 orders of "
               "their steps deadlock.",
    .variants = {{"opposite", "Each begins with another lock: they can deadlock."},
                 {"same", "Both begin with lock1: nobody gets stuck."},
                 {"gated", "In opposite order, but only one at a time: nobody gets stuck."}},
    .parameters = {},
    .sourceFile = "lock_order.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
