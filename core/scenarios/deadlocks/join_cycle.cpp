// SPDX-License-Identifier: GPL-3.0-or-later
// Two threads, each of which waits for the other one's end.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/latch.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    sync::Latch start(1, "start");
    start.declareSignaller(sync::ThreadRef::self());
    sync::Thread* other = nullptr; // Worker 1 is made before it

    sync::Thread worker1("Worker 1", [&] {
        start.wait();
        sync::work(work);
        other->join();
    });
    sync::Thread worker2("Worker 2", [&] {
        start.wait();
        sync::work(work);
        if (!stage.is("one-way")) worker1.join(); // which ends only when this thread has ended
    });
    other = &worker2;
    worker1.start();
    worker2.start();
    start.count_down(); // both are there to be joined
    worker1.join();
    stage.setResult("both have ended", "both have ended");
}

} // namespace

extern const Scenario joinCycle;
const Scenario joinCycle{
    .id = "join-cycle",
    .title = "Joining each other",
    .group = "Deadlocks",
    .summary = "Two threads wait for each other's end, so neither of them ends.",
    .variants = {{"each-other", "Worker 1 joins Worker 2, and Worker 2 joins Worker 1."},
                 {"one-way", "Only Worker 1 joins the other."}},
    .parameters = {{"work", "How long each works before it joins", 2'000, 0, 1'000'000, "us"}},
    .sourceFile = "join_cycle.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
