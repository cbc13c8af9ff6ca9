// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/findings.h"

#include "core/analysis/sentences.h"

#include <algorithm>

namespace lockstep {

namespace {

std::string ringSentence(const Trace& trace, const std::vector<WaitEdge>& ring) {
    const auto name = [&](ThreadId id) { return threadName(trace, id); };
    const auto object = [&](ObjectId id) { return quotedName(trace, id); };
    const bool isJoin = trace.object(ring.front().object).info.kind == ObjectKind::Thread;
    if (ring.size() == 1) {
        if (isJoin) return name(ring[0].waiter) + " waits for its own end, which can never come.";
        return name(ring[0].waiter) + " waits for " + object(ring[0].object) + ", which it holds itself.";
    }
    std::string text = name(ring.front().waiter);
    if (trace.object(ring.back().object).info.kind != ObjectKind::Thread)
        text += " holds " + object(ring.back().object) + " and";
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const WaitEdge& edge = ring[i];
        if (i > 0) text += "; " + name(edge.waiter);
        if (trace.object(edge.object).info.kind == ObjectKind::Thread)
            text += " waits for the end of " + name(edge.holder);
        else if (i + 1 < ring.size())
            text += " waits for " + object(edge.object) + ", which " + name(edge.holder) + " holds";
        else
            text += " waits for " + object(edge.object);
    }
    return text + ".";
}

std::string ringCause(const Trace& trace, const std::vector<WaitEdge>& ring) {
    const auto isJoin = [&](const WaitEdge& e) {
        return trace.object(e.object).info.kind == ObjectKind::Thread;
    };
    const auto joins = std::ranges::count_if(ring, isJoin);
    if (joins == std::ssize(ring)) return "join-cycle";
    if (joins > 0) return "join-while-holding";
    return ring.size() == 1 ? "self-lock" : "cycle";
}

void addEdge(Finding& finding, const Moment& moment, const WaitEdge& edge) {
    finding.threads.push_back(edge.waiter);
    finding.resources.push_back(edge.object);
    finding.sites.push_back(moment.thread(edge.waiter).site);
    const EventIndex since = moment.thread(edge.waiter).since;
    if (!finding.since.isValid() || since > finding.since) finding.since = since;
}

Finding ringFinding(const Trace& trace, const Moment& moment, const std::vector<WaitEdge>& ring) {
    Finding finding{.kind = "deadlock", .verdict = "actual", .cause = ringCause(trace, ring)};
    for (const WaitEdge& edge : ring) addEdge(finding, moment, edge);
    finding.sentence = ringSentence(trace, ring);
    return finding;
}

// Why a stuck thread that is in no ring is stuck by itself and not behind another; empty where it is behind
// one.
struct Reason {
    std::string cause;
    std::string sentence;
};
Reason ownReason(const Trace& trace, const Moment& moment, const WaitEdge& edge) {
    const std::string who = threadName(trace, edge.waiter);
    const std::string what = quotedName(trace, edge.object);
    if (edge.holder.isValid()) {
        if (moment.thread(edge.holder).state != ThreadState::Terminated) return {};
        return {"abandoned-lock", who + " waits for " + what + ", which " + threadName(trace, edge.holder) +
                                      " held when it ended: nobody will release it."};
    }
    switch (trace.object(edge.object).info.kind) {
    case ObjectKind::Queue:
        return {"starved-consumer",
                who + " waits on " + what + ", and no thread that can still run will use it."};
    case ObjectKind::Condition:
        return {"lost-wakeup",
                who + " waits to be notified on " + what + ", and no thread is left that can."};
    case ObjectKind::Semaphore:
        return {"semaphore-in-parts",
                who + " waits for a permit of " + what + ", and no thread is left to give one back."};
    default:
        return {"pool-starvation", who + " waits for " + what + ", and no thread is left to provide it."};
    }
}

} // namespace

std::vector<Finding> findDeadlocks(const Trace& trace, const Moment& moment) {
    const WaitForGraph graph(trace, moment);
    std::vector<Finding> findings;
    std::vector<bool> isInRing(moment.threads().size(), false);
    for (const auto& ring : graph.cycles()) {
        findings.push_back(ringFinding(trace, moment, ring));
        for (const WaitEdge& edge : ring) isInRing[edge.waiter.index()] = true;
    }
    for (ThreadId stuck : irreducibleThreads(trace, moment)) {
        const WaitEdge* edge = graph.edgeOf(stuck);
        if (isInRing[stuck.index()] || !edge) continue;
        Reason reason = ownReason(trace, moment, *edge);
        if (reason.cause.empty()) continue;
        Finding finding{.kind = "deadlock", .verdict = "actual", .cause = reason.cause};
        addEdge(finding, moment, *edge);
        finding.sentence = std::move(reason.sentence);
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace lockstep
