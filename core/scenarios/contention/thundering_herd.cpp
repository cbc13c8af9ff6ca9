// SPDX-License-Identifier: GPL-3.0-or-later
// Many wait for tickets that come one at a time. To wake all of them for each is work for nothing: one gets
// it, the others go back to sleep.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/condition.h"
#include "core/sync/waits/latch.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Counter {
    Counter(std::int64_t waiters)
        : allHere(static_cast<std::int32_t>(waiters), "all here") {}
    sync::Latch allHere;
    sync::Mutex lock{"lock"};
    sync::ConditionVariable ticketCame{"ticket came"};
    sync::Variable<std::int64_t> tickets{"tickets"};
    sync::Variable<std::int64_t> wokenInVain{"woken in vain"};
};

void takeTicket(Counter& counter, microseconds work) {
    {
        sync::UniqueLock guard(counter.lock);
        counter.allHere.count_down();
        counter.ticketCame.wait(guard);
        while (counter.tickets.read() == 0) {
            counter.wokenInVain.write(counter.wokenInVain.read() + 1);
            counter.ticketCame.wait(guard);
        }
        counter.tickets.write(counter.tickets.read() - 1);
    }
    sync::work(work);
}

void handOut(Counter& counter, bool wakesAll) {
    const sync::LockGuard guard(counter.lock);
    counter.tickets.write(counter.tickets.read() + 1);
    wakesAll ? counter.ticketCame.notify_all() : counter.ticketCame.notify_one();
}

void run(Stage& stage) {
    Counter counter(stage["waiters"]);
    std::vector<std::unique_ptr<sync::Thread>> waiters;
    for (std::int64_t i = 1; i <= stage["waiters"]; ++i)
        waiters.push_back(sync::Thread::make("Waiter " + std::to_string(i),
                                             [&] { takeTicket(counter, microseconds(stage["work"])); }));
    counter.ticketCame.declareSignaller(sync::ThreadRef::self());
    for (auto& waiter : waiters) counter.allHere.declareSignaller(*waiter);
    for (auto& waiter : waiters) waiter->start();
    counter.allHere.wait();
    for (std::int64_t n = 0; n < stage["waiters"]; ++n) {
        sync::sleepFor(microseconds(stage["pause"]));
        handOut(counter, stage.is("notify-all"));
    }
    for (auto& waiter : waiters) waiter->join();
    const Value expected = stage.is("notify-one") ? Value(std::int64_t{0}) : Value();
    stage.setResult(counter.wokenInVain.value(), expected);
}

} // namespace

extern const Scenario thunderingHerd;
const Scenario thunderingHerd{
    .id = "thundering-herd",
    .title = "A thundering herd",
    .group = "Contention",
    .summary = "Tickets come one at a time; if each wakes everybody who waits, all but one wake for nothing.",
    .variants = {{"notify-all", "Each ticket wakes all: they queue for the lock, look, and wait again."},
                 {"notify-one", "Each ticket wakes one, who takes it."}},
    .parameters = {{"waiters", "How many threads wait, each for one ticket", 8, 1, 64},
                   {"pause", "How long the next ticket takes to come", 3'000, 0, 1'000'000, "us"},
                   {"work", "What each does with its ticket", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "thundering_herd.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
