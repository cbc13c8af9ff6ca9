// SPDX-License-Identifier: GPL-3.0-or-later
// Producers and consumers share a list under a lock. Nobody tells a consumer that there is something: it has
// to look again and again.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Threads = std::vector<std::unique_ptr<sync::Thread>>;

struct Shared {
    explicit Shared(std::int64_t items)
        : open("to come", items) {}
    sync::Mutex lock{"list lock"};
    std::vector<std::int64_t> list;
    sync::Variable<std::int64_t> length{"in the list"};
    sync::Variable<std::int64_t> open; // not yet taken by anybody
    sync::Atomic<std::int64_t> wasted{"wasted"};
    sync::Atomic<std::int64_t> done{"done"};
};

void produce(Shared& shared, std::int64_t items, microseconds pause) {
    for (std::int64_t n = 1; n <= items; ++n) {
        sync::sleepFor(pause);
        const sync::LockGuard guard(shared.lock);
        shared.list.push_back(n);
        shared.length.write(static_cast<std::int64_t>(shared.list.size()));
    }
}

enum class Turn { Taken, Wasted, Last };

Turn takeTurn(Shared& shared) {
    const sync::LockGuard guard(shared.lock); // even to look one must have the lock
    const std::int64_t open = shared.open.read();
    if (open == 0) return Turn::Last;
    if (shared.length.read() == 0) return Turn::Wasted;
    shared.list.pop_back();
    shared.length.write(static_cast<std::int64_t>(shared.list.size()));
    shared.open.write(open - 1);
    return Turn::Taken;
}

void consume(Shared& shared, microseconds poll) {
    for (;;) {
        const Turn turn = takeTurn(shared);
        if (turn == Turn::Last) return;
        (turn == Turn::Taken ? shared.done : shared.wasted).fetch_add(1);
        sync::sleepFor(poll); // too long: items wait; too short: more turns for nothing
    }
}

void run(Stage& stage) {
    const std::int64_t items = stage["producers"] * stage["items"];
    const microseconds pause(stage["pause"]);
    const microseconds poll(stage["poll"]);
    Shared shared(items);
    Threads threads;
    for (int i = 1; i <= stage["producers"]; ++i)
        threads.push_back(sync::Thread::make("Producer " + std::to_string(i),
                                             [&] { produce(shared, stage["items"], pause); }));
    for (int i = 1; i <= stage["consumers"]; ++i)
        threads.push_back(
            sync::Thread::make("Consumer " + std::to_string(i), [&] { consume(shared, poll); }));
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult(shared.done.value(), items);
}

} // namespace

extern const Scenario sharedList;
const Scenario sharedList{
    .id = "shared-list",
    .title = "A shared list",
    .group = "Queues",
    .summary = "Consumers poll a list under a lock, and most of their turns find nothing: they are counted.",
    .variants = {},
    .parameters = {{"producers", "How many threads append items", 1, 1, 64},
                   {"consumers", "How many threads take them", 2, 1, 64},
                   {"items", "How many items each producer appends", 5, 1, 1'000},
                   {"pause", "How long a producer sleeps before each item", 5'000, 0, 100'000, "us"},
                   {"poll", "How long a consumer sleeps before it looks again", 1'000, 100, 100'000, "us"}},
    .sourceFile = "shared_list.cpp",
    .run = run,
    .resultCounts = "items",
};

} // namespace lockstep::scenarios
