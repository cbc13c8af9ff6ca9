// SPDX-License-Identifier: GPL-3.0-or-later
// Several threads add to one counter. Reading and writing it are two steps.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono_literals;

constexpr int kRestEvery = 10'000;

struct Unlocked {
    sync::Variable<std::int64_t> counter{"counter"};
};
struct Locked {
    sync::Variable<std::int64_t> counter{"counter"};
    sync::Mutex lock{"lock"};
};
struct Atomic {
    sync::Atomic<std::int64_t> counter{"counter"};
};

// Between the read and the write another thread may do the same: then one of both additions is lost. Threads
// on several processors lose many by themselves. On one it takes a switch just there, which is rare: so now
// and then the thread rests there, as if it had lost its processor, and what all others add meanwhile is
// lost.
void addUnsynchronised(Unlocked& shared, int n) {
    const auto value = shared.counter.read();
    if (n % kRestEvery == 0) sync::sleepFor(1ms);
    shared.counter.write(value + 1);
}

// The lock makes read and write one step for all who take it.
void addLocked(Locked& shared, int) {
    sync::LockGuard guard(shared.lock);
    const auto value = shared.counter.read();
    shared.counter.write(value + 1);
}

// The processor can do it in one step by itself.
void addAtomically(Atomic& shared, int) {
    shared.counter.fetch_add(1);
}

// Every access is locked, and still wrong: the lock was let go between the read and the write.
void addLockedTooLate(Locked& shared, int) {
    shared.lock.lock();
    const auto value = shared.counter.read();
    shared.lock.unlock();

    shared.lock.lock();
    shared.counter.write(value + 1);
    shared.lock.unlock();
}

template <class Shared>
void count(Stage& stage, void (*add)(Shared&, int)) {
    Shared shared;
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (int i = 1; i <= stage["threads"]; ++i)
        threads.push_back(sync::Thread::make("Worker " + std::to_string(i), [&] {
            for (int n = 0; n < stage["increments"]; ++n) add(shared, n);
        }));
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();

    stage.setResult(shared.counter.value(), stage["threads"] * stage["increments"]);
}

void run(Stage& stage) {
    if (stage.is("unsynchronised")) count(stage, addUnsynchronised);
    if (stage.is("lock")) count(stage, addLocked);
    if (stage.is("atomic")) count(stage, addAtomically);
    if (stage.is("lock-too-late")) count(stage, addLockedTooLate);
}

} // namespace

extern const Scenario counter;
const Scenario counter{
    .id = "counter",
    .title = "A shared counter",
    .group = "Locks",
    .summary = "Several threads add to one counter; without a lock some additions are lost.",
    .variants = {{"unsynchronised", "Read and write are two steps, and updates are lost."},
                 {"lock", "A lock around read and write: exact."},
                 {"atomic", "One atomic step: exact, without a lock."},
                 {"lock-too-late", "Every access is locked, but not the two together: still wrong."}},
    .parameters = {{"threads", "How many threads count", 4, 1, 16},
                   {"increments", "How often each thread adds one", 100'000, 1, 1'000'000}},
    .sourceFile = "counter.cpp",
    .run = run,
    .resultCounts = "additions",
};

} // namespace lockstep::scenarios
