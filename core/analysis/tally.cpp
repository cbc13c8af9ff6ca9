// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tally.h"

#include "core/trace/slice.h"

#include <algorithm>
#include <vector>

namespace lockstep {

namespace {

// +1 where a thread starts to live, -1 where it has ended.
void addLife(const ThreadLane& lane, std::vector<std::pair<EventIndex, int>>& changes) {
    bool isAlive = false;
    for (std::size_t i = 0; i < lane.states.size(); ++i) {
        const auto state = static_cast<ThreadState>(lane.states[i].lane().state);
        const bool lives = state != ThreadState::New && state != ThreadState::Terminated;
        if (lives != isAlive) changes.emplace_back(lane.states[i].event, lives ? 1 : -1);
        isAlive = lives;
        if (state == ThreadState::Terminated) return;
    }
}

std::size_t most(std::vector<std::pair<EventIndex, int>> changes) {
    std::ranges::stable_sort(changes, {}, [](const auto& change) { return change.first.value; });
    int now = 0;
    int most = 0;
    for (const auto& [event, change] : changes) most = std::max(most, now += change);
    return static_cast<std::size_t>(most);
}

} // namespace

Tally tallyOf(const Trace& trace) {
    const Timestamp begin = knownFrom(trace);
    Tally tally{.duration = trace.end() - begin};
    std::vector<std::pair<EventIndex, int>> lives;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const ThreadLane& lane = trace.thread(ThreadId{t});
        const std::size_t before = lives.size();
        addLife(lane, lives);
        if (lives.size() > before) ++tally.threads;
        const auto totals = lane.states.totals({begin, trace.end()});
        const auto in = [&](ThreadState state) { return totals[static_cast<std::size_t>(state)]; };
        tally.running += in(ThreadState::Running) + in(ThreadState::ReadyOrRunning);
        tally.blockedOnLocks += in(ThreadState::Blocked);
        tally.waiting += in(ThreadState::Waiting);
        tally.sleeping += in(ThreadState::Sleeping);
    }
    tally.mostAlive = most(std::move(lives));
    return tally;
}

} // namespace lockstep
