// SPDX-License-Identifier: GPL-3.0-or-later
// A function that takes a lock calls another that takes it too.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

template <class Lock>
struct Drawer {
    Lock lock{"drawer lock"};
    sync::Variable<std::int64_t> boxes{"boxes opened"};
};

// Opens a box, in which there may be another box. Each call takes the lock for itself.
template <class Lock>
void openBox(Drawer<Lock>& drawer, std::int64_t depth, microseconds work) {
    const sync::LockGuard guard(drawer.lock); // from the second call on this thread holds it already
    drawer.boxes.write(drawer.boxes.read() + 1);
    sync::work(work);
    if (depth > 1) openBox(drawer, depth - 1, work);
} // gives it back once; it is free when that was done as often as it was taken

template <class Lock>
std::int64_t openAll(std::int64_t depth, microseconds work) {
    Drawer<Lock> drawer;
    sync::Thread worker1("Worker 1", [&] { openBox(drawer, depth, work); });
    sync::Thread worker2("Worker 2", [&] { openBox(drawer, depth, work); });
    worker1.start();
    worker2.start(); // to others it is a lock like any other: they wait until the depth is 0
    worker1.join();
    worker2.join();
    return drawer.boxes.value();
}

void run(Stage& stage) {
    const std::int64_t depth = stage["depth"];
    const microseconds work(stage["work"]);
    const auto opened =
        stage.is("rlock") ? openAll<sync::RecursiveMutex>(depth, work) : openAll<sync::Mutex>(depth, work);
    stage.setResult(opened, 2 * depth);
}

} // namespace

extern const Scenario rlock;
const Scenario rlock{
    .id = "rlock",
    .title = "A lock within itself",
    .group = "Locks",
    .summary = "A function that holds a lock calls one that takes it again: a plain lock stops on itself, a "
               "recursive one counts.",
    .variants = {{"lock", "A plain lock: the thread waits for itself, and the other one for it."},
                 {"rlock", "A recursive lock lets its owner in again, and is free when its depth is 0."}},
    .parameters = {{"depth", "How many calls take the lock, one inside the other", 3, 2, 100},
                   {"work", "How long each call works", 2'000, 0, 100'000, "us"}},
    .sourceFile = "rlock.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
