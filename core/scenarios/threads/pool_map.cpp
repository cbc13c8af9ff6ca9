// SPDX-License-Identifier: GPL-3.0-or-later
// A pool of threads computes the squares of 1, 2, 3, ...; futures bring the results back in order.
#include "core/engine/scenario.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

std::int64_t square(std::int64_t n, microseconds work) {
    sync::work(work);
    return n * n;
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    std::vector<std::int64_t> squares;
    std::vector<std::int64_t> expected;

    sync::ThreadPool pool("tasks", static_cast<int>(stage["workers"]));
    std::vector<sync::Future<std::int64_t>> futures;
    for (std::int64_t n = 1; n <= stage["tasks"]; ++n) {
        futures.push_back(
            pool.submit("square of " + std::to_string(n), [n, work] { return square(n, work); }));
        expected.push_back(n * n);
    }
    // in the order of submission, whichever worker was done first
    for (auto& future : futures) squares.push_back(future.get());
    stage.setResult(squares, expected);
}

} // namespace

extern const Scenario poolMap;
const Scenario poolMap{
    .id = "pool-map",
    .title = "A pool maps a function",
    .group = "Threads",
    .summary = "Three threads share the tasks of one queue; the results come back in order.",
    .variants = {},
    .parameters = {{"workers", "How many threads the pool has", 3, 1, 64},
                   {"tasks", "How many numbers are squared", 4, 1, 1'000},
                   {"work", "How long one square takes", 3'000, 0, 1'000'000, "us"}},
    .sourceFile = "pool_map.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
