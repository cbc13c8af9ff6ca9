// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/nextsteps.h"

#include "core/analysis/sentences.h"

#include <algorithm>

namespace lockstep {

namespace {

// The Announce of a step that the thread has not made yet.
std::optional<EventIndex> standingAnnouncement(const Trace& trace, ThreadId thread, EventIndex cursor) {
    const EventList& events = trace.thread(thread).events;
    for (std::size_t n = events.countUpTo(cursor); n > 0; --n) {
        const Event& event = trace.event(events[n - 1]);
        if (event.kind == EventKind::Announce) return events[n - 1];
        if (isStep(event)) break;
    }
    return std::nullopt;
}

// Those in a condition's queue, longest wait first: each Await joins it, a Wake, Timeout or Pass leaves it.
std::vector<ThreadId> queueOf(const Trace& trace, ObjectId condition, EventIndex cursor) {
    std::vector<ThreadId> queue;
    const EventList& events = trace.object(condition).events;
    for (std::size_t i = 0, n = events.countUpTo(cursor); i < n; ++i) {
        const Event& event = trace.event(events[i]);
        using enum EventKind;
        if (event.kind == Await) queue.push_back(event.thread);
        if (event.kind == Timeout || event.kind == Pass) std::erase(queue, event.thread);
        if (event.kind == Wake) std::erase(queue, ThreadId{static_cast<std::uint32_t>(event.value)});
    }
    return queue;
}

std::string lockReason(const Trace& trace, const ObjectMoment& lock) {
    const std::string what = quotedName(trace, lock.id);
    if (!lock.holder.isValid()) return what + " is free again";
    std::string reason = what + " is held by " + threadName(trace, lock.holder);
    if (lock.taken) {
        const std::string site = siteText(trace, trace.event(*lock.taken).site);
        if (!site.empty()) reason += " since " + site;
    }
    return reason;
}

std::string queueReason(const Trace& trace, const ObjectMoment& queue) {
    const int capacity = trace.object(queue.id).info.capacity;
    const bool isFull = capacity > 0 && queue.value.value_or(0) >= capacity;
    return quotedName(trace, queue.id) + (isFull ? " is full" : " is empty");
}

std::string reasonOf(const Trace& trace, const ObjectMoment& object) {
    const std::string what = quotedName(trace, object.id);
    switch (trace.object(object.id).info.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex: return lockReason(trace, object);
    case ObjectKind::Thread: return what + " has not ended";
    case ObjectKind::Condition: return "nobody has notified " + what;
    case ObjectKind::Semaphore: return what + " has too few permits left";
    case ObjectKind::Queue: return queueReason(trace, object);
    case ObjectKind::Future: return what + " has no value yet";
    case ObjectKind::Barrier: return "not all have arrived at " + what;
    case ObjectKind::Latch: return what + " has not reached zero";
    case ObjectKind::Event: return what + " is not set";
    case ObjectKind::File: return "the kernel has not answered for " + what;
    case ObjectKind::Variable:
    case ObjectKind::Atomic: break;
    }
    return "it waits for " + what;
}

NextStep stepOf(const Trace& trace, const Moment& moment, const ThreadMoment& thread, EventIndex announced) {
    const Event& event = trace.event(announced);
    const Announced what = Announced::unpacked(event.value);
    NextStep next{.thread = thread.id,
                  .kind = what.kind,
                  .object = event.object,
                  .site = event.site,
                  .canGo = !isParked(thread.state),
                  .hasTimeLimit = what.hasTimeLimit,
                  .waiters = {},
                  .words = operationWords(trace, what.kind, event.object),
                  .whyNot = whyNot(trace, moment, thread.id)};
    if (what.choosesWaiter) next.waiters = queueOf(trace, event.object, moment.cursor());
    return next;
}

} // namespace

std::string whyNot(const Trace& trace, const Moment& moment, ThreadId id) {
    const ThreadMoment& thread = moment.thread(id);
    if (!isParked(thread.state)) return {};
    if (!thread.isParkedOnObject()) return "it sleeps, and its time has not come";
    return reasonOf(trace, moment.object(thread.parkedOn));
}

std::vector<NextStep> nextSteps(const Trace& trace, const Moment& moment) {
    std::vector<NextStep> steps;
    for (const ThreadMoment& thread : moment.threads()) {
        if (!thread.isAlive()) continue;
        if (const auto announced = standingAnnouncement(trace, thread.id, moment.cursor()))
            steps.push_back(stepOf(trace, moment, thread, *announced));
    }
    return steps;
}

} // namespace lockstep
