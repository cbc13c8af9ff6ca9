// SPDX-License-Identifier: GPL-3.0-or-later
// Philosophers sit around a table with one fork between any two of them, and each needs two forks to eat.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Fork = sync::Mutex;

// Everybody takes the left fork first: when all have done so, nobody will ever get a right one.
void eatNaively(Fork& left, Fork& right, microseconds meal) {
    const sync::LockGuard one(left);
    sync::work(meal); // the soup needs one fork only
    const sync::LockGuard other(right);
    sync::work(meal);
}

// One fork at the most while waiting, and not even that when the other one is taken.
void eatIfBothAreFree(Fork& left, Fork& right, microseconds meal) {
    for (;; sync::sleepFor(meal)) { // thinks a while and tries again
        const sync::LockGuard one(left);
        sync::work(meal);
        if (!right.try_lock()) continue; // lays the left fork down
        sync::work(meal);
        return right.unlock();
    }
}

struct Table {
    explicit Table(std::int64_t seats) {
        for (std::int64_t i = 1; i <= seats; ++i)
            forks.push_back(std::make_unique<Fork>("fork " + std::to_string(i)));
    }
    Fork& left(std::size_t seat) { return *forks[seat]; }
    Fork& right(std::size_t seat) { return *forks[(seat + 1) % forks.size()]; }

    std::vector<std::unique_ptr<Fork>> forks;
    std::optional<sync::Semaphore> waiter; // lets all but one sit down
};

void eat(const Stage& stage, Table& table, std::size_t seat) {
    const microseconds meal(stage["meal"]);
    Fork& left = table.left(seat);
    Fork& right = table.right(seat);
    if (stage.is("try")) return eatIfBothAreFree(left, right, meal);
    // the last one reaches for the fork with the lower number first, too: so nobody can wait in a circle
    if (stage.is("ordered") && &right == table.forks.front().get()) return eatNaively(right, left, meal);
    if (!table.waiter) return eatNaively(left, right, meal);
    table.waiter->acquire();
    eatNaively(left, right, meal);
    table.waiter->release();
}

void run(Stage& stage) {
    Table table(stage["seats"]);
    if (stage.is("waiter")) table.waiter.emplace(static_cast<std::int32_t>(stage["seats"] - 1), "waiter");
    std::vector<std::unique_ptr<sync::Thread>> philosophers;
    for (std::size_t seat = 0; seat < table.forks.size(); ++seat)
        philosophers.push_back(
            std::make_unique<sync::Thread>("Philosopher " + std::to_string(seat + 1), [&, seat] {
                for (int n = 0; n < stage["meals"]; ++n) eat(stage, table, seat);
            }));
    if (table.waiter)
        for (auto& philosopher : philosophers) table.waiter->declareSignaller(*philosopher);
    for (auto& philosopher : philosophers) philosopher->start();
    for (auto& philosopher : philosophers) philosopher->join();
    stage.setResult("all have eaten", "all have eaten");
}

} // namespace

extern const Scenario diningPhilosophers;
const Scenario diningPhilosophers{
    .id = "dining-philosophers",
    .title = "Dining philosophers",
    .group = "Deadlocks",
    .summary = "Each philosopher needs the forks on both sides: when all hold their left one, all starve.",
    .variants = {{"naive", "Everybody takes the left fork first, then the right one."},
                 {"ordered", "Everybody takes the fork with the lower number first: no circle can close."},
                 {"waiter", "A waiter lets all but one sit down, so somebody always gets two forks."},
                 {"try", "Whoever can't have the second fork lays the first one down and thinks a while."}},
    .parameters = {{"seats", "How many philosophers sit at the table", 5, 2, 50},
                   {"meals", "How often each of them eats", 1, 1, 1'000},
                   {"meal", "How long each half of a meal takes", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "dining_philosophers.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
