// SPDX-License-Identifier: GPL-3.0-or-later
// Main waits until all workers have counted down. One of them fails before it does.
#include "core/engine/scenario.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/latch.h"
#include "core/sync/waits/sleep.h"

#include <stdexcept>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

void load(bool isReadable, microseconds work) {
    sync::work(work);
    if (!isReadable) throw std::runtime_error("the file cannot be read");
}

// An exception skips the last line.
void loadAndCount(sync::Latch& allLoaded, bool isReadable, microseconds work) {
    load(isReadable, work);
    allLoaded.count_down();
}

// The destructor counts on every way out.
void loadAndAlwaysCount(sync::Latch& allLoaded, bool isReadable, microseconds work) {
    struct AtEnd {
        sync::Latch& latch;
        ~AtEnd() { latch.count_down(); }
    };
    const AtEnd atEnd{allLoaded};
    load(isReadable, work);
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const std::int64_t files = stage["files"];
    const auto loadOne = stage.is("always") ? loadAndAlwaysCount : loadAndCount;
    sync::Latch allLoaded(static_cast<std::int32_t>(files), "all loaded");
    std::vector<std::unique_ptr<sync::Thread>> loaders;
    for (std::int64_t i = 1; i <= files; ++i)
        loaders.push_back(sync::Thread::make("Loader " + std::to_string(i), [&, i] {
            try {
                loadOne(allLoaded, i < files, work); // the last file is damaged
            } catch (const std::runtime_error&) {    // and reported elsewhere
            }
        }));
    for (auto& loader : loaders) allLoaded.declareSignaller(*loader);
    for (auto& loader : loaders) loader->start();
    allLoaded.wait();
    stage.setResult("all were tried", "all were tried");
}

} // namespace

extern const Scenario latchShort;
const Scenario latchShort{
    .id = "latch-short",
    .title = "A count that stays at one",
    .group = "Signals that never come",
    .summary = "A worker fails before it counts down, so the latch never reaches zero.",
    .variants = {{"skipped", "An exception skips the line that counts down."},
                 {"always", "A destructor counts down on every way out."}},
    .parameters = {{"files", "How many files are loaded, each by a thread", 3, 1, 64},
                   {"work", "How long one file takes", 3'000, 0, 1'000'000, "us"}},
    .sourceFile = "latch_short.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
