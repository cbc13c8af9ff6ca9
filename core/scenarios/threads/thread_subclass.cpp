// SPDX-License-Identifier: GPL-3.0-or-later
// A class that is a thread: run() is its code, and its members are each object's own.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/sleep.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// What each object has for itself. A base, and the first one: it must outlive the thread that uses it.
struct OwnState {
    sync::Variable<std::int64_t> left;
    const microseconds step;
};

class Countdown : OwnState, public sync::Thread {
public:
    Countdown(const std::string& name, std::int64_t from, microseconds stepTime)
        : OwnState{sync::Variable<std::int64_t>("left (" + name + ")", from), stepTime}
        , sync::Thread(name, [this] { run(); }) {}

    std::int64_t stepsDone() const { return m_stepsDone; }

private:
    // As in Python's threading.Thread: start() makes a new thread, which calls run().
    void run() {
        while (left.read() > 0) {
            sync::work(step);
            left.write(left.read() - 1); // nobody else has this object's `left`: no lock is needed
            ++m_stepsDone;
        }
    }

    std::int64_t m_stepsDone = 0;
};

void run(Stage& stage) {
    const std::int64_t count = stage["count"];
    const microseconds step(stage["step"]);
    Countdown first("Countdown 1", count, step);
    Countdown second("Countdown 2", 2 * count, step);
    first.start();
    second.start();
    first.join();
    second.join();
    stage.setResult(std::vector{first.stepsDone(), second.stepsDone()}, std::vector{count, 2 * count});
}

} // namespace

extern const Scenario threadSubclass;
const Scenario threadSubclass{
    .id = "thread-subclass",
    .title = "A thread as a class",
    .group = "Threads",
    .summary = "A class brings its own run(); two objects of it run at once, each with its own state.",
    .variants = {},
    .parameters = {{"count", "From how much the first counts down; the second from twice as much", 4, 1,
                    1'000},
                   {"step", "How long one step takes", 1'000, 0, 10'000, "us"}},
    .sourceFile = "thread_subclass.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
