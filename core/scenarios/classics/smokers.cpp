// SPDX-License-Identifier: GPL-3.0-or-later
// Three smokers, three ingredients (Patil 1971). Each smoker has plenty of one; an agent lays the two others
// on the table, and waits until somebody has smoked.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/condition.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"

#include <array>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// Each ingredient is a semaphore of its own: a smoker takes one, and waits for the other with it in hand.
struct OneByOne {
    std::array<sync::Semaphore, 3> ingredients{
        {sync::Semaphore(0, "tobacco"), sync::Semaphore(0, "paper"), sync::Semaphore(0, "matches")}};
    sync::Semaphore smoked{0, "smoked"};

    void serve(std::size_t whom) {
        ingredients[(whom + 1) % 3].release();
        ingredients[(whom + 2) % 3].release();
        smoked.acquire();
    }
    void smoke(std::size_t me, microseconds time) {
        ingredients[(me + 1) % 3].acquire(); // was it meant for me?
        ingredients[(me + 2) % 3].acquire();
        sync::work(time);
        smoked.release();
    }
    void declare(sync::Thread& agent, sync::Thread& smoker) {
        for (auto& ingredient : ingredients) ingredient.declareSignaller(agent);
        smoked.declareSignaller(smoker);
    }
};

// A smoker looks at the whole table, and takes both or nothing.
struct WholeTable {
    sync::Mutex lock{"table"};
    sync::ConditionVariable changed{"table changed"};
    std::array<sync::Variable<bool>, 3> ingredients{
        {sync::Variable<bool>("tobacco"), sync::Variable<bool>("paper"), sync::Variable<bool>("matches")}};

    void serve(std::size_t whom) {
        auto& one = ingredients[(whom + 1) % 3];
        auto& other = ingredients[(whom + 2) % 3];
        sync::UniqueLock guard(lock);
        one.write(true);
        other.write(true);
        changed.notify_all();
        while (one.read()) changed.wait(guard);
    }
    void smoke(std::size_t me, microseconds time) {
        auto& one = ingredients[(me + 1) % 3];
        auto& other = ingredients[(me + 2) % 3];
        sync::UniqueLock guard(lock);
        while (!one.read() || !other.read()) changed.wait(guard);
        sync::work(time);
        one.write(false);
        other.write(false);
        changed.notify_all();
    }
    void declare(sync::Thread& agent, sync::Thread& smoker) {
        changed.declareSignaller(agent);
        changed.declareSignaller(smoker);
    }
};

template <class Table>
void run(Stage& stage) {
    Table table;
    std::array<std::int64_t, 3> cigarettes{}; // of each smoker, who alone counts them
    sync::Thread agent("Agent", [&] {
        for (std::int64_t n = 0; n < 3 * stage["rounds"]; ++n) table.serve(static_cast<std::size_t>(n % 3));
    });
    std::vector<std::unique_ptr<sync::Thread>> smokers;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string has[] = {"tobacco", "paper", "matches"};
        smokers.push_back(sync::Thread::make("Smoker with " + has[i], [&, i] {
            for (; cigarettes[i] < stage["rounds"]; ++cigarettes[i])
                table.smoke(i, microseconds(stage["smoke"]));
        }));
        table.declare(agent, *smokers.back());
    }
    agent.start();
    for (auto& smoker : smokers) smoker->start();
    agent.join();
    for (auto& smoker : smokers) smoker->join();
    stage.setResult(cigarettes[0] + cigarettes[1] + cigarettes[2], 3 * stage["rounds"]);
}

} // namespace

extern const Scenario smokers;
const Scenario smokers{
    .id = "smokers",
    .title = "Three smokers",
    .group = "Classics",
    .summary = "Each smoker needs two ingredients from the table; if each takes the first that it can get, "
               "nobody has both.",
    .variants = {{"one-by-one",
                  "Takes one ingredient, then waits for the other: it may have been another's."},
                 {"whole-table", "Looks at the whole table under its lock, and takes both or nothing."}},
    .parameters = {{"rounds", "How often each of them smokes", 3, 1, 1'000},
                   {"smoke", "How long one cigarette takes", 2'000, 0, 1'000'000, "us"}},
    .sourceFile = "smokers.cpp",
    .run = [](Stage& stage) { stage.is("one-by-one") ? run<OneByOne>(stage) : run<WholeTable>(stage); },
};

} // namespace lockstep::scenarios
