// SPDX-License-Identifier: GPL-3.0-or-later
// A document of two pages that must agree. Many may read it at a time; who writes must be alone with it.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Document {
    Document(SharedPolicy policy)
        : lock("document", policy) {}
    sync::SharedMutex lock;
    sync::Variable<std::int64_t> page1{"page 1"};
    sync::Variable<std::int64_t> page2{"page 2"};
    sync::Atomic<std::int64_t> goodReads{"good reads"};
};

void readPages(Document& document, microseconds time) {
    const std::int64_t version = document.page1.read();
    sync::sleepFor(time); // people read slowly, and need no CPU for it
    if (document.page2.read() == version) document.goodReads.fetch_add(1);
}

void read(Document& document, microseconds time) {
    const sync::SharedLock together(document.lock); // with other readers
    readPages(document, time);
}

void readAlone(Document& document, microseconds time) {
    const sync::LockGuard alone(document.lock);
    readPages(document, time);
}

void write(Document& document, microseconds time) {
    const sync::LockGuard alone(document.lock);
    document.page1.write(document.page1.read() + 1);
    sync::sleepFor(time); // now the pages differ, and nobody may see them
    document.page2.write(document.page1.read());
}

SharedPolicy policyOf(const Stage& stage) {
    return stage.is("prefer-writers") ? SharedPolicy::PreferWriters
           : stage.is("fair")         ? SharedPolicy::Fair
                                      : SharedPolicy::PreferReaders;
}

void run(Stage& stage) {
    const microseconds time(stage["time"]);
    Document document(policyOf(stage));
    const auto readOnce = stage.is("one-at-a-time") ? readAlone : read;
    std::vector<std::unique_ptr<sync::Thread>> people;
    const auto add = [&](const std::string& name, microseconds start, void (*act)(Document&, microseconds)) {
        people.push_back(sync::Thread::make(name, [&, start, act] {
            sync::sleepFor(start);
            for (std::int64_t n = 0; n < stage["rounds"]; ++n) {
                act(document, time);
                sync::sleepFor(time / 4);
            }
        }));
    };
    for (std::int64_t i = 0; i < stage["readers"]; ++i) // one after the other, so that there is no gap
        add("Reader " + std::to_string(i + 1), i * time / stage["readers"], readOnce);
    for (std::int64_t i = 0; i < stage["writers"]; ++i) add("Writer " + std::to_string(i + 1), time, write);
    for (auto& person : people) person->start();
    for (auto& person : people) person->join();
    const std::vector<std::int64_t> expected{stage["readers"] * stage["rounds"],
                                             stage["writers"] * stage["rounds"]};
    stage.setResult(std::vector<std::int64_t>{document.goodReads.value(), document.page2.value()}, expected);
}

} // namespace

extern const Scenario readersWriters;
const Scenario readersWriters{
    .id = "readers-writers",
    .title = "Readers and writers",
    .group = "Classics",
    .summary = "Many threads may read together, or one may write alone; a policy says who goes first when "
               "both want to.",
    .variants = {{"prefer-readers", "A reader goes in while others read, though a writer waits."},
                 {"prefer-writers", "No reader passes a writer that waits."},
                 {"fair", "Everybody goes in in the order in which they came."},
                 {"one-at-a-time", "An ordinary lock: readers wait for each other, too."}},
    .parameters = {{"readers", "How many threads read", 3, 1, 64},
                   {"writers", "How many threads write", 2, 1, 64},
                   {"rounds", "How often each does", 4, 1, 1'000},
                   {"time", "How long reading and writing take", 3'000, 0, 1'000'000, "us"}},
    .sourceFile = "readers_writers.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
