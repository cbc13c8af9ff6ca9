// SPDX-License-Identifier: GPL-3.0-or-later
// A monitor: an object with a lock of its own that every one of its functions takes, and with conditions to
// wait for inside. Who uses it needs to know of no lock.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/condition.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

class Account {
public:
    void deposit(std::int64_t amount) {
        const sync::LockGuard inside(m_lock);
        m_balance.write(m_balance.read() + amount);
        m_moneyCame.notify_all(); // each who waits looks whether it is enough
    }

    void withdraw(std::int64_t amount, microseconds time) {
        sync::UniqueLock inside(m_lock);
        while (m_balance.read() < amount) m_moneyCame.wait(inside); // others may come inside meanwhile
        payOut(amount, time);
    }

    // Looks from outside: what it has seen may be over when it is inside.
    void withdrawAfterALook(std::int64_t amount, microseconds time) {
        while (m_balance.read() < amount) sync::sleepFor(time);
        const sync::LockGuard inside(m_lock);
        payOut(amount, time);
    }

    void declareDepositor(sync::Thread& thread) { m_moneyCame.declareSignaller(thread); }
    std::int64_t overdrafts() const { return m_overdrafts.value(); }

private:
    void payOut(std::int64_t amount, microseconds time) { // inside
        sync::work(time);
        m_balance.write(m_balance.read() - amount);
        if (m_balance.read() < 0) m_overdrafts.write(m_overdrafts.read() + 1);
    }

    sync::Mutex m_lock{"account"};
    sync::ConditionVariable m_moneyCame{"money came"};
    sync::Variable<std::int64_t> m_balance{"balance"};
    sync::Variable<std::int64_t> m_overdrafts{"overdrafts"};
};

void run(Stage& stage) {
    constexpr std::int64_t kAmount = 10;
    const microseconds time(stage["work"]);
    Account account;
    sync::Thread earner("Earner", [&] {
        for (std::int64_t n = 0; n < stage["spenders"] * stage["rounds"]; ++n) {
            sync::work(time);
            account.deposit(kAmount);
        }
    });
    std::vector<std::unique_ptr<sync::Thread>> spenders;
    for (std::int64_t i = 1; i <= stage["spenders"]; ++i)
        spenders.push_back(sync::Thread::make("Spender " + std::to_string(i), [&] {
            for (std::int64_t n = 0; n < stage["rounds"]; ++n)
                if (stage.is("look-outside"))
                    account.withdrawAfterALook(kAmount, time);
                else
                    account.withdraw(kAmount, time);
        }));
    account.declareDepositor(earner);
    earner.start();
    for (auto& spender : spenders) spender->start();
    earner.join();
    for (auto& spender : spenders) spender->join();
    stage.setResult(account.overdrafts(), 0);
}

} // namespace

extern const Scenario monitor;
const Scenario monitor{
    .id = "monitor",
    .title = "A monitor",
    .group = "Classics",
    .summary = "An account whose functions take its lock by themselves; who wants more than there is waits "
               "inside until somebody pays in.",
    .variants = {{"monitor",
                  "Look, wait and pay out under the account's lock: nobody spends what is not there."},
                 {"look-outside",
                  "Looks without the lock, then pays out: two can see the same money and both spend it."}},
    .parameters = {{"spenders", "How many threads withdraw", 3, 1, 64},
                   {"rounds", "How often each of them does", 4, 1, 1'000},
                   {"work", "How long it takes to earn, and to pay out", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "monitor.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
