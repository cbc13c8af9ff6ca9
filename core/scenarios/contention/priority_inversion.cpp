// SPDX-License-Identifier: GPL-3.0-or-later
// What stopped Mars Pathfinder in 1997: an urgent thread waits for a lock whose owner, of low priority, does
// not get the processor, because a thread of medium priority has it.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Probe {
    Probe(sync::Protocol protocol)
        : bus("bus", protocol) {}
    sync::Mutex bus;
    sync::ManualResetEvent interrupt{"interrupt"}; // from the radio: there is something to do
    sync::Atomic<std::int64_t> sent{"sent"};
};

void workOften(std::int64_t times, microseconds time) {
    for (; times > 0; --times) sync::work(time);
}

// Low: has the bus when the interrupt comes.
void measureWeather(Probe& probe, std::int64_t rounds, microseconds time) {
    const sync::LockGuard guard(probe.bus);
    sync::work(time);
    probe.interrupt.set(); // now the others want to run
    workOften(rounds, time);
}

// Medium: needs no lock at all.
void send(Probe& probe, std::int64_t rounds, microseconds time) {
    probe.interrupt.wait();
    for (; rounds > 0; --rounds) {
        sync::work(time);
        probe.sent.fetch_add(1);
    }
}

// High: how much of what is less urgent was done before it got the bus?
std::int64_t manageBus(Probe& probe, microseconds time) {
    probe.interrupt.wait();
    const sync::LockGuard guard(probe.bus);
    const std::int64_t sentBefore = probe.sent.load();
    sync::work(time);
    return sentBefore;
}

void run(Stage& stage) {
    const microseconds time(stage["work"]);
    const std::int64_t rounds = stage["rounds"];
    Probe probe(stage.is("inheritance") ? sync::Protocol::Inherit : sync::Protocol::None);
    std::int64_t sentBefore = 0;
    sync::Thread high("Bus manager (high)", [&] { sentBefore = manageBus(probe, time); });
    sync::Thread medium("Radio (medium)", [&] { send(probe, rounds, time); });
    sync::Thread low("Weather (low)", [&] { measureWeather(probe, rounds / 4, time); });
    high.setPriority(3);
    medium.setPriority(2);
    low.setPriority(1);
    probe.interrupt.declareSignaller(low);
    sync::Thread* const threads[] = {&high, &medium, &low};
    for (auto* thread : threads) thread->start();
    for (auto* thread : threads) thread->join();
    stage.setResult(sentBefore); // as it happens where all run at once
}

} // namespace

extern const Scenario priorityInversion;
const Scenario priorityInversion{
    .id = "priority-inversion",
    .title = "Priority inversion",
    .group = "Contention",
    .summary =
        "An urgent thread waits for a lock whose owner, of low priority, is kept from the processor by "
        "one of medium priority (priorities count where one thread moves at a time).",
    .variants = {{"no-inheritance", "The owner of the lock keeps its low priority: the urgent thread waits "
                                    "for all that the medium one does."},
                 {"inheritance", "Whoever waits for the lock lends its owner its priority, so the lock is "
                                 "soon free."}},
    .parameters = {{"rounds", "How often the radio sends", 16, 4, 10'000},
                   {"work", "How long each piece of work takes", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "priority_inversion.cpp",
    .run = run,
    .modelled = "Here priorities count: chance chooses among those with the highest one that can go, and in "
                "Step you choose whom you like; in free run the kernel treats all three alike.",
};

} // namespace lockstep::scenarios
