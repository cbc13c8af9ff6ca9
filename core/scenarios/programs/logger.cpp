// SPDX-License-Identifier: GPL-3.0-or-later
// Many workers log through one queue; one daemon takes the records out and writes them to a file.
#include "core/engine/scenario.h"
#include "core/sync/flow/queue.h"
#include "core/sync/io/file.h"
#include "core/sync/waits/sleep.h"

#include <algorithm>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

// What the writer uses must outlive the main thread, as the writer may: both own it.
struct Log {
    sync::BlockingQueue<std::string> records{"log records"};
    sync::File file{"log file"};
};

// The only one that touches the file, so the file needs no lock.
void writeRecords(Stage& stage, Log& log, std::int64_t expected) {
    for (std::int64_t written = 1; auto record = log.records.take(); ++written) {
        log.file.write(*record);
        sync::sleepFor(microseconds(stage["disk"])); // as if the disk were slower than it is
        stage.setResult(written, expected);
    }
}

void work(Log& log, int number, std::int64_t records, microseconds time) {
    for (std::int64_t n = 1; n <= records; ++n) {
        sync::work(time);
        // never waits for the disk
        log.records.put("worker " + std::to_string(number) + ", record " + std::to_string(n) + "\n");
    }
}

std::int64_t linesIn(sync::File& file) {
    const std::string text = file.read();
    return std::ranges::count(text, '\n');
}

void run(Stage& stage) {
    const std::int64_t expected = stage["workers"] * stage["records"];
    const microseconds time(stage["work"]);
    stage.setResult(std::int64_t{0}, expected);

    const auto log = std::make_shared<Log>();
    const auto writer = sync::Thread::daemon(
        "Writer (daemon)", [&stage, log, expected] { writeRecords(stage, *log, expected); });
    writer->start();

    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (int i = 1; i <= stage["workers"]; ++i)
        workers.push_back(sync::Thread::make("Worker " + std::to_string(i),
                                             [&, i] { work(*log, i, stage["records"], time); }));
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) worker->join();

    if (stage.is("lost-tail")) return; // the program ends, and with it the writer
    log->records.close();              // no more will come: the writer finishes what is in the queue
    writer->join();                    // also a daemon can be waited for
    stage.setResult(linesIn(log->file), expected);
}

} // namespace

extern const Scenario logger;
const Scenario logger{
    .id = "logger",
    .title = "A logger thread",
    .group = "Programs",
    .summary = "Workers put log records into a queue, and one daemon writes them to a real file.",
    .variants = {{"flush-on-exit", "Main closes the queue and waits for the writer: the file is complete."},
                 {"lost-tail", "Main just ends: what is still in the queue then never reaches the file."}},
    .parameters = {{"workers", "How many threads log", 3, 1, 64},
                   {"records", "How many records each of them logs", 6, 1, 100},
                   {"work", "How long a worker computes before each record", 300, 0, 100'000, "us"},
                   {"disk", "How much slower than it is the disk seems, per record", 1'000, 0, 100'000,
                    "us"}},
    .sourceFile = "logger.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
