// SPDX-License-Identifier: GPL-3.0-or-later
// What deadlock detection costs: findings and walks A and B on a snapshot with 1,000 threads and 1,000 locks,
// a look at 1,000 threads that wait at one and the same thing, walk C over a million lock events; beside them
// std::sort of as many numbers in the same run.
#include "core/analysis/detection/walk.h"
#include "core/analysis/findings.h"
#include "core/engine/deadlockwatch.h"
#include "tests/bench/machine.h"
#include "tests/tracebuilder.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <random>

namespace {

using namespace lockstep;
using namespace std::chrono;

constexpr int kThreads = 1'000;
constexpr int kLocks = 1'000;
constexpr int kRounds = 20;

std::string threadAt(int i) {
    return "Worker " + std::to_string(i);
}
std::string lockAt(int i) {
    return "lock" + std::to_string(i);
}

// The best of several rounds: what else the machine does is not of interest.
template <class Work>
double milliseconds(int rounds, Work work) {
    double best = 1e30;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = steady_clock::now();
        work();
        best = std::min(best, duration<double, std::milli>(steady_clock::now() - begin).count());
    }
    return best;
}

double sortMilliseconds(std::size_t count) {
    std::vector<std::uint64_t> numbers(count);
    std::mt19937_64 random(1);
    return milliseconds(5, [&] {
        std::ranges::generate(numbers, random);
        std::ranges::sort(numbers);
    });
}

// Each thread holds a lock, and most wait for another's: rings of all sizes, chains behind them, some that
// run.
void addTangle(TraceBuilder& b) {
    std::mt19937 random(7);
    for (int t = 0; t < kThreads; ++t) b.addThread(threadAt(t)).spawn("", threadAt(t)).start(threadAt(t));
    for (int l = 0; l < kLocks; ++l) b.add(ObjectKind::Mutex, lockAt(l));
    for (int t = 0; t < kThreads; ++t) b.at(10 + t).acquire(threadAt(t), lockAt(t), 20);
    std::vector<int> next(kThreads);
    std::iota(next.begin(), next.end(), 0);
    std::shuffle(next.begin(), next.end(), random);
    for (int t = 0; t < kThreads; ++t)
        if (random() % 50 != 0)
            b.at(2'000 + t).wait(threadAt(t), lockAt(next[static_cast<std::size_t>(t)]), 30);
}

void measureSnapshot() {
    TraceBuilder b;
    addTangle(b);
    std::size_t findings = 0;
    std::size_t steps = 0;
    const double all = milliseconds(kRounds, [&] {
        findings = findDeadlocks(b.trace(), Moment(b.trace(), b.last())).size();
        steps =
            waitForWalk(b.trace(), b.last()).steps.size() + reductionWalk(b.trace(), b.last()).steps.size();
    });
    const double once =
        milliseconds(kRounds, [&] { (void)findDeadlocks(b.trace(), Moment(b.trace(), b.last())); });
    const double sort = sortMilliseconds(b.trace().size());
    std::printf("%d threads, %d locks: findings + walks A and B %.2f ms (aim: 10), findings alone %.2f ms; "
                "%zu deadlocks, %zu steps; std::sort of %zu numbers %.3f ms, ratio %.0f\n",
                kThreads, kLocks, all, once, findings, steps, b.trace().size(), sort, all / sort);
}

// All but one thread wait at one thing, and the last one has ended.
void addCrowd(TraceBuilder& b, bool isAtBarrier) {
    b.addBarrier("all", kThreads + 1).add(ObjectKind::Condition, "changed").addThreads({"Idle"});
    for (int t = 0; t < kThreads; ++t) b.addThread(threadAt(t)).spawn("", threadAt(t)).start(threadAt(t));
    for (int t = 0; t < kThreads && !isAtBarrier; ++t) b.notify(threadAt(t), "changed", 0, 10);
    for (int t = 0; t < kThreads; ++t) {
        if (isAtBarrier) b.arrive(threadAt(t), "all", t + 1, 20);
        b.wait(threadAt(t), isAtBarrier ? "all" : "changed", 20);
    }
    b.exit("Idle");
}

// What a live run pays each time somebody parks, at worst.
void measureCrowd(bool isAtBarrier) {
    TraceBuilder b;
    addCrowd(b, isAtBarrier);
    std::size_t findings = 0;
    const double look = milliseconds(kRounds, [&] {
        DeadlockWatch watch(b.trace());
        watch.look(1);
        findings = watch.findings().size();
    });
    const double sort = sortMilliseconds(b.trace().size());
    std::printf(
        "%d threads at one %s: a look %.2f ms, %zu deadlocks; std::sort of %zu numbers %.3f ms, ratio "
        "%.0f\n",
        kThreads, isAtBarrier ? "barrier (aim: 10)" : "condition, which each has notified", look, findings,
        b.trace().size(), sort, look / sort);
}

// Philosophers at a large table who take their forks left first, now and then the other way round.
void addManyLocks(TraceBuilder& b, std::size_t events) {
    constexpr int kSeats = 64;
    for (int t = 0; t < kSeats; ++t) b.addThread(threadAt(t)).spawn("", threadAt(t)).start(threadAt(t));
    for (int l = 0; l < kSeats; ++l) b.add(ObjectKind::Mutex, lockAt(l));
    std::mt19937 random(3);
    while (b.trace().size() < events) {
        const int t = static_cast<int>(random() % kSeats);
        int a = static_cast<int>(random() % kSeats);
        int c = (a + 1 + static_cast<int>(random() % 5)) % kSeats;
        if (random() % 1000 == 0) std::swap(a, c);
        b.acquire(threadAt(t), lockAt(a), 20).acquire(threadAt(t), lockAt(c), 21);
        b.release(threadAt(t), lockAt(c), 22).release(threadAt(t), lockAt(a), 23).at(b.now() + 1);
    }
}

void measureLockOrder() {
    constexpr std::size_t kEvents = 1'000'000;
    TraceBuilder b;
    addManyLocks(b, kEvents);
    std::size_t steps = 0;
    const double walk = milliseconds(3, [&] { steps = lockOrderWalk(b.trace(), b.last()).steps.size(); });
    const double sort = sortMilliseconds(b.trace().size());
    std::printf(
        "%zu lock events: walk C %.0f ms (aim: 2000), %zu steps; std::sort of as many numbers %.0f ms, "
        "ratio %.1f\n",
        b.trace().size(), walk, steps, sort, walk / sort);
}

} // namespace

int main() {
    bench::printMachine();
    measureSnapshot();
    measureCrowd(true);
    measureCrowd(false);
    measureLockOrder();
}
