// SPDX-License-Identifier: GPL-3.0-or-later
// Every thread takes the one lock once and gives it back.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"

namespace lockstep::scenarios {

namespace {

void run(Stage& stage) {
    sync::Mutex lock("lock");
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t i = 1; i <= stage["threads"]; ++i)
        threads.push_back(
            sync::Thread::make("Thread " + std::to_string(i), [&] { const sync::LockGuard guard(lock); }));
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
}

} // namespace

extern const Scenario oneLock;
const Scenario oneLock{
    .id = "one-lock",
    .title = "One lock",
    .group = "Small known programs",
    .summary = "Each thread takes the same lock once; with n threads there are n! orders to do so.",
    .variants = {},
    .parameters = {{"threads", "How many threads there are", 2, 1, 64}},
    .sourceFile = "one_lock.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
