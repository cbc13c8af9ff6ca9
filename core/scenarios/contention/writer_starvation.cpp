// SPDX-License-Identifier: GPL-3.0-or-later
// Readers come and go so that there is always one inside. Where a reader may join others though a writer
// waits, the writer waits as long as they keep coming.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Board {
    Board(SharedPolicy policy)
        : lock("board", policy) {}
    sync::SharedMutex lock;
    sync::Variable<bool> isWanted{"writer wants it"};
    sync::Atomic<std::int64_t> overtakings{"overtakings"};
};

void read(const Stage& stage, Board& board, std::int64_t reader) {
    const microseconds time(stage["read"]);
    sync::sleepFor((reader - 1) * time / stage["readers"]); // they come one after the other
    for (std::int64_t n = 0; n < stage["reads"]; ++n) {
        const sync::SharedLock together(board.lock);
        if (board.isWanted.read()) board.overtakings.fetch_add(1);
        sync::sleepFor(time); // as people read: it takes time and no CPU
    }
}

void write(const Stage& stage, Board& board) {
    sync::sleepFor(2 * microseconds(stage["read"]));
    board.isWanted.write(true);
    const sync::LockGuard alone(board.lock); // waits until no reader is inside
    board.isWanted.write(false);
    sync::work(microseconds(stage["write"]));
}

void run(Stage& stage) {
    Board board(stage.is("prefer-writers") ? SharedPolicy::PreferWriters
                : stage.is("fair")         ? SharedPolicy::Fair
                                           : SharedPolicy::PreferReaders);
    std::vector<std::unique_ptr<sync::Thread>> readers;
    for (std::int64_t i = 1; i <= stage["readers"]; ++i)
        readers.push_back(
            sync::Thread::make("Reader " + std::to_string(i), [&, i] { read(stage, board, i); }));
    sync::Thread writer("Writer", [&] { write(stage, board); });
    for (auto& reader : readers) reader->start();
    writer.start();
    writer.join();
    for (auto& reader : readers) reader->join();
    stage.setResult(board.overtakings.value()); // as it happens
}

} // namespace

extern const Scenario writerStarvation;
const Scenario writerStarvation{
    .id = "writer-starvation",
    .title = "A starving writer",
    .group = "Contention",
    .summary =
        "Readers overlap without a gap; where they may pass a waiting writer, it waits for the last of "
        "them.",
    .variants = {{"prefer-readers", "A reader joins the others inside, though the writer waits."},
                 {"prefer-writers", "From when the writer waits, no reader goes in before it."},
                 {"fair", "Everybody goes in in the order in which they came."}},
    .parameters = {{"readers", "How many threads read", 3, 1, 64},
                   {"reads", "How often each reads", 8, 1, 10'000},
                   {"read", "How long one reads", 4'000, 0, 1'000'000, "us"},
                   {"write", "How long the writer writes", 4'000, 0, 1'000'000, "us"}},
    .sourceFile = "writer_starvation.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
