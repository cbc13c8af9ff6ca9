// SPDX-License-Identifier: GPL-3.0-or-later
// Workers hold one lock often and briefly. Once somebody is held up while it has it, all stand in a queue; a
// lock that goes on in order of arrival keeps them there: a convoy (Blasgen and others 1979).
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Log {
    sync::Variable<std::int64_t> records{"records"};
    std::int64_t each; // how many each worker writes
    microseconds outside, inside, delay;
};

template <class Lock>
void writeEach(Log& log, Lock& lock, bool isHeldUp) {
    for (std::int64_t n = 0; n < log.each; ++n) {
        sync::work(log.outside);
        const sync::LockGuard guard(lock);
        if (isHeldUp && n == 2) sync::sleepFor(log.delay); // now a queue forms
        sync::work(log.inside);
        log.records.write(log.records.read() + 1);
    }
}

// Keeps its records to itself, and takes the lock once for all of them.
void writeAtOnce(Log& log, sync::Mutex& lock, bool isHeldUp) {
    for (std::int64_t n = 0; n < log.each; ++n) sync::work(log.outside);
    const sync::LockGuard guard(lock);
    if (isHeldUp) sync::sleepFor(log.delay);
    for (std::int64_t n = 0; n < log.each; ++n) sync::work(log.inside);
    log.records.write(log.records.read() + log.each);
}

template <class Lock>
void runWith(Lock& lock, void (*write)(Log&, Lock&, bool), Stage& stage) {
    Log log{.each = stage["records"],
            .outside = microseconds(stage["outside"]),
            .inside = microseconds(stage["inside"]),
            .delay = microseconds(stage["delay"])};
    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (std::int64_t i = 1; i <= stage["workers"]; ++i)
        workers.push_back(
            sync::Thread::make("Worker " + std::to_string(i), [&, i] { write(log, lock, i == 1); }));
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) worker->join();
    stage.setResult(log.records.value(), stage["workers"] * stage["records"]);
}

void runInTurn(Stage& stage) {
    sync::SharedMutex lock("log lock", SharedPolicy::Fair); // whoever came first is next
    runWith(lock, writeEach<sync::SharedMutex>, stage);
}

void runFirstCome(Stage& stage) {
    sync::Mutex lock("log lock"); // whoever runs and asks first gets it
    runWith(lock, stage.is("at-once") ? writeAtOnce : writeEach<sync::Mutex>, stage);
}

} // namespace

extern const Scenario lockConvoy;
const Scenario lockConvoy{
    .id = "lock-convoy",
    .title = "A lock convoy",
    .group = "Contention",
    .summary =
        "One thread is held up while it has a lock that all need often; the queue behind it stays when "
        "the lock is handed on in turn.",
    .variants = {{"in-turn",
                  "The lock goes to whoever has waited longest: each record waits for all others."},
                 {"first-come", "Whoever runs and asks first gets it, so the queue soon goes away."},
                 {"at-once", "Each collects its records and takes the lock once for all of them."}},
    .parameters = {{"workers", "How many threads write to the log", 4, 2, 64},
                   {"records", "How many records each writes", 25, 3, 10'000},
                   {"outside", "How long it takes to make one", 100, 0, 1'000'000, "us"},
                   {"inside", "How long it takes to write one, with the lock", 30, 0, 1'000'000, "us"},
                   {"delay", "How long Worker 1 is held up, once", 4'000, 0, 1'000'000, "us"}},
    .sourceFile = "lock_convoy.cpp",
    .run = [](Stage& stage) { stage.is("in-turn") ? runInTurn(stage) : runFirstCome(stage); },
    .resultCounts = "records",
};

} // namespace lockstep::scenarios
