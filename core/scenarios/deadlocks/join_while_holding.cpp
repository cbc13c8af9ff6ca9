// SPDX-License-Identifier: GPL-3.0-or-later
// A thread waits for another one's end and meanwhile holds what that one needs.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    sync::Mutex lock("results lock");
    sync::Variable<std::int64_t> result("result");
    sync::Thread worker("Worker", [&] {
        sync::work(work);
        const sync::LockGuard guard(lock); // to enter its result
        result.write(42);
    });

    sync::UniqueLock guard(lock);
    worker.start();
    if (stage.is("released")) guard.unlock(); // the worker can finish
    worker.join();
    stage.setResult(result.read(), std::int64_t{42});
}

} // namespace

extern const Scenario joinWhileHolding;
const Scenario joinWhileHolding{
    .id = "join-while-holding",
    .title = "Joining with a lock in hand",
    .group = "Deadlocks",
    .summary = "Main waits for the end of a thread that needs the lock which Main holds.",
    .variants = {{"held", "Main keeps the lock while it joins."},
                 {"released", "Main gives the lock back before it joins."}},
    .parameters = {{"work", "How long the worker works before it wants the lock", 5'000, 0, 1'000'000, "us"}},
    .sourceFile = "join_while_holding.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
