// SPDX-License-Identifier: GPL-3.0-or-later
// A barrier for all workers, and one of them never comes to it.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/barrier.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void compute(sync::Barrier& phaseDone, bool hasInput, bool arrivesAnyway, microseconds work) {
    if (!hasInput && !arrivesAnyway) return; // nothing to do, so why stay?
    if (hasInput) sync::work(work);
    phaseDone.arrive_and_wait(); // until all have finished the phase
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const std::int64_t workers = stage["workers"];
    sync::Barrier phaseDone(static_cast<std::int32_t>(workers), "phase done");
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t i = 1; i <= workers; ++i)
        threads.push_back(sync::Thread::make("Worker " + std::to_string(i), [&, i] {
            const bool hasInput = i < workers; // the last one has none
            compute(phaseDone, hasInput, stage.is("complete"), work);
        }));
    for (auto& thread : threads) phaseDone.declareSignaller(*thread);
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult("the phase is done", "the phase is done");
}

} // namespace

extern const Scenario barrierShort;
const Scenario barrierShort{
    .id = "barrier-short",
    .title = "A barrier short of one",
    .group = "Signals that never come",
    .summary = "One of a barrier's parties has ended without coming to it, so the others wait for ever.",
    .variants = {{"short", "A worker without input ends at once."},
                 {"complete", "A worker without input comes to the barrier all the same."}},
    .parameters = {{"workers", "How many workers the barrier is for", 3, 2, 64},
                   {"work", "How long the phase takes a worker", 3'000, 0, 1'000'000, "us"}},
    .sourceFile = "barrier_short.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
