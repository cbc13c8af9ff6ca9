// SPDX-License-Identifier: GPL-3.0-or-later
// Many small tasks: a thread for each of them, or a few threads that share them all.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/waits/sleep.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

std::int64_t work(sync::Atomic<std::int64_t>& done, microseconds time) {
    sync::work(time);
    return done.fetch_add(1);
}

// As many threads as tasks: each is made, gets a stack and a turn on a processor, and goes.
void runByThreads(sync::Atomic<std::int64_t>& done, std::int64_t tasks, microseconds time) {
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t i = 1; i <= tasks; ++i) {
        threads.push_back(sync::Thread::make("Task " + std::to_string(i), [&] { work(done, time); }));
        threads.back()->start();
    }
    for (auto& thread : threads) thread->join();
}

// The threads are made once; the tasks wait in a queue for the next one that is free.
void runByPool(sync::Atomic<std::int64_t>& done, std::int64_t tasks, microseconds time, int workers) {
    sync::ThreadPool pool("tasks", workers);
    for (std::int64_t i = 1; i <= tasks; ++i)
        pool.submit("task " + std::to_string(i), [&] { return work(done, time); });
} // waits until all is done

void run(Stage& stage) {
    sync::Atomic<std::int64_t> done("tasks done");
    const microseconds time(stage["work"]);
    if (stage.is("pool"))
        runByPool(done, stage["tasks"], time, static_cast<int>(stage["workers"]));
    else
        runByThreads(done, stage["tasks"], time);
    stage.setResult(done.value(), stage["tasks"]);
}

} // namespace

extern const Scenario poolOrThreads;
const Scenario poolOrThreads{
    .id = "pool-or-threads",
    .title = "A pool or many threads",
    .group = "Speed",
    .summary = "200 small tasks: a thread for each, or a pool of a few threads that take them from a queue.",
    .variants = {{"threads", "Each task gets a thread of its own: hundreds are started, and wait for a CPU."},
                 {"pool", "A few threads are started once and take one task after the other."}},
    .parameters = {{"tasks", "How many tasks there are", 200, 1, 1'000},
                   {"workers", "How many threads the pool has", 4, 1, 64},
                   {"work", "How long one task computes", 200, 0, 10'000, "us"}},
    .sourceFile = "pool_or_threads.cpp",
    .run = run,
    .resultCounts = "tasks",
};

} // namespace lockstep::scenarios
