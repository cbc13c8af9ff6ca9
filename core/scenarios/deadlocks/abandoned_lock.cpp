// SPDX-License-Identifier: GPL-3.0-or-later
// A thread leaves a function early and forgets to give its lock back. Then it ends.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void writeReport(sync::Mutex& printer, bool hasPaper, microseconds work) {
    printer.lock();
    if (!hasPaper) return; // and the lock?
    sync::work(work);
    printer.unlock();
}

// The guard's destructor gives the lock back on every way out of the function.
void writeReportGuarded(sync::Mutex& printer, bool hasPaper, microseconds work) {
    const sync::LockGuard guard(printer);
    if (!hasPaper) return;
    sync::work(work);
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const auto write = stage.is("guard") ? writeReportGuarded : writeReport;
    sync::Mutex printer("printer");

    sync::Thread hasty("Worker 1", [&] { write(printer, false, work); });
    sync::Thread patient("Worker 2", [&] {
        for (int n = 0; n < stage["reports"]; ++n) write(printer, true, work);
    });
    hasty.start();
    patient.start();
    hasty.join();
    patient.join();
    stage.setResult("all reports written", "all reports written");
}

} // namespace

extern const Scenario abandonedLock;
const Scenario abandonedLock{
    .id = "abandoned-lock",
    .title = "A lock nobody will give back",
    .group = "Deadlocks",
    .summary = "A thread ends while it holds a lock; whoever wants that lock waits for ever.",
    .variants = {{"forgotten", "An early return skips the unlock: who comes later gets stuck."},
                 {"guard", "A guard gives the lock back on every way out of the function."}},
    .parameters = {{"reports", "How many reports Worker 2 writes", 3, 1, 1'000},
                   {"work", "How long one report takes", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "abandoned_lock.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
