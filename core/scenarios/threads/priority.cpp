// SPDX-License-Identifier: GPL-3.0-or-later
// Workers that only compute share one processor; the nicer one is to others, the less it gets itself.
#include "core/sync/flow/priority.h"
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/sleep.h"

#include <array>
#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

constexpr microseconds kPiece(500);

// Computes until the first is done, and tells how long it was on the processor, as the kernel has measured
// it.
std::optional<microseconds> compete(int nice, microseconds work, sync::ManualResetEvent& go,
                                    sync::Atomic<std::int64_t>& isOver, sync::Atomic<std::int64_t>& pieces) {
    const bool isPrepared = sync::setNiceness(nice) && sync::stayOnFirstProcessor();
    go.wait();
    for (microseconds done{}; done < work && isOver.load() == 0; done += kPiece) {
        sync::work(kPiece);
        pieces.fetch_add(1);
    }
    isOver.store(1);
    return isPrepared ? sync::ownCpuTime() : std::nullopt;
}

// "Worker 1: 68 %, Worker 2: 23 %, Worker 3: 9 %" of the processor's time.
std::string sharesOf(const std::array<std::optional<microseconds>, 3>& times) {
    microseconds total{1};
    for (const auto& time : times) total += time.value_or(0us);
    std::string shares;
    for (std::size_t i = 0; i < times.size(); ++i)
        shares += (i == 0 ? "Worker " : ", Worker ") + std::to_string(i + 1) + ": " +
                  std::to_string((100 * times[i].value_or(0us) + total / 2) / total) + " %";
    return shares;
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    sync::ManualResetEvent go("go");
    sync::Atomic<std::int64_t> isOver("is over");
    const std::array<int, 3> niceness{0, static_cast<int>(stage["nice2"]), static_cast<int>(stage["nice3"])};
    std::array<std::optional<microseconds>, 3> times;

    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (std::size_t i = 0; i < niceness.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        const std::string name = "Worker " + number + " (nice " + std::to_string(niceness[i]) + ")";
        workers.push_back(sync::Thread::make(name, [&, i, number] {
            sync::Atomic<std::int64_t> pieces("pieces " + number); // of work that it has done
            times[i] = compete(niceness[i], work, go, isOver, pieces);
        }));
        workers.back()->start();
    }
    go.set(); // all begin together
    for (auto& worker : workers) worker->join();

    if (times[0] && times[1] && times[2])
        stage.setResult(sharesOf(times));
    else
        stage.setResult("no shares: the kernel was not asked, or did not tell");
}

} // namespace

extern const Scenario priority;
const Scenario priority{
    .id = "priority",
    .title = "Priorities",
    .group = "Threads",
    .summary =
        "Three threads compete for one processor; the kernel gives less of it to those that are nicer.",
    .variants = {},
    .parameters = {{"nice2", "How nice worker 2 is (worker 1: 0)", 5, 0, 19},
                   {"nice3", "How nice worker 3 is", 10, 0, 19},
                   {"work", "How much the first to be done computes", 100'000, 1'000, 1'000'000, "us"}},
    .sourceFile = "priority.cpp",
    .run = run,
    .modelled = "Here you, chance or a schedule say who runs, so priorities have no effect and no shares are "
                "measured.",
};

} // namespace lockstep::scenarios
