// SPDX-License-Identifier: GPL-3.0-or-later
// Two hungry people and one spoon. Each picks it up, sees that the other is hungry as well, and lays it down
// again: nobody waits for anybody, both are busy, and nobody ever eats.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Diner {
    const char* name;
    sync::Atomic<bool> isHungry;
    int politeness; // how often it lets the other one go first
};

// Says whether it has eaten.
bool eatOrGiveWay(Diner& me, Diner& other, sync::Mutex& spoon, microseconds time) {
    const sync::LockGuard mine(spoon);
    sync::work(time);
    if (other.isHungry.load() && me.politeness > 0) {
        --me.politeness;
        return false; // lays the spoon down: after you
    }
    sync::work(time);
    me.isHungry.store(false);
    return true;
}

// Loses patience in the end, and goes away hungry.
void dine(const Stage& stage, Diner& me, Diner& other, sync::Mutex& spoon) {
    const microseconds time(stage["time"]);
    for (std::int64_t n = 0; n < stage["patience"]; ++n) {
        if (eatOrGiveWay(me, other, spoon, time)) return;
        sync::sleepFor(time);
    }
}

void run(Stage& stage) {
    constexpr int kAlways = 1'000'000'000;
    const int hers = stage.is("once") ? 1 : stage.is("one-goes-first") ? 0 : kAlways;
    const int his = stage.is("once") ? 1 : kAlways;
    sync::Mutex spoon("spoon");
    Diner alice{"Alice", sync::Atomic<bool>("Alice is hungry", true), hers};
    Diner bob{"Bob", sync::Atomic<bool>("Bob is hungry", true), his};
    sync::Thread first(alice.name, [&] { dine(stage, alice, bob, spoon); });
    sync::Thread second(bob.name, [&] { dine(stage, bob, alice, spoon); });
    first.start();
    second.start();
    first.join();
    second.join();
    stage.setResult(std::int64_t{!alice.isHungry.value()} + !bob.isHungry.value(), 2);
}

} // namespace

extern const Scenario livelock;
const Scenario livelock{
    .id = "livelock",
    .title = "Too polite",
    .group = "Contention",
    .summary = "Two threads give way to each other again and again: nobody is blocked, and nobody gets "
               "anywhere.",
    .variants = {{"polite", "Each gives way whenever the other one is hungry: nobody ever eats."},
                 {"once", "Each gives way once, and eats the next time."},
                 {"one-goes-first", "Alice never gives way, so Bob's turn comes after hers."}},
    .parameters = {{"patience", "How often each tries before it goes away hungry", 40, 2, 1'000'000},
                   {"time", "How long each looks, eats and pauses", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "livelock.cpp",
    .run = run,
    .stepLimit = 300, // enough to see that it would go on like that
};

} // namespace lockstep::scenarios
