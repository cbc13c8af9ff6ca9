// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sentences.h"

#include "core/analysis/words/phrases.h"
#include "core/trace/moment.h"
#include "core/trace/slice.h"

#include <array>
#include <clocale>
#include <cstdio>

namespace lockstep {

namespace {

// The words with what leads up to them; nothing where there are none.
std::string after(const char* before, const std::string& words) {
    return words.empty() ? words : before + words;
}

// ", held by Worker 2 at two_locks.cpp:31"; of one that is read: ", read by Reader 1 and 2 others".
std::string heldByWords(const Trace& trace, ObjectId object, EventIndex when) {
    const ObjectLane& lane = trace.object(object);
    const auto readers = lane.crowd ? lane.crowd->readers.at(when) : std::vector<Member>{};
    if (!readers.empty()) {
        std::string words = ", read by " + threadName(trace, readers.front().thread);
        const std::size_t others = readers.size() - 1;
        if (others > 0) words += " and " + std::to_string(others) + (others == 1 ? " other" : " others");
        return words;
    }
    const auto taken = acquisitionOf(trace, object, when);
    if (!taken) return {};
    std::string words = ", held by " + threadName(trace, trace.event(*taken).thread);
    const std::string site = siteText(trace, trace.event(*taken).site);
    return site.empty() ? words : words + " at " + site;
}

} // namespace

std::string countText(std::int64_t count) {
    const char* const own = std::localeconv()->thousands_sep;
    const std::string separator = *own ? own : ",";
    std::string text = std::to_string(count);
    const std::size_t first = count < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3;) text.insert(at -= 3, separator);
    return text;
}

std::string durationText(Timestamp nanoseconds) {
    struct Unit {
        double size;
        const char* name;
    };
    static constexpr std::array kUnits{Unit{1e9, "s"}, Unit{1e6, "ms"}, Unit{1e3, "µs"}};
    const char sign[2] = {nanoseconds < 0 ? '-' : '\0', '\0'};
    const double size =
        nanoseconds < 0 ? -static_cast<double>(nanoseconds) : static_cast<double>(nanoseconds);
    char text[48];
    for (const Unit& unit : kUnits) {
        const double count = size / unit.size;
        if (count < 0.9995) continue;
        const int decimals = count < 9.995 ? 2 : count < 99.95 ? 1 : 0;
        std::snprintf(text, sizeof text, "%s%.*f %s", sign, decimals, count, unit.name);
        return text;
    }
    std::snprintf(text, sizeof text, "%s%.0f ns", sign, size);
    return text;
}

std::string lengthText(TimeAxis axis, Timestamp length) {
    if (axis == TimeAxis::Time) return durationText(length);
    const Timestamp steps = (length + kStepLength / 2) / kStepLength;
    return countText(steps) + (steps == 1 ? " step" : " steps");
}

namespace {

// What was so already when a slice begins has begun at its time, but for these: nothing that is there tells
// since when.
bool isSinceKnown(const Trace& trace, const Change& change) {
    static_assert(static_cast<int>(ThreadState::Running) == static_cast<int>(LockState::HeldAndWanted));
    const auto state = static_cast<ThreadState>(change.lane().state);
    const bool mayBeLate = state == ThreadState::Running || state == ThreadState::ReadyOrRunning;
    return !mayBeLate || change.time >= knownFrom(trace);
}

// A slice that ends before its run does.
bool isEndCutOff(const Trace& trace) {
    if (!sliceBegin(trace)) return false;
    const EventList& marks = trace.marks();
    for (std::size_t i = marks.size(); i-- > 0;)
        if (trace.event(marks[i]).kind == EventKind::Stop) return false;
    return true;
}

} // namespace

std::string spanLength(const Trace& trace, const Track& changes, std::size_t change) {
    if (!isSinceKnown(trace, changes[change])) return {};
    const Timestamp length = changes.rangeOf(change, trace.end()).length();
    const Timestamp least = trace.axis() == TimeAxis::Steps ? kStepLength / 2 : 1;
    if (length < least) return {};
    const bool mayGoOn = change + 1 == changes.size() && isEndCutOff(trace);
    return std::string(mayGoOn ? "at least " : "") + lengthText(trace.axis(), length);
}

std::string momentText(TimeAxis axis, Timestamp time) {
    if (axis == TimeAxis::Time) return durationText(time);
    return "step " + countText((time + kStepLength - 1) / kStepLength);
}

std::string threadName(const Trace& trace, ThreadId id) {
    return id.isValid() ? trace.thread(id).info.name : "Lockstep";
}

std::string quotedName(const Trace& trace, ObjectId id) {
    const ObjectInfo& info = trace.object(id).info;
    return info.kind == ObjectKind::Thread ? info.name : "`" + info.name + "`";
}

std::string siteText(const Trace& trace, SiteId id) {
    return id.isValid() ? trace.site(id).text() : std::string();
}

std::string spanSentence(const Trace& trace, ThreadId thread, std::size_t change) {
    const Track& changes = trace.thread(thread).states.changes();
    const LaneValue value = changes[change].lane();
    const auto state = static_cast<ThreadState>(value.state);
    const std::string length = after(" ", spanLength(trace, changes, change));
    const EventIndex cause = changes[change].event;
    const Event& event = trace.event(cause);
    switch (state) {
    case ThreadState::Blocked:
    case ThreadState::Waiting: {
        const ObjectId object = value.subjectAs<ObjectId>();
        return "waiting" + length + " " + parkedWords(trace, object) + queueWords(trace, object, cause) +
               heldByWords(trace, object, cause);
    }
    case ThreadState::Sleeping: {
        const ObjectId file = value.subjectAs<ObjectId>();
        return file.isValid() ? "waiting" + length + " " + parkedWords(trace, file)
                              : "sleeping" + length + atSite(trace, event.site);
    }
    case ThreadState::Held: return "held" + length + " by Lockstep itself" + holdReason(event);
    case ThreadState::Terminated: return "terminated";
    case ThreadState::Unknown: return "unknown" + after(" for", length) + ": events were lost here";
    default: return std::string(name(state)) + length;
    }
}

std::string holdSentence(const Trace& trace, ObjectId lock, std::size_t change) {
    const Track& changes = trace.object(lock).holds.changes();
    const LaneValue value = changes[change].lane();
    const std::string length = after(" ", spanLength(trace, changes, change));
    const ThreadId holder = value.subjectAs<ThreadId>();
    const std::string what = quotedName(trace, lock);
    if (!holder.isValid()) return what + " free" + after(" for", length);
    const ObjectLane& lane = trace.object(lock);
    const auto readers = lane.crowd ? lane.crowd->readers.at(changes[change].event) : std::vector<Member>{};
    std::string text =
        what + (readers.empty() ? " held" : " read") + length + " by " + threadName(trace, holder);
    if (!readers.empty())
        text += atSite(trace, trace.event(readers.front().since).site);
    else if (const auto taken = acquisitionOf(trace, lock, changes[change].event))
        text += atSite(trace, trace.event(*taken).site);
    if (static_cast<LockState>(value.state) != LockState::HeldAndWanted) return text;
    std::string wanted;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const ThreadLane& thread = trace.thread(ThreadId{t});
        const auto at = thread.states.changes().indexAt(changes[change].event);
        if (!at || static_cast<ThreadState>(thread.states[*at].lane().state) != ThreadState::Blocked)
            continue;
        if (thread.states[*at].lane().subject == lock.value)
            wanted += (wanted.empty() ? "" : ", ") + thread.info.name;
    }
    return text + (wanted.empty() ? ", wanted" : ", wanted by " + wanted);
}

std::string stateMeaning(ThreadState state) {
    switch (state) {
    case ThreadState::New: return "The thread object exists, but the thread has not been started.";
    case ThreadState::Runnable: return "The thread could go on, but has no CPU yet.";
    case ThreadState::Running: return "The thread has a CPU and computes.";
    case ThreadState::Blocked: return "The thread wants a lock that another thread holds. It uses no CPU.";
    case ThreadState::Waiting:
        return "The thread waits for something another thread must do. It uses no CPU.";
    case ThreadState::Sleeping: return "The thread sleeps until a time has come or the kernel answers.";
    case ThreadState::Terminated: return "The thread's code has ended. It cannot be started again.";
    case ThreadState::Held: return "Lockstep itself keeps the thread. This counts in no statistic.";
    case ThreadState::ReadyOrRunning:
        return "The thread is free to go; the kernel does not say whether it has a CPU.";
    case ThreadState::OffCpu: return "The kernel took the thread off its CPU for a reason of its own.";
    case ThreadState::Unknown: return "Events were lost here, so nobody knows.";
    }
    return {};
}

} // namespace lockstep
