// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to go back: a prefix of 1,000 steps is replayed on real threads, until the next choice
// can be made. Beside it, as many hand-overs between two threads by std::condition_variable.
#include "core/analysis/steps.h"
#include "core/engine/session.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "tests/bench/machine.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <vector>

namespace {

using namespace lockstep;
using namespace std::chrono;

constexpr std::size_t kSteps = 1000;
constexpr int kRounds = 50;

void contend(Stage&) {
    sync::Mutex lock("lock");
    const auto body = [&] {
        for (int i = 0; i < 200; ++i) sync::LockGuard hold(lock);
    };
    sync::Thread a("A", body), b("B", body), c("C", body);
    for (sync::Thread* thread : {&a, &b, &c}) thread->start();
}

const Scenario kScenario{
    .id = "bench", .title = "bench", .group = "", .summary = "", .sourceFile = "", .run = contend};

double millisecondsSince(steady_clock::time_point begin) {
    return duration<double, std::milli>(steady_clock::now() - begin).count();
}

std::vector<Choice> prefix() {
    Session session({.scenario = &kScenario, .mode = Mode::Random});
    session.start();
    session.waitUntilEnded(minutes(1));
    std::vector<Choice> choices = choicesOf(session.trace());
    choices.resize(kSteps);
    return choices;
}

// From the wish to go back to the moment at which somebody can choose again.
double millisecondsToBranch(const std::vector<Choice>& script) {
    const auto begin = steady_clock::now();
    Session session({.scenario = &kScenario, .mode = Mode::Step, .script = script});
    session.start();
    while (session.halt() != Halt::Undecided) std::this_thread::sleep_for(microseconds(100));
    return millisecondsSince(begin);
}

double millisecondsToHandOver() {
    std::mutex lock;
    std::condition_variable turned;
    int turn = 0;
    const auto begin = steady_clock::now();
    const auto play = [&](int me) {
        for (std::size_t i = 0; i < kSteps / 2; ++i) {
            std::unique_lock hold(lock);
            turned.wait(hold, [&] { return turn == me; });
            turn = 1 - me;
            turned.notify_one();
        }
    };
    std::thread other(play, 1);
    play(0);
    other.join();
    return millisecondsSince(begin);
}

template <class Measure>
double medianOf(Measure measure) {
    std::vector<double> times;
    for (int i = 0; i < kRounds; ++i) times.push_back(measure());
    std::ranges::nth_element(times, times.begin() + kRounds / 2);
    return times[kRounds / 2];
}

} // namespace

int main() {
    bench::printMachine();
    const std::vector<Choice> script = prefix();
    const double branch = medianOf([&] { return millisecondsToBranch(script); });
    const double handOver = medianOf(millisecondsToHandOver);
    std::printf("back by %zu steps of 3 threads, until the next choice: %.1f ms (aim: 200); as many "
                "hand-overs by std::condition_variable: %.1f ms, ratio %.1f\n",
                kSteps, branch, handOver, branch / handOver);
}
