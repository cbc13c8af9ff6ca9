// SPDX-License-Identifier: GPL-3.0-or-later
// Two of five threads deadlock. The other three work on, so the program looks alive.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void useBoth(sync::Mutex& first, sync::Mutex& second, microseconds work) {
    const sync::LockGuard one(first);
    sync::work(work);
    const sync::LockGuard other(second);
    sync::work(work);
}

void count(sync::Atomic<std::int64_t>& done, std::int64_t rounds, microseconds work) {
    for (std::int64_t n = 0; n < rounds; ++n) {
        sync::work(work);
        done.fetch_add(1);
    }
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    sync::Mutex lock1("lock1");
    sync::Mutex lock2("lock2");
    sync::Atomic<std::int64_t> done("done");
    std::vector<std::unique_ptr<sync::Thread>> threads;
    const auto add = [&](auto body) {
        const std::string name = "Worker " + std::to_string(threads.size() + 1);
        threads.push_back(sync::Thread::make(name, body));
    };
    add([&] { useBoth(lock1, lock2, work); });
    add([&] {
        if (stage.is("ordered"))
            useBoth(lock1, lock2, work);
        else
            useBoth(lock2, lock1, work);
    });
    for (int i = 0; i < 3; ++i) add([&] { count(done, stage["rounds"], work); });
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult(done.value(), 3 * stage["rounds"]);
}

} // namespace

extern const Scenario partialDeadlock;
const Scenario partialDeadlock{
    .id = "partial-deadlock",
    .title = "Stuck among workers",
    .group = "Deadlocks",
    .summary = "Two threads deadlock while three others still work, and nobody notices.",
    .variants = {{"opposite", "Workers 1 and 2 take their locks in opposite order and can deadlock."},
                 {"ordered", "Both take lock1 first, and all five finish."}},
    .parameters = {{"rounds", "How many rounds the other three work", 20, 1, 10'000},
                   {"work", "How long one round takes", 2'000, 0, 1'000'000, "us"}},
    .sourceFile = "partial_deadlock.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
