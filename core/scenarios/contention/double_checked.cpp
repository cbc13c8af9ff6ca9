// SPDX-License-Identifier: GPL-3.0-or-later
// Something dear is to be made once, by whoever needs it first, and used by all.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Shared {
    sync::Mutex lock{"lock"};
    sync::Atomic<bool> isReady{"is ready"};
    sync::Variable<std::int64_t> opened{"opened"};         // how many connections so far
    sync::Variable<std::int64_t> connection{"connection"}; // the number of the last one
};

void open(Shared& shared, microseconds time) {
    const std::int64_t number = shared.opened.read() + 1;
    shared.opened.write(number);
    sync::work(time);
    shared.connection.write(number);
}

// Between the look and the end of opening it, others look, too.
void getUnsynchronised(Shared& shared, microseconds time) {
    if (shared.isReady.load()) return;
    open(shared, time);
    shared.isReady.store(true);
}

// Right; but everybody queues for the lock each time, for ever.
void getUnderLock(Shared& shared, microseconds time) {
    const sync::LockGuard guard(shared.lock);
    if (shared.isReady.load()) return;
    open(shared, time);
    shared.isReady.store(true);
}

// One look without the lock; and if that says no, another one under it.
void getDoubleChecked(Shared& shared, microseconds time) {
    if (shared.isReady.load()) return; // nearly always
    const sync::LockGuard guard(shared.lock);
    if (shared.isReady.load()) return; // somebody else was faster
    open(shared, time);
    shared.isReady.store(true); // last of all: who sees it sees the rest
}

void getTooEarly(Shared& shared, microseconds time) {
    if (shared.isReady.load()) return;
    const sync::LockGuard guard(shared.lock);
    if (shared.isReady.load()) return;
    shared.isReady.store(true); // it is not, yet
    open(shared, time);
}

void run(Stage& stage) {
    const microseconds time(stage["open"]);
    const auto get = stage.is("unsynchronised")    ? getUnsynchronised
                     : stage.is("lock")            ? getUnderLock
                     : stage.is("ready-too-early") ? getTooEarly
                                                   : getDoubleChecked;
    Shared shared;
    sync::Atomic<std::int64_t> goodUses("good uses"); // of the first and only connection
    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (std::int64_t i = 1; i <= stage["workers"]; ++i)
        workers.push_back(sync::Thread::make("Worker " + std::to_string(i), [&] {
            for (std::int64_t n = 0; n < stage["uses"]; ++n) {
                get(shared, time);
                if (shared.connection.read() == 1) goodUses.fetch_add(1);
                sync::work(microseconds(stage["work"]));
            }
        }));
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) worker->join();
    stage.setResult(goodUses.value(), stage["workers"] * stage["uses"]);
}

} // namespace

extern const Scenario doubleChecked;
const Scenario doubleChecked{
    .id = "double-checked",
    .title = "Made once, used by all",
    .group = "Contention",
    .summary = "Whoever needs a connection first opens it for all; it must be opened once, and not be used "
               "before it is open.",
    .variants = {{"double-checked", "Looks without the lock, and again under it: the lock is taken only in "
                                    "the beginning."},
                 {"lock", "Looks under the lock: right, but all queue for it at each use."},
                 {"unsynchronised", "Looks and opens without a lock: several open one."},
                 {"ready-too-early", "Says that it is ready before it is: others use what is not there."}},
    .parameters = {{"workers", "How many threads use it", 4, 2, 64},
                   {"uses", "How often each uses it", 5, 1, 1'000},
                   {"open", "How long it takes to open", 4'000, 0, 1'000'000, "us"},
                   {"work", "How long each use takes", 500, 0, 1'000'000, "us"}},
    .sourceFile = "double_checked.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
