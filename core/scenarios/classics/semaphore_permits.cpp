// SPDX-License-Identifier: GPL-3.0-or-later
// A semaphore holds permits: so many threads may be inside at once, and the others wait for one to come out.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Printers {
    Printers(std::int64_t printers)
        : permits(static_cast<std::int32_t>(printers), "permits")
        , count(printers) {}
    sync::Semaphore permits;
    sync::Atomic<std::int64_t> inUse{"in use"};
    sync::Atomic<std::int64_t> tooMany{"too many"};
    const std::int64_t count;
};

// There must never be more threads in here than there are printers.
void print(Printers& printers, microseconds time) {
    if (printers.inUse.fetch_add(1) >= printers.count) printers.tooMany.fetch_add(1);
    sync::sleepFor(time); // the printer works, not the CPU
    printers.inUse.fetch_add(-1);
}

void printPages(const Stage& stage, Printers& printers) {
    for (std::int64_t page = 0; page < stage["pages"]; ++page) {
        if (!stage.is("no-limit")) printers.permits.acquire(); // waits while there is none
        print(printers, microseconds(stage["print"]));
        if (!stage.is("no-limit")) printers.permits.release();
        // gives back a permit it never had: from now on there is one more than there are printers
        if (stage.is("released-twice") && page == 0) printers.permits.release();
    }
}

void run(Stage& stage) {
    Printers printers(stage["permits"]);
    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (std::int64_t i = 1; i <= stage["workers"]; ++i)
        workers.push_back(
            sync::Thread::make("Worker " + std::to_string(i), [&] { printPages(stage, printers); }));
    for (auto& worker : workers) printers.permits.declareSignaller(*worker);
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) worker->join();
    stage.setResult(printers.tooMany.value(), 0);
}

} // namespace

extern const Scenario semaphorePermits;
const Scenario semaphorePermits{
    .id = "semaphore-permits",
    .title = "Permits of a semaphore",
    .group = "Classics",
    .summary = "Many threads share a few printers; a semaphore lets in as many as there are printers.",
    .variants = {{"semaphore", "Each takes a permit, prints, and gives it back: never too many at once."},
                 {"no-limit", "Nobody asks for a permit: all print at once."},
                 {"released-twice", "Each gives back one permit too many: soon more print than may."}},
    .parameters = {{"workers", "How many threads want to print", 6, 1, 64},
                   {"permits", "How many printers there are", 2, 1, 64},
                   {"pages", "How many pages each prints", 3, 1, 1'000},
                   {"print", "How long a page takes", 3'000, 0, 1'000'000, "us"}},
    .sourceFile = "semaphore_permits.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
