// SPDX-License-Identifier: GPL-3.0-or-later
// Threads under one interpreter lock: only the one that holds it runs Python code.
#include "core/engine/scenario.h"
#include "core/sync/interpreter/interpreterlock.h"
#include "core/sync/io/childprocess.h"
#include "core/sync/waits/sleep.h"

#include <functional>
#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

constexpr microseconds kInstructions(500); // computed between two looks at the drop request

// Only computes: whoever waits asks for the lock after the switch interval, and the holder drops it.
void compute(sync::InterpreterLock& gil, microseconds work) {
    gil.take();
    for (microseconds left = work; left > 0us; left -= kInstructions) gil.execute(kInstructions);
    gil.drop();
}

// Mostly waits, as for a network, and lets the lock go meanwhile.
void computeAndWait(sync::InterpreterLock& gil, microseconds work) {
    for (microseconds left = work; left > 0us; left -= 4 * kInstructions) {
        gil.take();
        gil.execute(kInstructions);
        gil.drop();
        sync::sleepFor(3 * kInstructions);
    }
}

// A process of its own, with an interpreter of its own; this thread only waits for its end.
void computeElsewhere(const std::string& name, microseconds work) {
    sync::ChildProcess child(name);
    child.computeAndEnd(work);
}

void startAndJoin(Stage& stage, const std::function<void(const std::string&)>& live) {
    sync::Atomic<std::int64_t> done("threads done");
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (int i = 1; i <= stage["threads"]; ++i) {
        const std::string number = std::to_string(i);
        threads.push_back(sync::Thread::make("Thread " + number, [&, number] {
            live("process " + number);
            done.fetch_add(1);
        }));
    }
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult(done.value(), stage["threads"]);
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    if (stage.is("free-threaded")) // no lock: all at once
        return startAndJoin(stage, [&](const std::string&) { sync::work(work); });
    if (stage.is("processes"))
        return startAndJoin(stage, [&](const std::string& name) { computeElsewhere(name, work); });

    const microseconds interval(stage["interval"]);
    sync::InterpreterLock gil(interval);
    if (stage.is("io"))
        startAndJoin(stage, [&](const std::string&) { computeAndWait(gil, work); });
    else
        startAndJoin(stage, [&](const std::string&) { compute(gil, work); });
}

} // namespace

extern const Scenario gil;
const Scenario gil{
    .id = "gil",
    .title = "The interpreter lock",
    .group = "Speed",
    .summary = "Python threads take turns under one lock: computing gets no faster, waiting does.",
    .variants = {{"cpu", "Every thread computes: they take turns of 5 ms, and together need as long as one "
                         "after the other."},
                 {"io", "Every thread mostly waits and lets the lock go meanwhile: they overlap."},
                 {"processes", "Every thread has a process of its own compute, each with its own lock."},
                 {"free-threaded", "No lock at all: as many compute at once as there are processors."}},
    .parameters = {{"threads", "How many threads there are", 2, 1, 16},
                   {"work", "How long each of them computes, or computes and waits", 30'000, 500, 1'000'000,
                    "us"},
                   {"interval", "After how long a waiter asks for the lock", 5'000, 1'000, 100'000, "us"}},
    .sourceFile = "gil.cpp",
    .run = run,
    .modelled = "Here the child processes of the variant 'processes' are modelled: they take their time, but "
                "nobody computes. In free run and slow motion they are real.",
};

} // namespace lockstep::scenarios
