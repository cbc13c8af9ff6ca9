// SPDX-License-Identifier: GPL-3.0-or-later
// Before a program makes any thread it has one already: the main thread, from which all others descend.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono_literals;

void run(Stage& stage) { // this is the main thread's code
    sync::Atomic<std::int64_t> count("threads that have run", 1);
    sync::work(2ms); // nobody else is there yet

    sync::Thread cook("Cook", [&] {
        count.fetch_add(1);
        sync::Thread helper("Helper", [&] { // a thread may start others: the cook is its parent
            count.fetch_add(1);
            sync::work(2ms);
        });
        helper.start();
        sync::work(1ms);
        helper.join();
    });
    sync::Thread waiter("Waiter", [&] {
        count.fetch_add(1);
        sync::work(3ms);
    });
    cook.start();
    sync::work(1ms); // the main thread is a thread like the others: it runs beside them
    waiter.start();
    sync::work(1ms);

    cook.join(); // the last to end is the first that was there
    waiter.join();
    stage.setResult(count.value(), std::int64_t{4});
}

} // namespace

extern const Scenario mainThread;
const Scenario mainThread{
    .id = "main-thread",
    .title = "The main thread",
    .group = "Threads",
    .summary = "Every program begins with one thread; the others are started by it, or by its children.",
    .variants = {},
    .parameters = {},
    .sourceFile = "main_thread.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
