// SPDX-License-Identifier: GPL-3.0-or-later
// Producers and consumers meet at a queue: put waits while it is full, take waits while it is empty. Nobody
// polls.
#include "core/sync/flow/queue.h"
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Threads = std::vector<std::unique_ptr<sync::Thread>>;

void produce(sync::BlockingQueue<std::int64_t>& jobs, std::int64_t items, microseconds pause) {
    for (std::int64_t n = 1; n <= items; ++n) {
        sync::sleepFor(pause);
        jobs.put(n); // waits while the queue is full
    }
}

void consume(sync::BlockingQueue<std::int64_t>& jobs, sync::Atomic<std::int64_t>& done, microseconds work) {
    while (auto job = jobs.take()) { // waits while it is empty; ends when it is closed and empty
        sync::work(work);
        done.fetch_add(1);
    }
}

void run(Stage& stage) {
    sync::BlockingQueue<std::int64_t> jobs("jobs", static_cast<std::int32_t>(stage["capacity"]));
    sync::Atomic<std::int64_t> done("done");
    const microseconds pause(stage["pause"]);
    const microseconds work(stage["work"]);

    Threads producers, consumers;
    for (int i = 1; i <= stage["producers"]; ++i)
        producers.push_back(sync::Thread::make("Producer " + std::to_string(i),
                                               [&] { produce(jobs, stage["items"], pause); }));
    for (int i = 1; i <= stage["consumers"]; ++i)
        consumers.push_back(
            sync::Thread::make("Consumer " + std::to_string(i), [&] { consume(jobs, done, work); }));

    for (auto& producer : producers) producer->start();
    for (auto& consumer : consumers) consumer->start();
    for (auto& producer : producers) producer->join();
    jobs.close(); // no more will come: the consumers finish what is left and end
    for (auto& consumer : consumers) consumer->join();

    stage.setResult(done.value(), stage["producers"] * stage["items"]);
}

} // namespace

extern const Scenario queue;
const Scenario queue{
    .id = "queue",
    .title = "A queue between threads",
    .group = "Queues",
    .summary =
        "Producers put jobs into a bounded queue and consumers take them out; each waits only when it must.",
    .variants = {},
    .parameters = {{"producers", "How many threads put jobs in", 2, 1, 64},
                   {"consumers", "How many threads take them out", 2, 1, 64},
                   {"capacity", "How many jobs fit into the queue", 4, 1, 1'000},
                   {"items", "How many jobs each producer puts in", 20, 1, 10'000},
                   {"pause", "How long a producer sleeps before each job", 500, 0, 1'000'000, "us"},
                   {"work", "How long a consumer works on a job", 1'500, 0, 1'000'000, "us"}},
    .sourceFile = "queue.cpp",
    .run = run,
    .resultCounts = "jobs",
};

} // namespace lockstep::scenarios
