// SPDX-License-Identifier: GPL-3.0-or-later
// Dijkstra's bounded buffer: one semaphore counts the free places, one the items, and a lock guards the rest.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"

#include <deque>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Buffer {
    Buffer(std::int64_t capacity)
        : freePlaces(static_cast<std::int32_t>(capacity), "free places") {}
    sync::Semaphore freePlaces;
    sync::Semaphore items{0, "items"};
    sync::Mutex lock{"lock"};
    std::deque<std::int64_t> content; // under the lock
};

// Waits for a place first, and takes the lock only when there is something to do.
void put(Buffer& buffer, std::int64_t item) {
    buffer.freePlaces.acquire();
    {
        const sync::LockGuard guard(buffer.lock);
        buffer.content.push_back(item);
    }
    buffer.items.release();
}
std::int64_t take(Buffer& buffer) {
    buffer.items.acquire();
    std::int64_t item = 0;
    {
        const sync::LockGuard guard(buffer.lock);
        item = buffer.content.front();
        buffer.content.pop_front();
    }
    buffer.freePlaces.release();
    return item;
}

// Waits with the lock in hand: who could end the wait needs that lock.
void putLockFirst(Buffer& buffer, std::int64_t item) {
    const sync::LockGuard guard(buffer.lock);
    buffer.freePlaces.acquire();
    buffer.content.push_back(item);
    buffer.items.release();
}
std::int64_t takeLockFirst(Buffer& buffer) {
    const sync::LockGuard guard(buffer.lock);
    buffer.items.acquire();
    const std::int64_t item = buffer.content.front();
    buffer.content.pop_front();
    buffer.freePlaces.release();
    return item;
}

void run(Stage& stage) {
    Buffer buffer(stage["capacity"]);
    sync::Variable<std::int64_t> sum("sum");
    sync::Thread producer("Producer", [&] {
        for (std::int64_t n = 1; n <= stage["items"]; ++n) {
            sync::work(microseconds(stage["make"]));
            stage.is("lock-first") ? putLockFirst(buffer, n) : put(buffer, n);
        }
    });
    sync::Thread consumer("Consumer", [&] {
        for (std::int64_t n = 1; n <= stage["items"]; ++n) {
            const auto item = stage.is("lock-first") ? takeLockFirst(buffer) : take(buffer);
            sync::work(microseconds(stage["use"]));
            sum.write(sum.read() + item);
        }
    });
    buffer.freePlaces.declareSignaller(consumer);
    buffer.items.declareSignaller(producer);
    producer.start();
    consumer.start();
    producer.join();
    consumer.join();
    stage.setResult(sum.value(), stage["items"] * (stage["items"] + 1) / 2);
}

} // namespace

extern const Scenario producerConsumerSemaphores;
const Scenario producerConsumerSemaphores{
    .id = "producer-consumer-semaphores",
    .title = "A buffer with semaphores",
    .group = "Classics",
    .summary = "Two semaphores count free places and items, so that the producer waits while the buffer is "
               "full and the consumer while it is empty.",
    .variants = {{"semaphore-first", "Each waits for its semaphore, and only then takes the lock."},
                 {"lock-first",
                  "Each takes the lock and then waits: the other one can't get in to end that."}},
    .parameters = {{"capacity", "How many items fit in", 3, 1, 1'000},
                   {"items", "How many items there are", 12, 1, 10'000},
                   {"make", "How long it takes to make one", 500, 0, 1'000'000, "us"},
                   {"use", "How long it takes to use one", 1'500, 0, 1'000'000, "us"}},
    .sourceFile = "producer_consumer_semaphores.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
