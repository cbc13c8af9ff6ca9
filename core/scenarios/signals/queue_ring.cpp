// SPDX-License-Identifier: GPL-3.0-or-later
// Threads in a ring, each with a queue to the next. When all queues are full, everybody waits for room.
#include "core/engine/scenario.h"
#include "core/sync/flow/queue.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Queue = sync::BlockingQueue<std::int64_t>;

// Takes nothing before it has put all: with less room than that, all put and nobody takes.
void sendThenReceive(Queue& in, Queue& out, std::int64_t letters, microseconds work) {
    for (std::int64_t n = 0; n < letters; ++n) {
        sync::work(work);
        out.put(n);
    }
    for (std::int64_t n = 0; n < letters; ++n) in.take();
}

// Makes room for the neighbour before it needs room itself.
void takeTurns(Queue& in, Queue& out, std::int64_t letters, microseconds work) {
    for (std::int64_t n = 0; n < letters; ++n) {
        sync::work(work);
        out.put(n);
        in.take();
    }
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const auto workers = static_cast<std::size_t>(stage["workers"]);
    const auto correspond = stage.is("in-turns") ? takeTurns : sendThenReceive;
    std::vector<std::unique_ptr<Queue>> queues;
    for (std::size_t i = 1; i <= workers; ++i)
        queues.push_back(std::make_unique<Queue>("letters to " + std::to_string(i),
                                                 static_cast<std::int32_t>(stage["capacity"])));
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::size_t i = 0; i < workers; ++i) {
        Queue& in = *queues[i];
        Queue& out = *queues[(i + 1) % workers];
        threads.push_back(sync::Thread::make("Worker " + std::to_string(i + 1), [&, correspond, work] {
            correspond(in, out, stage["letters"], work);
        }));
        in.declareConsumer(*threads.back());
        out.declareProducer(*threads.back());
    }
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult("all letters received", "all letters received");
}

} // namespace

extern const Scenario queueRing;
const Scenario queueRing{
    .id = "queue-ring",
    .title = "Full queues in a ring",
    .group = "Signals that never come",
    .summary = "Each thread waits for room in its neighbour's queue, and none of them takes anything out.",
    .variants = {{"all-first", "Everybody sends all letters before taking the first one out."},
                 {"in-turns", "Everybody sends one and takes one, in turns."}},
    .parameters = {{"workers", "How many threads the ring has", 3, 2, 32},
                   {"capacity", "How many letters fit into a queue", 2, 1, 1'000},
                   {"letters", "How many letters each thread sends", 4, 1, 10'000},
                   {"work", "How long writing a letter takes", 500, 0, 1'000'000, "us"}},
    .sourceFile = "queue_ring.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
