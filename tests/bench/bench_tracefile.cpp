// SPDX-License-Identifier: GPL-3.0-or-later
// Traces as files: a contended run of eight threads is written, and opened again to full use.
#include "core/engine/recording.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/locks/mutex.h"
#include "core/trace/file/tracewriter.h"
#include "tests/bench/ctf.h"
#include "tests/bench/machine.h"
#include "tests/testrun.h"

#include <QProcess>
#include <QTemporaryDir>

#include <fstream>
#include <malloc.h>

namespace {

using namespace lockstep;
using bench::Clock;
using bench::secondsSince;

constexpr int kThreads = 8;

// As many locks as half of the threads, so that somebody always waits.
void contend(int rounds) {
    std::vector<std::unique_ptr<sync::Mutex>> locks;
    for (int i = 0; i < kThreads / 2; ++i)
        locks.push_back(std::make_unique<sync::Mutex>("lock " + std::to_string(i + 1)));
    std::vector<std::unique_ptr<sync::Thread>> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.push_back(std::make_unique<sync::Thread>("Worker " + std::to_string(t + 1), [&, t] {
            for (int i = 0; i < rounds; ++i) {
                sync::Mutex& lock = *locks[static_cast<std::size_t>(t * 31 + i * 7) % locks.size()];
                const sync::LockGuard guard(lock);
                if (i % 4 == 0) std::this_thread::yield(); // others come to wait
            }
        }));
    for (const auto& thread : threads) thread->start();
    for (const auto& thread : threads) thread->join();
}

Bytes fileOf(const Session& run) {
    Bytes file;
    const auto begin = Clock::now();
    TraceWriter writer([&](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                       kernelSourceAtFirst(run));
    writer.tell(aboutRun(run.settings()));
    writer.write(run.trace());
    const double seconds = secondsSince(begin);
    const auto events = static_cast<double>(run.trace().size());
    std::printf("written: %.2f bytes an event (Tracy 2.15, CTF 16.7), %.1f M events/s\n",
                static_cast<double>(file.size()) / events, events / seconds / 1e6);
    return file;
}

void open(const Bytes& file) {
    auto source = std::make_shared<const BytesInMemory>(file);
    malloc_trim(0);
    const std::size_t before = bench::residentBytes();
    const auto begin = Clock::now();
    const auto cpu = bench::CpuSeconds::now();
    RecordingReader reader(source);
    while (reader.readMore()) {
    }
    const Recording kept = reader.take([](std::string_view) { return nullptr; });
    const double seconds = secondsSince(begin);
    const auto used = bench::CpuSeconds::now();
    const auto events = static_cast<double>(kept.trace->size());
    std::printf("opened: %.1f M events/s (%.2f s, CPU %.2f + %.2f s), %.1f bytes of memory an event\n",
                events / seconds / 1e6, seconds, used.user - cpu.user, used.kernel - cpu.kernel,
                static_cast<double>(bench::residentBytes() - before) / events);
}

// What it costs to read the same events from a public format with its own reader, which keeps nothing.
void readWithBabeltrace(const Trace& trace) {
    const QTemporaryDir folder;
    bench::writeCtf(trace, folder.path().toStdString());
    const auto begin = Clock::now();
    if (QProcess::execute("babeltrace2", {folder.path(), "--output-format=dummy"}) != 0)
        return void(std::puts("babeltrace2 is not installed: nothing to compare with"));
    std::printf("babeltrace2 read them from the Common Trace Format: %.1f M events/s\n",
                static_cast<double>(trace.size()) / secondsSince(begin) / 1e6);
}

} // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 600'000;
    bench::printMachine();
    RunSettings settings;
    settings.timeLimit = std::chrono::minutes(5);
    TestRun run([rounds] { contend(rounds); }, settings);
    if (!run.run()) return 1;
    const Trace& trace = run.trace();
    std::size_t waits = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) waits += trace[i].kind == EventKind::Wait;
    std::printf("a run of %d threads and %d locks: %.1f M events, %.2f M of them waits\n", kThreads,
                kThreads / 2, static_cast<double>(trace.size()) / 1e6, static_cast<double>(waits) / 1e6);
    const Bytes file = fileOf(run.session());
    for (int i = 0; i < 3; ++i) open(file);
    readWithBabeltrace(trace);
}
