// SPDX-License-Identifier: GPL-3.0-or-later
// The producers are done, but nobody has told the consumers that nothing more will come.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Threads = std::vector<std::unique_ptr<sync::Thread>>;

void consume(sync::BlockingQueue<std::int64_t>& orders, sync::Atomic<std::int64_t>& served,
             microseconds work) {
    while (orders.take()) { // ends when the queue is closed and empty
        sync::work(work);
        served.fetch_add(1);
    }
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    sync::BlockingQueue<std::int64_t> orders("orders");
    sync::Atomic<std::int64_t> served("served");
    Threads producers, consumers;
    for (std::int64_t i = 1; i <= stage["producers"]; ++i)
        producers.push_back(sync::Thread::make("Producer " + std::to_string(i), [&] {
            for (std::int64_t n = 0; n < stage["orders"]; ++n) orders.put(n);
        }));
    for (std::int64_t i = 1; i <= stage["consumers"]; ++i)
        consumers.push_back(
            sync::Thread::make("Consumer " + std::to_string(i), [&] { consume(orders, served, work); }));
    for (auto& producer : producers) orders.declareProducer(*producer);
    for (auto& consumer : consumers) orders.declareConsumer(*consumer);
    const bool closes = stage.is("closed");
    if (closes) orders.declareProducer(sync::ThreadRef::self()); // it will close the queue

    for (auto& producer : producers) producer->start();
    for (auto& consumer : consumers) consumer->start();
    for (auto& producer : producers) producer->join();
    if (closes) orders.close();
    for (auto& consumer : consumers) consumer->join();
    stage.setResult(served.value(), stage["producers"] * stage["orders"]);
}

} // namespace

extern const Scenario starvedConsumer;
const Scenario starvedConsumer{
    .id = "starved-consumer",
    .title = "A queue nobody closes",
    .group = "Signals that never come",
    .summary = "All producers have ended, and the consumers wait for items that nobody is left to put.",
    .variants = {{"never-closed", "The producers end, and the queue stays open."},
                 {"closed", "Main closes the queue when the producers have ended."}},
    .parameters = {{"producers", "How many threads put orders in", 1, 1, 64},
                   {"consumers", "How many threads take them out", 2, 1, 64},
                   {"orders", "How many orders each producer puts in", 4, 1, 10'000},
                   {"work", "How long a consumer works on an order", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "starved_consumer.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
