// SPDX-License-Identifier: GPL-3.0-or-later
// A sorted list with a lock in each node. Who walks along it takes the next node's lock before giving back
// the one before, hand over hand: several walk at once, and nobody overtakes.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Node {
    Node(const std::string& name, std::int64_t number)
        : lock(name)
        , value(number) {}
    sync::Mutex lock;
    const std::int64_t value;
    std::unique_ptr<Node> next; // under this node's lock
};

std::unique_ptr<Node> makeNode(std::int64_t value) {
    return std::make_unique<Node>("node " + std::to_string(value), value);
}

// Behind the last node with a smaller value. The caller has that node's lock, or the lock of all.
void insertBehind(Node& before, std::int64_t value) {
    auto node = makeNode(value);
    node->next = std::move(before.next);
    before.next = std::move(node);
}

bool isBefore(const Node& node, std::int64_t value) {
    return node.next && node.next->value < value;
}

void insertHandOverHand(Node& head, std::int64_t value, microseconds step) {
    Node* node = &head;
    node->lock.lock();
    while (isBefore(*node, value)) {
        Node* next = node->next.get();
        next->lock.lock(); // both, for a moment: nobody can slip in between
        node->lock.unlock();
        node = next;
        sync::sleepFor(step);
    }
    insertBehind(*node, value);
    node->lock.unlock();
}

void insertUnderOneLock(Node& head, std::int64_t value, microseconds step) {
    const sync::LockGuard guard(head.lock); // all the way: nobody gets in
    Node* node = &head;
    for (; isBefore(*node, value); node = node->next.get()) sync::sleepFor(step);
    insertBehind(*node, value);
}

std::vector<std::int64_t> valuesOf(const Node& head) {
    std::vector<std::int64_t> values;
    for (const Node* node = head.next.get(); node; node = node->next.get()) values.push_back(node->value);
    return values;
}

void run(Stage& stage) {
    const std::int64_t length = stage["length"];
    const std::int64_t workers = stage["workers"];
    const auto insert = stage.is("one-lock") ? insertUnderOneLock : insertHandOverHand;
    Node head("head", 0);
    Node* last = &head;
    for (std::int64_t i = 1; i <= length; ++i, last = last->next.get()) insertBehind(*last, i);
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (std::int64_t w = 1; w <= workers; ++w)
        threads.push_back(sync::Thread::make("Worker " + std::to_string(w), [&, w] {
            for (std::int64_t n = 0; n < stage["inserts"]; ++n) // each its own values, all at the far end
                insert(head, length + n * workers + w, microseconds(stage["step"]));
        }));
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    std::vector<std::int64_t> expected;
    for (std::int64_t i = 1; i <= length + workers * stage["inserts"]; ++i) expected.push_back(i);
    stage.setResult(valuesOf(head), expected);
}

} // namespace

extern const Scenario handOverHand;
const Scenario handOverHand{
    .id = "hand-over-hand",
    .title = "Hand over hand along a list",
    .group = "Contention",
    .summary = "Each node of a list has its own lock; who walks along it holds two at most, so several walk "
               "at once.",
    .variants = {{"hand-over-hand", "Takes the next node's lock before it gives back the one before."},
                 {"one-lock",
                  "The first lock is kept all the way, for the whole list: one walks at a time."}},
    .parameters = {{"workers", "How many threads insert", 3, 1, 32},
                   {"length", "How many nodes there are before", 6, 0, 200},
                   {"inserts", "How many nodes each inserts", 2, 1, 50},
                   {"step", "How long it takes to read a node", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "hand_over_hand.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
