// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock/cause.h"

#include "core/analysis/deadlock/singlecause.h"
#include "core/analysis/waitfor/waitwords.h"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

using Kinds = std::set<ObjectKind>;

bool hasLock(const Kinds& kinds) {
    return std::ranges::any_of(kinds, isLock);
}

bool hasOnlyLocks(const Kinds& kinds) {
    return std::ranges::all_of(kinds, isLock);
}

// A reader asks once more for what it reads already, and stands behind a writer that waits for it.
bool isRecursiveRead(const Trace& trace, const Moment& moment, const Ring& ring) {
    return std::ranges::any_of(ring, [&](const WaitEdge& edge) {
        if (trace.object(edge.object).info.kind != ObjectKind::SharedMutex) return false;
        const ObjectMoment& lock = moment.object(edge.object);
        const bool asksAgain =
            moment.thread(edge.waiter).wants == EventKind::AcquireShared && lock.isHeldBy(edge.waiter);
        return asksAgain && !lock.isHeldBy(edge.holder);
    });
}

// What several kinds of objects together make of a ring or of a group: the one that is the least usual names
// it.
std::string nameOf(const Kinds& kinds) {
    using enum ObjectKind;
    const auto has = [&](ObjectKind kind) { return kinds.contains(kind); };
    if (has(Barrier)) return "barrier-short";
    if (has(Latch)) return "latch-short";
    if (has(Condition) || has(Event)) return hasLock(kinds) ? "nested-monitor" : "lost-wakeup";
    if (has(Future)) return hasLock(kinds) ? "nested-monitor" : "pool-starvation";
    if (has(Semaphore)) return hasLock(kinds) ? "nested-monitor" : "semaphore-in-parts";
    if (has(Queue)) return hasLock(kinds) ? "nested-monitor" : "queue-ring";
    return hasLock(kinds) ? "join-while-holding" : "join-cycle";
}

std::vector<ObjectId> withoutRepeats(std::vector<ObjectId> objects) {
    std::set<ObjectId> seen;
    std::erase_if(objects, [&](ObjectId object) { return !seen.insert(object).second; });
    return objects;
}

Kinds kindsOf(const Trace& trace, const std::vector<ObjectId>& objects) {
    Kinds kinds;
    for (const ObjectId object : objects) kinds.insert(trace.object(object).info.kind);
    return kinds;
}

Cause ringCause(const Trace& trace, const Moment& moment, const Knot& knot) {
    Cause cause{.name = {}, .sentence = WaitWords(trace, moment).ring(knot.ring), .threads = knot.threads};
    for (const WaitEdge& edge : knot.ring) cause.resources.push_back(edge.object);
    const Kinds kinds = kindsOf(trace, cause.resources);
    if (!hasOnlyLocks(kinds))
        cause.name = nameOf(kinds);
    else if (isRecursiveRead(trace, moment, knot.ring))
        cause.name = "recursive-read";
    else
        cause.name = knot.ring.size() == 1 ? "self-lock" : "cycle";
    // a consumer that waits for who waits for its end starves; nothing is full
    const bool isStarved = cause.name == "queue-ring" && std::ranges::none_of(knot.threads, [&](ThreadId id) {
                               return WaitWords(trace, moment).isPutting(moment.thread(id));
                           });
    if (isStarved) cause.name = "starved-consumer";
    return cause;
}

// "A waits ..., which only B and C could change; B waits ..."
Cause groupCause(const Trace& trace, const Moment& moment, const WaitForGraph& graph, const Knot& knot) {
    const WaitWords words(trace, moment);
    Cause cause{.threads = knot.threads};
    for (const ThreadId thread : knot.threads) {
        const Need& need = *graph.needOf(thread);
        if (!cause.sentence.empty()) cause.sentence += "; ";
        cause.sentence += words.name(thread) + " " + words.wait(moment.thread(thread)) +
                          (need.count < need.helpers->size() ? ", and needs one of " : ", and needs ") +
                          words.names(*need.helpers);
        cause.resources.push_back(need.object);
    }
    cause.sentence += ": none of them can go on.";
    cause.resources = withoutRepeats(std::move(cause.resources));
    cause.name = nameOf(kindsOf(trace, cause.resources));
    return cause;
}

// The same object, or tasks of pools, or queues that are all full.
bool isAtOneMatter(const Trace& trace, const Moment& moment, const Knot& knot) {
    const ThreadMoment& first = moment.thread(knot.threads.front());
    const auto isFuture = [&](const ThreadMoment& thread) {
        return thread.isParkedOnObject() && trace.object(thread.parkedOn).info.kind == ObjectKind::Future;
    };
    return std::ranges::all_of(knot.threads, [&](ThreadId id) {
        const ThreadMoment& thread = moment.thread(id);
        const bool isPool = isFuture(first) && isFuture(thread);
        const bool isFull = thread.isParkedOnObject() && first.isParkedOnObject() &&
                            isPutting(trace, moment, first) && isPutting(trace, moment, thread);
        return thread.parkedOn == first.parkedOn || isPool || isFull;
    });
}

} // namespace

Cause causeOf(const Trace& trace, const Moment& moment, const WaitForGraph& graph, const Knot& knot) {
    // who must give permits or run tasks is told better by what they are short of than by a ring
    const bool isAtOne = isAtOneMatter(trace, moment, knot);
    const ObjectKind kind = trace.object(graph.needOf(knot.threads.front())->object).info.kind;
    const bool isOfShortage = isAtOne && (kind == ObjectKind::Future || kind == ObjectKind::Semaphore);
    if (!knot.ring.empty() && !isOfShortage) return ringCause(trace, moment, knot);
    if (isAtOne) return SingleCause(trace, moment, graph, knot).tell();
    return groupCause(trace, moment, graph, knot);
}

} // namespace lockstep
