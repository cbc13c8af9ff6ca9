// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/findings.h"

#include "core/analysis/deadlock/cause.h"
#include "core/analysis/sentences.h"
#include "core/analysis/waitfor/waitwords.h"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

// A pause since then shows the thread as held; what it did last is what it came to stand by.
EventIndex stoodSince(const ThreadMoment& thread) {
    const bool isHeld = thread.state == ThreadState::Held && thread.lastDeed;
    return isHeld ? *thread.lastDeed : thread.since;
}

// The last of the events by which these threads came to stand, or to end.
EventIndex lastOf(const Moment& moment, const std::vector<ThreadId>& threads, EventIndex last) {
    for (const ThreadId thread : threads) {
        const EventIndex since = stoodSince(moment.thread(thread));
        if (since.isValid() && (!last.isValid() || since > last)) last = since;
    }
    return last;
}

EventIndex lastOfAll(const Moment& moment, EventIndex last) {
    std::vector<ThreadId> all;
    for (const ThreadMoment& thread : moment.threads())
        if (thread.exists) all.push_back(thread.id);
    return lastOf(moment, all, last);
}

// A ring is closed by its own threads; else also whoever could have helped had to end or be stuck.
EventIndex sinceOf(const Moment& moment, const WaitForGraph& graph, const Knot& knot) {
    EventIndex since = lastOf(moment, knot.threads, {});
    if (!knot.ring.empty()) return since;
    std::set<const void*> seen; // many need the same
    for (const ThreadId thread : knot.threads) {
        const Need& need = *graph.needOf(thread);
        const bool isAnyone = need.evidence == Evidence::Anyone;
        if (!seen.insert(isAnyone ? nullptr : need.helpers.get()).second) continue;
        since = isAnyone ? lastOfAll(moment, since) : lastOf(moment, *need.helpers, since);
    }
    return since;
}

void addPlaces(const Trace& trace, const Moment& moment, Finding& finding) {
    for (const ThreadId thread : finding.threads) finding.sites.push_back(moment.thread(thread).site);
    finding.places = WaitWords(trace, moment).places(finding.threads);
}

Finding deadlockOf(const Trace& trace, const Moment& moment, const WaitForGraph& graph, const Knot& knot) {
    Cause cause = causeOf(trace, moment, graph, knot);
    Finding finding{.kind = "deadlock",
                    .verdict = knot.isSuspected ? "suspected" : "actual",
                    .cause = std::move(cause.name),
                    .threads = std::move(cause.threads),
                    .resources = std::move(cause.resources),
                    .since = sinceOf(moment, graph, knot),
                    .sentence = std::move(cause.sentence)};
    if (knot.isSuspected)
        finding.sentence +=
            " This is suspected only: a thread that still runs could do it for the first time.";
    addPlaces(trace, moment, finding);
    return finding;
}

// The limit is told by the Wait with which the thread parked last, if it was not parked by another.
std::string limitWords(const Trace& trace, const ThreadMoment& thread) {
    const EventList& deeds = trace.thread(thread.id).events;
    const std::size_t n = thread.lastDeed ? deeds.countUpTo(*thread.lastDeed) : 0;
    for (std::size_t i = n; i > 0 && i + 2 > n; --i) {
        const Event& deed = trace.event(deeds[i - 1]);
        if (deed.kind != EventKind::Wait || deed.value <= 0) continue;
        const Timestamp limit = Timestamp{deed.value} * 1000;
        std::string words = std::string("after ") + durationText(limit);
        if (trace.kernelSource() != KernelSource::Gate)
            words += std::string(", at ") + durationText(deed.time + limit);
        return words;
    }
    return "when its time is up";
}

Finding timedCycleOf(const Trace& trace, const Moment& moment, const WaitForGraph& graph, const Ring& ring) {
    const WaitWords words(trace, moment);
    Finding finding{.kind = "timed-cycle", .verdict = "timed", .cause = "timed-cycle"};
    finding.sentence = words.ring(ring);
    for (const WaitEdge& edge : ring) {
        finding.threads.push_back(edge.waiter);
        finding.resources.push_back(edge.object);
        if (graph.needOf(edge.waiter)->hasTimeLimit)
            finding.sentence += std::string(" ") + words.name(edge.waiter) + " gives up " +
                                limitWords(trace, moment.thread(edge.waiter)) + ".";
    }
    finding.sentence += " So this is no deadlock.";
    finding.since = lastOf(moment, finding.threads, {});
    addPlaces(trace, moment, finding);
    return finding;
}

// Nobody waits for the end of a daemon: to wait for ever for the next thing to do is its life. To wait for
// another that waits for it is not.
bool isIdleness(const Trace& trace, const Knot& knot) {
    const auto isDaemon = [&](ThreadId id) { return trace.thread(id).info.isDaemon(); };
    return knot.ring.empty() && std::ranges::all_of(knot.threads, isDaemon);
}

} // namespace

bool Finding::hasGrownFrom(const Finding& other) const {
    const std::set<ThreadId> mine(threads.begin(), threads.end());
    return cause == other.cause && threads.size() > other.threads.size() &&
           std::ranges::all_of(other.threads, [&](ThreadId thread) { return mine.contains(thread); });
}

std::vector<Finding> findDeadlocks(const Trace& trace, const Moment& moment, const WaitForGraph& graph) {
    std::vector<Finding> findings;
    for (const Knot& knot : knotsOf(trace, moment, graph))
        if (!isIdleness(trace, knot)) findings.push_back(deadlockOf(trace, moment, graph, knot));
    return findings;
}
std::vector<Finding> findDeadlocks(const Trace& trace, const Moment& moment) {
    return findDeadlocks(trace, moment, WaitForGraph(trace, moment));
}

std::vector<Finding> deadlocksAtEnd(const Trace& trace) {
    const auto last = trace.lastAt(trace.end());
    return last ? findDeadlocks(trace, Moment(trace, *last)) : std::vector<Finding>();
}

std::vector<Finding> findTimedCycles(const Trace& trace, const Moment& moment, const WaitForGraph& graph) {
    std::vector<Finding> findings;
    for (const Ring& ring : graph.ringsAmong([](const Need&) { return true; })) {
        const bool isTimed = std::ranges::any_of(
            ring, [&](const WaitEdge& edge) { return graph.needOf(edge.waiter)->hasTimeLimit; });
        if (isTimed) findings.push_back(timedCycleOf(trace, moment, graph, ring));
    }
    return findings;
}
std::vector<Finding> findTimedCycles(const Trace& trace, const Moment& moment) {
    return findTimedCycles(trace, moment, WaitForGraph(trace, moment));
}

} // namespace lockstep
