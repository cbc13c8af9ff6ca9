// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/nextsteps.h"

#include "core/analysis/sentences.h"
#include "core/analysis/waitfor/needfinder.h"
#include "core/analysis/waitfor/waitwords.h"

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

std::string sinceWords(const Trace& trace, std::optional<EventIndex> taken) {
    const std::string site = taken ? siteText(trace, trace.event(*taken).site) : std::string();
    return site.empty() ? site : " since " + site;
}

std::string lockReason(const Trace& trace, const Moment& moment, const ThreadMoment& thread) {
    const ObjectMoment& lock = moment.object(thread.parkedOn);
    const WaitWords words(trace, moment);
    const std::string what = quotedName(trace, lock.id);
    if (lock.holder.isValid())
        return what + " is held by " + threadName(trace, lock.holder) + sinceWords(trace, lock.taken);
    if (const auto ahead = aheadInLine(trace, moment, thread); !ahead.empty())
        return what + (lock.isHeld() ? " is read by others, and " : " is free, but ") + words.names(ahead) +
               (ahead.size() == 1 ? " is" : " are") + " before it in line";
    if (!lock.isHeld()) return what + " is free again";
    const std::vector<Member> readers = lock.holders();
    std::vector<ThreadId> names;
    names.reserve(readers.size());
    for (const Member& reader : readers) names.push_back(reader.thread);
    return what + " is read by " + words.names(names) +
           (readers.size() == 1 ? sinceWords(trace, readers.front().since) : "");
}

// Whom the program has promised to come, where it has: "; only Producer may change that".
std::string promiseWords(const Trace& trace, const Moment& moment, ThreadId waiter) {
    const Need need = NeedFinder(trace, moment).needOf(moment.thread(waiter));
    if (need.evidence != Evidence::Certain || need.helpers->empty()) return {};
    return std::string("; only ") + WaitWords(trace, moment).names(*need.helpers) + " may change that";
}

std::string barrierReason(const Trace& trace, const ObjectMoment& barrier) {
    return std::to_string(barrier.line.size()) + " of " +
           std::to_string(trace.object(barrier.id).info.capacity) + " have arrived at " +
           quotedName(trace, barrier.id);
}

std::string reasonOf(const Trace& trace, const Moment& moment, const ThreadMoment& thread) {
    const ObjectMoment& object = moment.object(thread.parkedOn);
    const std::string what = quotedName(trace, object.id);
    switch (trace.object(object.id).info.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex: return lockReason(trace, moment, thread);
    case ObjectKind::Thread: return what + " has not ended";
    case ObjectKind::Condition: return "nobody has notified " + what;
    case ObjectKind::Semaphore: return what + " has too few permits left";
    case ObjectKind::Queue: return what + (isPutting(trace, moment, thread) ? " is full" : " is empty");
    case ObjectKind::Future: return what + " has no value yet";
    case ObjectKind::Barrier: return barrierReason(trace, object);
    case ObjectKind::Latch:
        return what + " has not reached zero: " + std::to_string(object.value.value_or(0)) + " left";
    case ObjectKind::Event: return what + " is not set";
    case ObjectKind::File:
    case ObjectKind::Socket:
    case ObjectKind::Process: return "the kernel has not answered for " + what;
    case ObjectKind::Variable:
    case ObjectKind::Atomic: break;
    }
    return "it waits for " + what;
}

// Signalled by others, not held by them.
bool isSignalled(ObjectKind kind) {
    return !isLock(kind) && kind != ObjectKind::Thread && !isInKernel(kind);
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
    const std::string reason = reasonOf(trace, moment, thread);
    const bool isPromisable = isSignalled(trace.object(thread.parkedOn).info.kind);
    return isPromisable ? reason + promiseWords(trace, moment, id) : reason;
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
