// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lostupdate.h"

#include "core/analysis/sentences.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lockstep {

namespace {

constexpr std::uint32_t kClear = 12;      // events from the first read to the last write: four are its own
constexpr std::uint32_t kFar = 1'000'000; // events: beyond, whatever has been found will do

struct Written {
    EventIndex read; // what it was made from
    EventIndex write;
};

// A thread has read a variable, and not yet written what it makes of that.
struct Pending {
    EventIndex read;
    std::optional<Written> other; // what another one has written meanwhile, best from the same value
};

// Of one variable, by thread.
using History = std::vector<std::optional<Pending>>;

void noteRead(History& history, ThreadId thread, EventIndex read) {
    if (thread.index() >= history.size()) history.resize(thread.index() + 1);
    history[thread.index()] = Pending{read, std::nullopt};
}

void noteOther(const Trace& trace, Pending& pending, const Written& other) {
    const auto isSame = [&](const Written& w) {
        return trace.event(w.read).value == trace.event(pending.read).value;
    };
    if (!pending.other || (!isSame(*pending.other) && isSame(other))) pending.other = other;
}

// A write without a read before it is made from nothing: it neither loses an update nor is one.
std::optional<LostUpdate> noteWrite(const Trace& trace, History& history, EventIndex write) {
    const ThreadId thread = trace.event(write).thread;
    if (thread.index() >= history.size()) return std::nullopt;
    const auto own = std::exchange(history[thread.index()], std::nullopt);
    if (!own) return std::nullopt;
    for (auto& pending : history)
        if (pending) noteOther(trace, *pending, {own->read, write});
    if (!own->other) return std::nullopt;
    return LostUpdate{own->read, own->other->read, own->other->write, write};
}

// Fewer is better.
std::uint32_t eventsOf(const LostUpdate& lost) {
    return lost.write.value - std::min(lost.read, lost.otherRead).value;
}

bool haveReadTheSame(const Trace& trace, const LostUpdate& lost) {
    return trace.event(lost.read).value == trace.event(lost.otherRead).value;
}

bool isClearer(const Trace& trace, const LostUpdate& one, const std::optional<LostUpdate>& other) {
    if (!other) return true;
    const bool isSame = haveReadTheSame(trace, one);
    if (isSame != haveReadTheSame(trace, *other)) return isSame;
    return eventsOf(one) < eventsOf(*other);
}

bool isClear(const Trace& trace, const std::optional<LostUpdate>& lost) {
    return lost && haveReadTheSame(trace, *lost) && eventsOf(*lost) <= kClear;
}

} // namespace

std::optional<LostUpdate> clearestLostUpdate(const Trace& trace) {
    std::vector<History> variables(trace.objectCount());
    std::optional<LostUpdate> clearest;
    for (std::uint32_t i = 0, n = static_cast<std::uint32_t>(trace.size()); i < n; ++i) {
        const Event& event = trace[i];
        if (event.kind == EventKind::Stop) break;
        if (event.kind != EventKind::Read && event.kind != EventKind::Write) continue;
        if (!event.thread.isValid() || event.object.index() >= variables.size()) continue;
        History& history = variables[event.object.index()];
        if (event.kind == EventKind::Read)
            noteRead(history, event.thread, EventIndex{i});
        else if (const auto lost = noteWrite(trace, history, EventIndex{i}))
            if (isClearer(trace, *lost, clearest)) clearest = lost;
        if (isClear(trace, clearest) || (clearest && i > kFar)) break;
    }
    return clearest;
}

std::string lostUpdateSentence(const Trace& trace, const LostUpdate& lost) {
    const Event& read = trace.event(lost.read);
    const Event& write = trace.event(lost.write);
    const auto areAlike = [](const Event& a, const Event& b) {
        return a.value == b.value && a.site == b.site;
    };
    if (!areAlike(read, trace.event(lost.otherRead)) || !areAlike(write, trace.event(lost.otherWrite)))
        return lostUpdateSteps(trace, lost);
    return threadName(trace, trace.event(lost.otherWrite).thread) + " and " +
           threadName(trace, write.thread) + " both read " + quotedName(trace, read.object) + " = " +
           countText(read.value) + " (" + siteText(trace, read.site) + "), then both write " +
           countText(write.value) + " (" + siteText(trace, write.site) + ").";
}

std::string lostUpdateSteps(const Trace& trace, const LostUpdate& lost) {
    std::array events{lost.read, lost.otherRead, lost.otherWrite, lost.write};
    std::ranges::sort(events, {}, &EventIndex::value);
    std::string text;
    for (const EventIndex event : events) text += eventSentence(trace, event) + "; ";
    return text + "so what " + threadName(trace, trace.event(lost.otherWrite).thread) + " wrote is lost.";
}

} // namespace lockstep
