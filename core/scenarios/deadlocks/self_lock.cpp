// SPDX-License-Identifier: GPL-3.0-or-later
// A function that holds a lock calls another one, which takes the same lock.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"

namespace lockstep::scenarios {

namespace {

template <class Lock>
class Account {
public:
    std::int64_t balance() {
        const sync::LockGuard guard(m_lock);
        return m_balance.read();
    }
    void deposit(std::int64_t amount) {
        const sync::LockGuard guard(m_lock);
        const auto before = balance(); // takes the lock that this thread holds already
        m_balance.write(before + amount);
    }

private:
    Lock m_lock{"account lock"};
    sync::Variable<std::int64_t> m_balance{"balance"};
};

template <class Lock>
std::int64_t depositOnce() {
    Account<Lock> account;
    sync::Thread worker("Worker", [&] { account.deposit(100); });
    worker.start();
    worker.join();
    return account.balance();
}

void run(Stage& stage) {
    const auto balance =
        stage.is("recursive") ? depositOnce<sync::RecursiveMutex>() : depositOnce<sync::Mutex>();
    stage.setResult(balance, std::int64_t{100});
}

} // namespace

extern const Scenario selfLock;
const Scenario selfLock{
    .id = "self-lock",
    .title = "One thread, one lock, twice",
    .group = "Deadlocks",
    .summary = "A thread that holds a lock asks for it again, and waits for itself.",
    .variants = {{"lock", "An ordinary lock does not know who holds it: its owner waits like anybody else."},
                 {"recursive", "A recursive lock lets its owner in again and counts how deep it is."}},
    .parameters = {},
    .sourceFile = "self_lock.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
