// SPDX-License-Identifier: GPL-3.0-or-later
// Four habits, each as it should not be done and as it should: what is shared has a lock, many tasks have a
// pool, what was started is joined, and only what may be lost is left to a daemon.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

#include <functional>
#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono_literals;
using Threads = std::vector<std::unique_ptr<sync::Thread>>;

// 1. Avoid: two threads change the same value. Between read and write the other one does the same.
void addOne(sync::Variable<std::int64_t>& counter) {
    const auto value = counter.read();
    sync::sleepFor(1ms);
    counter.write(value + 1);
}

// Do: one lock around both steps.
void addOneLocked(sync::Variable<std::int64_t>& counter, sync::Mutex& lock) {
    const sync::LockGuard guard(lock);
    addOne(counter);
}

void addFromTwoThreads(Stage& stage, const std::function<void(sync::Variable<std::int64_t>&)>& add) {
    sync::Variable<std::int64_t> counter("counter");
    sync::Thread worker1("Worker 1", [&] { add(counter); });
    sync::Thread worker2("Worker 2", [&] { add(counter); });
    worker1.start();
    worker2.start();
    worker1.join();
    worker2.join();
    stage.setResult(counter.value(), std::int64_t{2});
}

void addFromTwoThreadsLocked(Stage& stage) {
    sync::Mutex lock("lock");
    addFromTwoThreads(stage, [&](auto& counter) { addOneLocked(counter, lock); });
}

constexpr std::int64_t kTasks = 12;
constexpr std::int64_t kRecords = 4;

// 2. Avoid: a thread for each small task.
void startManyThreads(Stage& stage) {
    sync::Atomic<std::int64_t> done("tasks done");
    Threads threads;
    for (std::int64_t i = 1; i <= kTasks; ++i) {
        threads.push_back(sync::Thread::make("Task " + std::to_string(i), [&] {
            sync::work(200us);
            done.fetch_add(1);
        }));
        threads.back()->start();
    }
    for (auto& thread : threads) thread->join();
    stage.setResult(done.value(), kTasks);
}

// Do: a pool of a few threads, which take one task after the other.
void usePool(Stage& stage) {
    sync::Atomic<std::int64_t> done("tasks done");
    {
        sync::ThreadPool pool("tasks", 2);
        for (std::int64_t i = 1; i <= kTasks; ++i)
            pool.submit("task " + std::to_string(i), [&] {
                sync::work(200us);
                return done.fetch_add(1);
            });
    }
    stage.setResult(done.value(), kTasks);
}

// 3. Avoid: to read what a thread computes without having waited for its end.
void readResult(Stage& stage, bool joinsFirst) {
    sync::Variable<std::int64_t> result("result");
    sync::Thread worker("Worker", [&] {
        sync::sleepFor(3ms);
        result.write(42);
    });
    worker.start();
    if (joinsFirst) worker.join(); // Do: join first
    stage.setResult(result.read(), std::int64_t{42});
}

// 4. Avoid: important work in a daemon, which is cut off when the others have ended.
void writeRecords(Stage& stage, bool waitsForWriter) {
    const auto records = std::make_shared<sync::BlockingQueue<std::int64_t>>("records");
    stage.setResult(std::int64_t{0}, kRecords);
    const auto writer = sync::Thread::daemon("Writer (daemon)", [&stage, records] {
        while (auto record = records->take()) {
            sync::sleepFor(2ms);
            stage.setResult(*record, kRecords);
        }
    });
    writer->start();
    for (std::int64_t n = 1; n <= kRecords; ++n) records->put(n);
    sync::sleepFor(3ms);
    if (!waitsForWriter) return;
    records->close(); // Do: say that no more will come, and wait for it
    writer->join();
}

void run(Stage& stage) {
    if (stage.is("unlocked")) addFromTwoThreads(stage, addOne);
    if (stage.is("locked")) addFromTwoThreadsLocked(stage);
    if (stage.is("many-threads")) startManyThreads(stage);
    if (stage.is("pool")) usePool(stage);
    if (stage.is("unjoined") || stage.is("joined")) readResult(stage, stage.is("joined"));
    if (stage.is("daemon") || stage.is("waited-for")) writeRecords(stage, stage.is("waited-for"));
}

} // namespace

extern const Scenario bestPractices;
const Scenario bestPractices{
    .id = "best-practices",
    .title = "Best practices",
    .group = "Programs",
    .summary = "Four habits of threaded programs, each as it should not be done and as it should.",
    .variants = {{"unlocked", "Avoid: two threads change a value without a lock, and updates are lost."},
                 {"locked", "Do: a lock around reading and writing."},
                 {"many-threads", "Avoid: a thread for each small task."},
                 {"pool", "Do: a pool of a few threads."},
                 {"unjoined", "Avoid: to read a result before its thread has ended."},
                 {"joined", "Do: join the thread first."},
                 {"daemon", "Avoid: important work in a daemon, which is cut off at the end."},
                 {"waited-for", "Do: let the writer finish, and wait for it."}},
    .parameters = {},
    .sourceFile = "best_practices.cpp",
    .run = run,
    .sideBySide = {{"unlocked", "locked"},
                   {"many-threads", "pool"},
                   {"unjoined", "joined"},
                   {"daemon", "waited-for"}},
};

} // namespace lockstep::scenarios
