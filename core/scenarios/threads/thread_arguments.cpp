// SPDX-License-Identifier: GPL-3.0-or-later
// Each thread runs the same function with values of its own.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

#include <array>
#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 8> kNames{"Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana"};

// What a thread is given: to whom it speaks, and how often.
void greet(std::string_view name, std::int64_t times, sync::Atomic<std::int64_t>& letters,
           microseconds pause) {
    for (std::int64_t n = 0; n < times; ++n) {
        sync::work(pause); // writes one greeting ...
        letters.fetch_add(static_cast<std::int64_t>(name.size()));
        sync::sleepFor(pause); // ... and rests
    }
}

void run(Stage& stage) {
    const microseconds pause(stage["pause"]);
    sync::Atomic<std::int64_t> letters("letters written");
    std::int64_t expected = 0;

    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t i = 0; i < stage["names"]; ++i) {
        const std::string_view name = kNames[static_cast<std::size_t>(i)];
        const std::int64_t times = i + 1;
        // the thread is called after what it was handed, so its lane shows it
        const std::string call = "greet(" + std::string(name) + ", " + std::to_string(times) + ")";
        threads.push_back(sync::Thread::make(call, [&, name, times] { greet(name, times, letters, pause); }));
        expected += static_cast<std::int64_t>(name.size()) * times;
    }
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();

    stage.setResult(letters.value(), expected);
}

} // namespace

extern const Scenario threadArguments;
const Scenario threadArguments{
    .id = "thread-arguments",
    .title = "Arguments for a thread",
    .group = "Threads",
    .summary = "Several threads run one function, each with its own values: the lanes are named after them.",
    .variants = {},
    .parameters = {{"names", "How many names are greeted, each by a thread", 3, 1, 8},
                   {"pause", "How long one greeting takes, and the rest after it", 2'000, 0, 1'000'000,
                    "us"}},
    .sourceFile = "thread_arguments.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
