// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that have nothing to do with each other: in how many orders can their steps come?
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono_literals;

void run(Stage& stage) {
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t i = 1; i <= stage["threads"]; ++i)
        threads.push_back(sync::Thread::make("Thread " + std::to_string(i), [&] {
            for (std::int64_t n = 0; n < stage["steps"]; ++n) sync::work(0us); // a step, and no work
        }));
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
}

} // namespace

extern const Scenario yields;
const Scenario yields{
    .id = "yields",
    .title = "Independent steps",
    .group = "Small known programs",
    .summary = "Each thread makes some steps that concern nobody else; every order of them is possible.",
    .variants = {},
    .parameters = {{"threads", "How many threads there are", 2, 1, 64},
                   {"steps", "How many steps each of them makes", 4, 0, 10'000}},
    .sourceFile = "yields.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
