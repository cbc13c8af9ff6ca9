// SPDX-License-Identifier: GPL-3.0-or-later
// What an event makes of a thread, in words.
#include "core/analysis/sentences.h"

namespace lockstep {

namespace {

ThreadState stateOf(const Change& change) {
    return static_cast<ThreadState>(change.lane().state);
}

// The change of the thread's state that this event led to; none where it led to none.
std::optional<std::size_t> changeBy(const Trace& trace, ThreadId thread, EventIndex event) {
    const Track& changes = trace.thread(thread).states.changes();
    const auto now = changes.indexAt(event);
    return now && changes[*now].event == event ? now : std::nullopt;
}

// Its own thread where that changed; else the first one that did, as a thread that is started by another.
ThreadId concerned(const Trace& trace, EventIndex event) {
    const ThreadId own = trace.event(event).thread;
    if (own.isValid() && changeBy(trace, own, event)) return own;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (changeBy(trace, ThreadId{t}, event)) return ThreadId{t};
    return own;
}

} // namespace

std::string transitionSentence(const Trace& trace, EventIndex event) {
    const ThreadId thread = concerned(trace, event);
    if (!thread.isValid()) return {};
    const Track& changes = trace.thread(thread).states.changes();
    const auto now = changes.indexAt(event);
    if (!now) return {};
    const ThreadState state = stateOf(changes[*now]);
    const bool isNews = changes[*now].event == event && *now > 0;
    const std::string before = isNews ? std::string(name(stateOf(changes[*now - 1]))) + " → " : "";
    return threadName(trace, thread) + ": " + before + std::string(name(state)) + ". " + stateMeaning(state);
}

} // namespace lockstep
