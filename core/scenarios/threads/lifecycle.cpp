// SPDX-License-Identifier: GPL-3.0-or-later
// One thread through every state a thread can be in.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/io/file.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void live(sync::Mutex& lock, sync::ManualResetEvent& nearlyThere, microseconds work, microseconds sleep) {
    sync::work(work);      // running
    sync::sleepFor(sleep); // sleeping: until a time has come

    sync::File notes("notes");
    notes.write(std::string(1 << 16, 'x')); // sleeping: until the disk has it

    nearlyThere.set();
    sync::LockGuard guard(lock); // blocked: the main thread holds the lock
    sync::work(work);            // running again
} // terminated

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const microseconds sleep(stage["sleep"]);
    sync::Mutex lock("lock");
    sync::ManualResetEvent nearlyThere("nearly there");

    sync::Thread child("Child", [&] { live(lock, nearlyThere, work, sleep); }); // new
    sync::work(work);

    lock.lock();
    child.start();         // runnable: it waits for a processor
    nearlyThere.wait();    // until the child is about to want the lock
    sync::sleepFor(sleep); // and some time longer, in which it has to wait
    lock.unlock();         // the child can go on

    child.join();
    stage.setResult("the child has ended", "the child has ended");
}

} // namespace

extern const Scenario lifecycle;
const Scenario lifecycle{
    .id = "lifecycle",
    .title = "The life of a thread",
    .group = "Threads",
    .summary = "One thread is new, runnable, running, sleeping, blocked and at last terminated.",
    .variants = {},
    .parameters = {{"work", "How long each piece of work takes", 2'000, 0, 1'000'000, "us"},
                   {"sleep", "How long the child sleeps", 3'000, 0, 1'000'000, "us"}},
    .sourceFile = "lifecycle.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
