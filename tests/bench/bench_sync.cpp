// SPDX-License-Identifier: GPL-3.0-or-later
// What a recorded lock costs beside std::mutex in the same run: an uncontended pair of lock and unlock, and
// 64 threads that take one lock 100,000 times each.
#include "core/engine/session.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "tests/bench/machine.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <mutex>

namespace {

using namespace lockstep;
using namespace std::chrono;

constexpr int kPairs = 4000;
constexpr int kRounds = 400;
constexpr int kThreads = 64;
constexpr int kLocksEach = 100'000;

template <class Lock>
double nanosecondsPerPair(Lock& lock) {
    const auto begin = steady_clock::now();
    for (int i = 0; i < kPairs; ++i) {
        lock.lock();
        asm volatile("" ::: "memory");
        lock.unlock();
    }
    return duration<double, std::nano>(steady_clock::now() - begin).count() / kPairs;
}

void measurePair() {
    std::mutex plain;
    sync::Mutex recorded("recorded");
    double plainSum = 0;
    double recordedSum = 0;
    for (int i = 0; i < kRounds; ++i) {
        plainSum += nanosecondsPerPair(plain);
        recordedSum += nanosecondsPerPair(recorded);
        std::this_thread::sleep_for(milliseconds(5)); // the collector drains
    }
    const double plainMean = plainSum / kRounds;
    const double recordedMean = recordedSum / kRounds;
    std::printf("uncontended lock + unlock, mean of %d: std::mutex %.1f ns, recorded %.1f ns, difference "
                "%.1f ns (aim: 40)\n",
                kPairs * kRounds, plainMean, recordedMean, recordedMean - plainMean);
}

template <class Lock, class Start>
double secondsOfAll(Lock& lock, Start startThreads) {
    long total = 0;
    const auto begin = steady_clock::now();
    startThreads([&] {
        for (int i = 0; i < kLocksEach; ++i) {
            lock.lock();
            ++total;
            lock.unlock();
        }
    });
    const double seconds = duration<double>(steady_clock::now() - begin).count();
    if (total != long{kThreads} * kLocksEach) std::printf("the lock does not exclude\n");
    return seconds;
}

void measureContended() {
    std::mutex plain;
    const double plainSeconds = secondsOfAll(plain, [](const auto& body) {
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i) threads.emplace_back(body);
        for (auto& thread : threads) thread.join();
    });
    sync::Mutex recorded("contended");
    const double recordedSeconds = secondsOfAll(recorded, [](const auto& body) {
        std::vector<std::unique_ptr<sync::Thread>> threads;
        for (int i = 1; i <= kThreads; ++i)
            threads.push_back(std::make_unique<sync::Thread>("Worker " + std::to_string(i), body));
        for (auto& thread : threads) thread->start();
        for (auto& thread : threads) thread->join();
    });
    std::printf("%d threads, %d locks each: std::mutex %.3f s, recorded %.3f s, ratio %.1f (aim: 5)\n",
                kThreads, kLocksEach, plainSeconds, recordedSeconds, recordedSeconds / plainSeconds);
}

void run(Stage&) {
    measurePair();
    measureContended();
}

} // namespace

int main() {
    const Scenario scenario{
        .id = "bench", .title = "bench", .group = "", .summary = "", .sourceFile = "", .run = run};
    RunSettings settings;
    settings.scenario = &scenario;
    Session session(settings);
    bench::printMachine();
    session.start();
    session.waitUntilEnded(minutes(5));
    std::printf("%zu events, %llu lost, %zu illegal transitions\n", session.trace().size(),
                static_cast<unsigned long long>(session.trace().lost()),
                session.trace().illegalTransitions().size());
}
