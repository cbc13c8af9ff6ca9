// SPDX-License-Identifier: GPL-3.0-or-later
// Workers show that they are alive by a beat; a daemon looks whether each of them still does.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/sleep.h"

#include <memory>
#include <utility>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

constexpr int kWorkers = 3;
constexpr int kPieces = 10;
constexpr int kMisses = 2; // in a row, before somebody is named

// One worker's part of the board: how often its heart has beaten, and the answer it may have to wait for.
struct Patient {
    explicit Patient(int number)
        : name("Worker " + std::to_string(number))
        , beats("beats of " + name)
        , answer("answer for " + name) {}
    const std::string name;
    sync::Atomic<std::int64_t> beats;
    sync::Atomic<std::int64_t> isDone{"done"};
    sync::ManualResetEvent answer;
};

struct Ward {
    Patient patients[kWorkers]{Patient(1), Patient(2), Patient(3)};
    sync::BlockingQueue<int> alarms{"alarms"};
};

// The last worker asks for an answer in the middle of its work, and it does not come.
void work(Patient& me, bool getsStuck, microseconds piece) {
    for (int n = 0; n < kPieces; ++n) {
        sync::sleepFor(piece);
        me.beats.fetch_add(1);
        if (getsStuck && n == kPieces / 2) me.answer.wait();
    }
    me.isDone.store(1);
}

// Compares with what it saw last time; whoever has not moved twice in a row is named.
void monitor(Ward& ward, microseconds interval) {
    std::int64_t seen[kWorkers]{};
    int missed[kWorkers]{};
    for (;;) {
        sync::sleepFor(interval);
        for (int i = 0; i < kWorkers; ++i) {
            const std::int64_t beats = ward.patients[i].beats.load();
            const bool isSilent = beats == std::exchange(seen[i], beats);
            missed[i] = isSilent && !ward.patients[i].isDone.load() ? missed[i] + 1 : 0;
            if (missed[i] == kMisses) ward.alarms.put(i);
        }
    }
}

void run(Stage& stage) {
    const microseconds interval(stage["interval"]);
    const auto ward = std::make_shared<Ward>();
    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (int i = 0; i < kWorkers; ++i) {
        Patient& patient = ward->patients[i];
        workers.push_back(
            sync::Thread::make(patient.name, [&, i] { work(patient, i == kWorkers - 1, interval / 5); }));
        workers.back()->start();
    }
    sync::Thread::daemon("Monitor (daemon)", [ward, interval] { monitor(*ward, interval); })->start();

    std::string named;
    while (named != ward->patients[kWorkers - 1].name) { // others may only have been slow
        const auto alarm = ward->alarms.take();
        named = ward->patients[*alarm].name;
        ward->patients[*alarm].answer.set(); // help it
    }
    for (auto& worker : workers) worker->join();
    stage.setResult(named + " missed its beat", "Worker 3 missed its beat");
}

} // namespace

extern const Scenario heartbeat;
const Scenario heartbeat{
    .id = "heartbeat",
    .title = "Heartbeat",
    .group = "Programs",
    .summary = "A daemon watches the beats of three workers, and names the one that is stuck.",
    .variants = {},
    .parameters = {{"interval", "How often the monitor looks", 10'000, 1'000, 1'000'000, "us"}},
    .sourceFile = "heartbeat.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
