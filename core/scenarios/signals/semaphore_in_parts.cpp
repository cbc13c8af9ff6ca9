// SPDX-License-Identifier: GPL-3.0-or-later
// Each thread needs several permits and takes them one by one: all can have some, and nobody enough.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// Holds some permits while it waits for more. Without work it makes no steps but those.
void copyInParts(sync::Semaphore& buffers, std::int32_t need, microseconds work) {
    for (std::int32_t n = 0; n < need; ++n) {
        buffers.acquire();
        if (work > 0us) sync::work(work);
    }
    for (std::int32_t n = 0; n < need; ++n) buffers.release();
}

// All it needs or nothing.
void copyAtOnce(sync::Semaphore& buffers, std::int32_t need, microseconds work) {
    buffers.acquire(need);
    if (work > 0us) sync::work(need * work);
    buffers.release(need);
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const auto need = static_cast<std::int32_t>(stage["need"]);
    const auto copy = stage.is("at-once") ? copyAtOnce : copyInParts;
    sync::Semaphore buffers(static_cast<std::int32_t>(stage["permits"]), "buffers");
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t i = 1; i <= stage["threads"]; ++i)
        threads.push_back(
            sync::Thread::make("Copier " + std::to_string(i), [&] { copy(buffers, need, work); }));
    for (auto& thread : threads) buffers.declareSignaller(*thread);
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult("all copies made", "all copies made");
}

} // namespace

extern const Scenario semaphoreInParts;
const Scenario semaphoreInParts{
    .id = "semaphore-in-parts",
    .title = "Permits one by one",
    .group = "Signals that never come",
    .summary = "Threads take their permits one by one: when all have some and nobody has enough, all wait.",
    .variants = {{"in-parts", "Each thread holds the permits it has while it waits for the next one."},
                 {"at-once", "Each thread takes all it needs in one step, or waits without any."}},
    .parameters = {{"threads", "How many threads make a copy", 2, 1, 64},
                   {"permits", "How many buffers there are", 2, 1, 1'000},
                   {"need", "How many buffers a copy needs", 2, 1, 1'000},
                   {"work", "How long a thread works with each buffer", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "semaphore_in_parts.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
