// SPDX-License-Identifier: GPL-3.0-or-later
// A task hands part of its work to its own pool and waits for it. When all workers do so, nobody is left.
#include "core/engine/scenario.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

std::int64_t half(std::int64_t n, microseconds work) {
    sync::work(work);
    return n * 10;
}

// The half it hands on stands in the queue behind all tasks, and the worker that runs this one waits for it.
std::int64_t both(sync::ThreadPool& helpers, std::int64_t n, microseconds work) {
    auto other = helpers.submit("half of " + std::to_string(n), [=] { return half(n, work); });
    const std::int64_t mine = half(n, work);
    return mine + other.get();
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const int workers = static_cast<int>(stage["workers"]);
    // Made first, it ends last: its helpers are there as long as anybody may wait for them.
    std::optional<sync::ThreadPool> helpers;
    if (stage.is("two-pools")) helpers.emplace("halves", workers);
    sync::ThreadPool pool("tasks", workers);
    sync::ThreadPool& secondPool = helpers ? *helpers : pool;

    std::vector<sync::Future<std::int64_t>> futures;
    for (std::int64_t n = 1; n <= stage["tasks"]; ++n)
        futures.push_back(pool.submit("task " + std::to_string(n),
                                      [&secondPool, n, work] { return both(secondPool, n, work); }));
    std::int64_t sum = 0;
    for (auto& future : futures) sum += future.get();
    stage.setResult(sum, stage["tasks"] * (stage["tasks"] + 1) * 10);
}

} // namespace

extern const Scenario poolStarvation;
const Scenario poolStarvation{
    .id = "pool-starvation",
    .title = "A pool that waits for itself",
    .group = "Signals that never come",
    .summary = "Every worker of a pool waits for a task that stands behind it in the pool's own queue.",
    .variants = {{"one-pool", "Tasks hand their second half to the pool they run in."},
                 {"two-pools", "The second halves go to a pool of their own."}},
    .parameters = {{"workers", "How many threads a pool has", 2, 1, 64},
                   {"tasks", "How many tasks are submitted", 2, 1, 1'000},
                   {"work", "How long one half takes", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "pool_starvation.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
