// SPDX-License-Identifier: GPL-3.0-or-later
// What a bounded queue is made of: a lock, and conditions to wait for while the buffer is full or empty.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/condition.h"
#include "core/sync/waits/sleep.h"

#include <deque>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

class BoundedBuffer {
public:
    BoundedBuffer(std::int64_t capacity, bool hasOneCondition, bool wakesAll)
        : m_capacity(capacity)
        , m_itemCame(hasOneCondition ? m_changed : m_filled)
        , m_placeCame(hasOneCondition ? m_changed : m_emptied)
        , m_wakesAll(wakesAll) {}

    void put(std::int64_t item) {
        sync::UniqueLock guard(m_lock);
        while (m_count.read() == m_capacity) m_placeCame.wait(guard); // gives the lock back meanwhile
        m_items.push_back(item);
        m_count.write(m_count.read() + 1);
        notify(m_itemCame);
    }
    std::int64_t take() {
        sync::UniqueLock guard(m_lock);
        while (m_count.read() == 0) m_itemCame.wait(guard);
        const std::int64_t item = m_items.front();
        m_items.pop_front();
        m_count.write(m_count.read() - 1);
        notify(m_placeCame);
        return item;
    }
    void declareUser(sync::Thread& thread) {
        for (auto* condition : {&m_filled, &m_emptied, &m_changed}) condition->declareSignaller(thread);
    }

private:
    void notify(sync::ConditionVariable& condition) {
        if (m_wakesAll) return condition.notify_all();
        condition.notify_one(); // of one condition: perhaps one who waits for something else
    }

    const std::int64_t m_capacity;
    sync::Mutex m_lock{"lock"};
    sync::ConditionVariable m_filled{"not empty"};
    sync::ConditionVariable m_emptied{"not full"};
    sync::ConditionVariable m_changed{"changed"};
    sync::Variable<std::int64_t> m_count{"in the buffer"};
    sync::ConditionVariable& m_itemCame;
    sync::ConditionVariable& m_placeCame;
    const bool m_wakesAll;
    std::deque<std::int64_t> m_items;
};

// Of so many, how many are the share of the n-th of so many threads.
std::int64_t shareOf(std::int64_t n, std::int64_t items, std::int64_t threads) {
    return items / threads + (n < items % threads);
}

void run(Stage& stage) {
    BoundedBuffer buffer(stage["capacity"], !stage.is("two-conditions"), stage.is("notify-all"));
    sync::Atomic<std::int64_t> sum("sum");
    const std::int64_t items = stage["items"];
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t p = 0; p < stage["producers"]; ++p)
        threads.push_back(sync::Thread::make("Producer " + std::to_string(p + 1), [&, p] {
            for (std::int64_t n = p + 1; n <= items; n += stage["producers"]) {
                sync::work(microseconds(stage["make"]));
                buffer.put(n);
            }
        }));
    for (std::int64_t c = 0; c < stage["consumers"]; ++c)
        threads.push_back(sync::Thread::make("Consumer " + std::to_string(c + 1), [&, c] {
            for (auto left = shareOf(c, items, stage["consumers"]); left > 0; --left) {
                sum.fetch_add(buffer.take());
                sync::work(microseconds(stage["use"]));
            }
        }));
    for (auto& thread : threads) buffer.declareUser(*thread);
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult(sum.value(), items * (items + 1) / 2);
}

} // namespace

extern const Scenario boundedBuffer;
const Scenario boundedBuffer{
    .id = "bounded-buffer",
    .title = "A bounded buffer",
    .group = "Classics",
    .summary = "A lock and condition variables make a buffer at which producers wait while it is full and "
               "consumers while it is empty.",
    .variants = {{"two-conditions",
                  "One condition for \"not empty\", one for \"not full\": who is woken can go."},
                 {"one-condition", "One condition for both, and one is woken: perhaps the wrong one, and all "
                                   "wait for ever."},
                 {"notify-all", "One condition for both, and all are woken: right, but many wake in vain."}},
    .parameters = {{"producers", "How many threads put items in", 2, 1, 64},
                   {"consumers", "How many threads take them out", 2, 1, 64},
                   {"capacity", "How many items fit in", 1, 1, 1'000},
                   {"items", "How many items in all", 12, 1, 10'000},
                   {"make", "How long it takes to make one", 500, 0, 1'000'000, "us"},
                   {"use", "How long it takes to use one", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "bounded_buffer.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
