// SPDX-License-Identifier: GPL-3.0-or-later
// A table of accounts: one lock for all of it, or a lock for each account. Only with the second can threads
// that want different accounts work at the same time.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Bank {
    Bank(std::int64_t size, bool hasOneLock) {
        for (std::int64_t i = 1; i <= size; ++i)
            accounts.push_back(
                std::make_unique<sync::Variable<std::int64_t>>("account " + std::to_string(i)));
        for (std::int64_t i = 1; i <= (hasOneLock ? 1 : size); ++i)
            locks.push_back(
                std::make_unique<sync::Mutex>(hasOneLock ? "bank lock" : "lock " + std::to_string(i)));
    }
    sync::Mutex& lockOf(std::size_t account) { return *locks[account % locks.size()]; }

    std::vector<std::unique_ptr<sync::Variable<std::int64_t>>> accounts;
    std::vector<std::unique_ptr<sync::Mutex>> locks; // one for all, or one for each
};

void payIn(Bank& bank, std::size_t account, microseconds time) {
    const sync::LockGuard guard(bank.lockOf(account)); // whoever needs the same lock waits
    const std::int64_t before = bank.accounts[account]->read();
    sync::sleepFor(time); // for the disk
    bank.accounts[account]->write(before + 1);
}

// Scattered, and the same in every run.
std::size_t accountFor(std::int64_t worker, std::int64_t n, std::size_t accounts) {
    const auto key = static_cast<std::uint32_t>(worker * 7'919 + n);
    return (key * 2'654'435'761u >> 16) % accounts;
}

void run(Stage& stage) {
    Bank bank(stage["accounts"], stage.is("coarse"));
    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (std::int64_t i = 1; i <= stage["workers"]; ++i)
        workers.push_back(sync::Thread::make("Worker " + std::to_string(i), [&, i] {
            for (std::int64_t n = 0; n < stage["payments"]; ++n)
                payIn(bank, accountFor(i, n, bank.accounts.size()), microseconds(stage["time"]));
        }));
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) worker->join();
    std::int64_t sum = 0;
    for (auto& account : bank.accounts) sum += account->value();
    stage.setResult(sum, stage["workers"] * stage["payments"]);
}

} // namespace

extern const Scenario coarseOrFine;
const Scenario coarseOrFine{
    .id = "coarse-or-fine",
    .title = "One lock or many",
    .group = "Contention",
    .summary =
        "Threads pay into different accounts: one lock for the whole bank lets in one at a time, a lock "
        "for each account lets in all who want different ones.",
    .variants = {{"coarse", "One lock for the whole bank: all wait for whoever has it."},
                 {"fine", "A lock for each account: only who wants the same account waits."}},
    .parameters = {{"workers", "How many threads pay in", 4, 1, 64},
                   {"accounts", "How many accounts there are", 6, 1, 64},
                   {"payments", "How often each thread pays in", 15, 1, 10'000},
                   {"time", "How long a payment takes", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "coarse_or_fine.cpp",
    .run = run,
    .resultCounts = "payments",
};

} // namespace lockstep::scenarios
