// SPDX-License-Identifier: GPL-3.0-or-later
// A thread waits for a signal with one lock too many: the wait gives one lock back, and whoever should signal
// needs the other.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/condition.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

class Store {
public:
    // From outside, under the store's own lock. Waiting inside it is the mistake.
    void takeHolding() {
        const sync::LockGuard guard(m_storeLock);
        takeFromShelf();
    }
    // The shelf has a lock of its own; who waits for it holds nothing else.
    void takeOpenly() {
        { const sync::LockGuard guard(m_storeLock); } // what is to be done in the store is done by now
        takeFromShelf();
    }
    void put(microseconds work) {
        sync::work(work);
        const sync::LockGuard guard(m_storeLock);
        const sync::LockGuard shelf(m_shelfLock);
        ++m_items;
        m_itemCame.notify_one();
    }
    void onlyThisOnePuts(const sync::Thread& producer) { m_itemCame.declareSignaller(producer); }

private:
    void takeFromShelf() {
        sync::UniqueLock shelf(m_shelfLock);
        m_itemCame.wait(shelf, [this] { return m_items > 0; }); // gives back the shelf's lock, no other
        --m_items;
    }

    sync::Mutex m_storeLock{"store lock"};
    sync::Mutex m_shelfLock{"shelf lock"};
    sync::ConditionVariable m_itemCame{"item came"};
    int m_items = 0;
};

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    Store store;
    sync::Thread consumer("Consumer", [&] {
        if (stage.is("open"))
            store.takeOpenly();
        else
            store.takeHolding();
    });
    sync::Thread producer("Producer", [&] { store.put(work); });
    store.onlyThisOnePuts(producer);
    consumer.start();
    producer.start();
    consumer.join();
    producer.join();
    stage.setResult("one item sold", "one item sold");
}

} // namespace

extern const Scenario nestedMonitor;
const Scenario nestedMonitor{
    .id = "nested-monitor",
    .title = "A lock too many",
    .group = "Deadlocks",
    .summary = "A thread waits to be notified and holds the lock without which nobody can notify it.",
    .variants = {{"nested", "The consumer waits inside the store and keeps the store's lock."},
                 {"open", "The consumer gives the store's lock back before it waits."}},
    .parameters = {{"work", "How long the producer works before it puts its item", 5'000, 0, 1'000'000,
                    "us"}},
    .sourceFile = "nested_monitor.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
