// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/waitforgraph.h"

#include <algorithm>

namespace lockstep {

namespace {

ThreadId soleHelper(const Trace& trace, const Moment& moment, ObjectId object) {
    const ObjectInfo& info = trace.object(object).info;
    return info.kind == ObjectKind::Thread ? info.thread : moment.object(object).holder;
}

bool hasSoleHelper(const Trace& trace, ObjectId object) {
    const ObjectKind kind = trace.object(object).info.kind;
    return kind == ObjectKind::Thread || isLock(kind);
}

void rotateToLowest(std::vector<WaitEdge>& ring) {
    std::ranges::rotate(ring, std::ranges::min_element(ring, {}, &WaitEdge::waiter));
}

} // namespace

WaitForGraph::WaitForGraph(const Trace& trace, const Moment& moment)
    : m_edgeOf(moment.threads().size(), -1) {
    for (const ThreadMoment& thread : moment.threads()) {
        if (!thread.isParkedOnObject()) continue;
        m_edgeOf[thread.id.index()] = static_cast<int>(m_edges.size());
        m_edges.push_back(
            {thread.id, thread.parkedOn, soleHelper(trace, moment, thread.parkedOn), thread.hasTimeLimit});
    }
}

const WaitEdge* WaitForGraph::edgeOf(ThreadId waiter) const {
    const int i = m_edgeOf[waiter.index()];
    return i < 0 ? nullptr : &m_edges[static_cast<std::size_t>(i)];
}

std::vector<std::vector<WaitEdge>> WaitForGraph::cycles() const {
    std::vector<std::vector<WaitEdge>> rings;
    std::vector<int> seenIn(m_edgeOf.size(), 0); // the walk that came by, 0 = none
    int walk = 0;
    for (const WaitEdge& start : m_edges) {
        ++walk;
        std::vector<WaitEdge> path;
        const WaitEdge* edge = &start;
        while (edge && !edge->hasTimeLimit && edge->holder.isValid() && seenIn[edge->waiter.index()] == 0) {
            seenIn[edge->waiter.index()] = walk;
            path.push_back(*edge);
            edge = edgeOf(edge->holder);
        }
        if (!edge || seenIn[edge->waiter.index()] != walk) continue;
        path.erase(path.begin(), std::ranges::find(path, edge->waiter, &WaitEdge::waiter));
        rotateToLowest(path);
        rings.push_back(std::move(path));
    }
    std::ranges::stable_sort(rings, {}, &std::vector<WaitEdge>::size);
    return rings;
}

std::vector<ThreadId> irreducibleThreads(const Trace& trace, const Moment& moment) {
    const WaitForGraph graph(trace, moment);
    std::vector<bool> isLive(moment.threads().size(), false);
    bool anyLive = false;
    for (const ThreadMoment& thread : moment.threads()) {
        const bool canGo = thread.isAlive() && (!thread.isParkedOnObject() || thread.hasTimeLimit);
        isLive[thread.id.index()] = canGo;
        anyLive |= canGo;
    }
    const auto isHelped = [&](const WaitEdge& edge) {
        if (!hasSoleHelper(trace, edge.object)) return anyLive;
        if (!edge.holder.isValid()) return true; // free by now: the waiter is about to be woken
        const ThreadMoment& helper = moment.thread(edge.holder);
        const bool hasEnded = helper.state == ThreadState::Terminated;
        const bool isJoin = trace.object(edge.object).info.kind == ObjectKind::Thread;
        return isLive[edge.holder.index()] || (hasEnded && isJoin);
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (const WaitEdge& edge : graph.edges()) {
            if (isLive[edge.waiter.index()] || !isHelped(edge)) continue;
            isLive[edge.waiter.index()] = anyLive = changed = true;
        }
    }
    std::vector<ThreadId> stuck;
    for (const ThreadMoment& thread : moment.threads())
        if (thread.isAlive() && !isLive[thread.id.index()]) stuck.push_back(thread.id);
    return stuck;
}

} // namespace lockstep
