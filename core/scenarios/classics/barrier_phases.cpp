// SPDX-License-Identifier: GPL-3.0-or-later
// Each worker looks after one cell in a ring. In each phase a cell becomes 1 if exactly one of its neighbours
// was 1 before: so nobody may begin a phase before all have done the last one.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/barrier.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Cells = std::vector<std::unique_ptr<sync::Variable<std::int64_t>>>;

// Odd phases read one row and write the other, even phases the other way.
struct Ring {
    Ring(std::size_t size)
        : rows{row("even ", size), row("odd ", size)} {}
    static Cells row(const std::string& name, std::size_t size) {
        Cells cells;
        for (std::size_t i = 0; i < size; ++i)
            cells.push_back(std::make_unique<sync::Variable<std::int64_t>>(
                name + std::to_string(i + 1), i == 0)); // one cell is alive in the beginning
        return cells;
    }
    std::size_t size() const { return rows[0].size(); }

    Cells rows[2];
};

// What everybody must come to: computed by one thread alone.
std::vector<std::int64_t> computedAlone(std::size_t size, std::int64_t phases) {
    std::vector<std::int64_t> cells(size);
    cells[0] = 1;
    for (; phases > 0; --phases) {
        const auto before = cells;
        for (std::size_t i = 0; i < size; ++i)
            cells[i] = before[(i + size - 1) % size] ^ before[(i + 1) % size];
    }
    return cells;
}

void grow(const Stage& stage, Ring& ring, sync::Barrier& everybody, std::size_t me) {
    const std::size_t size = ring.size();
    for (std::size_t phase = 0; phase < static_cast<std::size_t>(stage["phases"]); ++phase) {
        const Cells& before = ring.rows[phase % 2];
        const Cells& after = ring.rows[(phase + 1) % 2];
        // in each phase it is somebody else's turn to be slow
        const bool isSlow = phase % size == me;
        sync::sleepFor(microseconds(stage["load"] * (isSlow ? 3 : 1))); // for what it needs from elsewhere
        after[me]->write(before[(me + size - 1) % size]->read() ^ before[(me + 1) % size]->read());
        if (stage.is("barrier")) everybody.arrive_and_wait(); // the last to arrive lets all go on
    }
}

void run(Stage& stage) {
    Ring ring(static_cast<std::size_t>(stage["workers"]));
    sync::Barrier everybody(static_cast<std::int32_t>(ring.size()), "everybody");
    std::vector<std::unique_ptr<sync::Thread>> workers;
    for (std::size_t i = 0; i < ring.size(); ++i)
        workers.push_back(sync::Thread::make("Worker " + std::to_string(i + 1),
                                             [&, i] { grow(stage, ring, everybody, i); }));
    for (auto& worker : workers) everybody.declareSignaller(*worker);
    for (auto& worker : workers) worker->start();
    for (auto& worker : workers) worker->join();

    std::vector<std::int64_t> cells;
    for (auto& cell : ring.rows[stage["phases"] % 2]) cells.push_back(cell->value());
    stage.setResult(cells, computedAlone(ring.size(), stage["phases"]));
}

} // namespace

extern const Scenario barrierPhases;
const Scenario barrierPhases{
    .id = "barrier-phases",
    .title = "Phases and a barrier",
    .group = "Classics",
    .summary =
        "Workers compute in phases; at the end of each, a barrier holds them until the slowest is there.",
    .variants = {{"barrier", "Nobody begins a phase before all have finished the last one."},
                 {"no-barrier",
                  "Whoever is done goes on, and reads what its neighbours have not yet written."}},
    .parameters = {{"workers", "How many workers, each with one cell", 5, 2, 64},
                   {"phases", "How many phases they compute", 6, 1, 1'000},
                   {"load", "How long a phase takes; one worker takes three times as long", 1'000, 0,
                    1'000'000, "us"}},
    .sourceFile = "barrier_phases.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
