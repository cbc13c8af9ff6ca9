// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to record one event while a collector drains the ring, beside two public queues that are
// drained the same way, and the floor: a clock reading and a 32-byte store. Bursts of all four take turns, so
// that whatever else the machine does meets all of them.
#include "core/capture/tracesink.h"
#include "tests/bench/machine.h"
#include "tests/bench/recording.h"

#include <boost/lockfree/spsc_queue.hpp>
#include <readerwriterqueue/readerwriterqueue.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace {

using namespace lockstep;
using namespace std::chrono;

constexpr std::size_t kCapacity = 16384;
constexpr std::uint32_t kBurst = 8000;
constexpr int kRounds = 400;
constexpr auto kPause = microseconds(3000);

struct Times {
    std::vector<double> perEvent; // nanoseconds, one per burst
    double mean() const {
        double sum = 0;
        for (double t : perEvent) sum += t;
        return sum / static_cast<double>(perEvent.size());
    }
    double median() const {
        auto sorted = perEvent;
        std::ranges::sort(sorted);
        return sorted[sorted.size() / 2];
    }
};

template <class Push>
void burst(Times& times, Push push) {
    const auto begin = steady_clock::now();
    for (std::uint32_t i = 0; i < kBurst; ++i) push(bench::eventNumber(i));
    times.perEvent.push_back(duration<double, std::nano>(steady_clock::now() - begin).count() / kBurst);
    std::this_thread::sleep_for(kPause); // the consumer wakes and drains meanwhile
}

// A consumer as Lockstep's: looks every four milliseconds and takes all there is.
template <class Take>
class Consumer {
public:
    explicit Consumer(Take take)
        : m_thread([this, take] {
            while (!m_isOver.load()) {
                take();
                std::this_thread::sleep_for(milliseconds(4));
            }
        }) {}
    ~Consumer() {
        m_isOver = true;
        m_thread.join();
    }

private:
    std::atomic<bool> m_isOver{false};
    std::thread m_thread;
};

void measureOneProducer() {
    bench::CountingSink sink;
    Recorder recorder(sink, {.ringCapacity = kCapacity}, monotonicNanoseconds());
    recorder.start();
    RingBuffer& ring = recorder.attach(0);
    bench::Floor floor(kCapacity);
    boost::lockfree::spsc_queue<RawEvent, boost::lockfree::capacity<kCapacity>> boostQueue;
    moodycamel::ReaderWriterQueue<RawEvent> readerWriter(kCapacity);
    std::uint64_t checksum = 0;
    const Consumer boostConsumer(
        [&] { boostQueue.consume_all([&](const RawEvent& e) { checksum += e.order; }); });
    const Consumer readerConsumer([&] {
        for (RawEvent e; readerWriter.try_dequeue(e);) checksum += e.order;
    });

    Times base, ours, boosts, readers;
    std::uint32_t order = 0;
    for (int i = 0; i < kRounds; ++i) {
        burst(base, [&](RawEvent e) { floor.push(e); });
        burst(ours, [&](RawEvent e) {
            e.order = order++;
            ring.push(e);
        });
        burst(boosts, [&](RawEvent e) {
            e.ticks = readTicks();
            boostQueue.push(e);
        });
        burst(readers, [&](RawEvent e) {
            e.ticks = readTicks();
            readerWriter.try_enqueue(e);
        });
    }
    recorder.detach(ring);
    recorder.stop();

    const auto print = [&](const char* name, const Times& t) {
        std::printf("%-34s mean %6.2f ns  median %6.2f ns   times the floor: mean %.2f  median %.2f\n", name,
                    t.mean(), t.median(), t.mean() / base.mean(), t.median() / base.median());
    };
    std::printf("one event, %d bursts of %u, one producer, its consumer running (aim: 1.0 times the floor)\n",
                kRounds, kBurst);
    print("rdtsc + 32-byte store (the floor)", base);
    print("Lockstep's recorder", ours);
    print("boost::lockfree::spsc_queue", boosts);
    print("moodycamel::ReaderWriterQueue", readers);
}

struct Stored {
    double perSecond = 0; // million events
    bench::CpuSeconds cpu;
    std::size_t inTrace = 0;
    std::uint64_t lost = 0;
};

// Events of several threads, each on a variable of its own, through to a trace with all that is derived from
// them.
Stored store(int producers, std::uint32_t events) {
    Trace trace;
    TraceSink sink(trace);
    Recorder recorder(sink, {.ringCapacity = kCapacity}, monotonicNanoseconds());
    recorder.start();
    RingBuffer& session = recorder.attach(kNoRuntimeId);
    const auto declare = [&](ObjectKind kind, RuntimeId object, RuntimeId thread) {
        session.push({.site = new Declaration{std::source_location::current(), kind, "x", "0", 0, thread},
                      .object = object});
    };
    const auto count = static_cast<RuntimeId>(producers);
    for (RuntimeId p = 0; p < count; ++p) {
        declare(ObjectKind::Thread, p, p);
        session.push(
            {.object = p, .order = 1, .value = static_cast<std::int32_t>(p), .kind = EventKind::Spawn});
        declare(ObjectKind::Variable, count + p, kNoRuntimeId);
    }
    const auto cpuBegin = bench::CpuSeconds::now();
    const auto begin = steady_clock::now();
    std::vector<std::thread> threads;
    for (RuntimeId p = 0; p < count; ++p)
        threads.emplace_back([&, p] {
            RingBuffer& ring = recorder.attach(p);
            ring.push({.object = p, .order = 2, .value = gettid(), .kind = EventKind::Start});
            for (std::uint32_t i = 1; i <= events; ++i)
                ring.push({.object = count + p,
                           .order = i,
                           .value = static_cast<std::int32_t>(i),
                           .kind = EventKind::Write});
            recorder.detach(ring);
        });
    for (auto& thread : threads) thread.join();
    recorder.detach(session);
    recorder.stop();
    const double seconds = duration<double>(steady_clock::now() - begin).count();
    const auto cpuEnd = bench::CpuSeconds::now();
    return {static_cast<double>(producers) * events / seconds / 1e6,
            {cpuEnd.user - cpuBegin.user, cpuEnd.kernel - cpuBegin.kernel},
            trace.size(),
            trace.lost()};
}

void measureStored(int producers, std::uint32_t events) {
    std::array<Stored, 5> runs;
    for (Stored& run : runs) run = store(producers, events);
    std::ranges::sort(runs, {}, &Stored::perSecond);
    const Stored& run = runs[runs.size() / 2];
    const double perEvent = 1e9 / (static_cast<double>(producers) * events);
    std::printf(
        "%d producers, median of %zu runs: %.1f million events a second stored (aim: 10; best %.1f, worst "
        "%.1f)\n    CPU time of all threads per event: user %.0f ns, kernel %.0f ns (%zu in the trace, "
        "%llu lost)\n",
        producers, runs.size(), run.perSecond, runs.back().perSecond, runs.front().perSecond,
        run.cpu.user * perEvent, run.cpu.kernel * perEvent, run.inTrace,
        static_cast<unsigned long long>(run.lost));
}

} // namespace

int main() {
    bench::printMachine();
    measureOneProducer();
    measureStored(1, 8'000'000);
    measureStored(4, 4'000'000);
}
