// SPDX-License-Identifier: GPL-3.0-or-later
// A daemon works in the background. The program does not wait for it: it ends when the main thread does.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

constexpr int kPieces = 4;

void workInPieces(microseconds time) {
    for (int i = 0; i < kPieces; ++i) {
        sync::work(time / kPieces / 2);
        sync::sleepFor(time / kPieces / 2);
    }
}

// A background loop. Where nobody waits for it, it is cut off somewhere in here.
void tick(Stage& stage, sync::Atomic<std::int64_t>& ticks, microseconds pause) {
    for (std::int64_t n = 0; n < stage["rounds"]; ++n) {
        sync::sleepFor(pause);
        ticks.fetch_add(1);
    }
    stage.setResult("the ticker came to its own end");
}

void runTicker(Stage& stage, bool isDaemon) {
    const microseconds pause(stage["pause"]);
    stage.setResult("the ticker was cut off");
    const auto ticks = std::make_shared<sync::Atomic<std::int64_t>>("ticks");
    const auto body = [&stage, ticks, pause] { tick(stage, *ticks, pause); };
    if (!isDaemon) {
        sync::Thread ticker("Ticker", body);
        ticker.start();
        return workInPieces(microseconds(stage["main"])); // and then for the ticker: the program waits for it
    }
    sync::Thread::daemon("Ticker (daemon)", body)->start();
    workInPieces(microseconds(stage["main"]));
}

// Important work, left to a daemon: what is still in the queue when main ends is lost.
void runWriter(Stage& stage) {
    const std::int64_t count = stage["rounds"];
    const microseconds pause(stage["pause"]);
    const auto records = std::make_shared<sync::BlockingQueue<std::int64_t>>("records");
    stage.setResult(std::int64_t{0}, count);
    sync::Thread::daemon("Writer (daemon)", [&stage, records, count, pause] {
        for (std::int64_t written = 1; records->take(); ++written) {
            sync::sleepFor(pause); // the disk is slow
            stage.setResult(written, count);
        }
    })->start();
    for (std::int64_t n = 0; n < count; ++n) records->put(n);
    workInPieces(microseconds(stage["main"]));
} // main is done, the writer is not

// A janitor: whatever it leaves behind when it is cut off does no harm.
void runJanitor(Stage& stage) {
    const microseconds pause(stage["pause"]);
    const auto litter = std::make_shared<sync::Atomic<std::int64_t>>("temporary files");
    sync::Thread::daemon("Janitor (daemon)", [litter, pause] {
        for (;;) {
            sync::sleepFor(2 * pause);
            if (const std::int64_t found = litter->load(); found > 0) litter->fetch_add(-found);
        }
    })->start();
    std::int64_t served = 0;
    for (; served < stage["rounds"]; ++served) {
        sync::sleepFor(microseconds(stage["main"]) / stage["rounds"]);
        litter->fetch_add(1); // each request leaves one
    }
    stage.setResult(served, stage["rounds"]);
}

void run(Stage& stage) {
    if (stage.is("important-work")) return runWriter(stage);
    if (stage.is("cleanup")) return runJanitor(stage);
    runTicker(stage, stage.is("daemon"));
}

} // namespace

extern const Scenario daemonThread;
const Scenario daemonThread{
    .id = "daemon",
    .title = "A daemon",
    .group = "Threads",
    .summary = "A thread in the background that ends because the main thread ends, whatever it is doing.",
    .variants = {{"daemon", "A daemon ticks until main ends; the rest of its rounds never happen."},
                 {"non-daemon", "The same loop in an ordinary thread: the program waits for all its rounds."},
                 {"important-work",
                  "A daemon writes records: those it has not written when main ends are lost."},
                 {"cleanup", "A janitor as a daemon: nothing is missed when it is cut off."}},
    .parameters = {{"rounds", "Ticks, records or requests", 10, 1, 100},
                   {"pause", "How long the background thread takes for each", 2'000, 100, 100'000, "us"},
                   {"main", "How long the main thread works", 9'000, 0, 1'000'000, "us"}},
    .sourceFile = "daemon.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
