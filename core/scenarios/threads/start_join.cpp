// SPDX-License-Identifier: GPL-3.0-or-later
// A thread is made, started, and joined: to join is to wait for its end. Whoever does not join reads too
// early.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

constexpr microseconds kPreparation(500);

// Waits for its answer, as from a server, and adds what it got.
void ask(sync::Atomic<std::int64_t>& total, std::int64_t amount, microseconds answerTime) {
    sync::sleepFor(answerTime);
    total.fetch_add(amount);
}

void run(Stage& stage) {
    const std::int64_t count = stage["threads"];
    const microseconds answerTime(stage["answer"]);
    sync::Atomic<std::int64_t> total("total");

    std::vector<std::unique_ptr<sync::Thread>> workers; // made: new, and not yet running
    for (std::int64_t i = 1; i <= count; ++i)
        workers.push_back(
            sync::Thread::make("Worker " + std::to_string(i), [&, i] { ask(total, i, answerTime); }));
    sync::work(kPreparation);
    for (auto& worker : workers) worker->start(); // from here on they run beside the main thread

    if (stage.is("join"))
        for (auto& worker : workers) worker->join(); // waits until it has ended

    const std::int64_t seen = total.load();
    stage.setResult(seen, count * (count + 1) / 2);
} // what was not joined is waited for here, when it is too late for the result

} // namespace

extern const Scenario startJoin;
const Scenario startJoin{
    .id = "start-join",
    .title = "Start and join",
    .group = "Threads",
    .summary = "The main thread starts others and waits for their end before it reads what they computed.",
    .variants = {{"join", "Main joins each worker first, then reads the total: it is complete."},
                 {"no-join", "Main reads the total at once, before any worker is done: it is wrong."}},
    .parameters = {{"threads", "How many workers are started", 3, 1, 100},
                   {"answer", "How long a worker waits for its answer", 5'000, 1'000, 1'000'000, "us"}},
    .sourceFile = "start_join.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
