// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/verdict.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr int kMostTries = 4'096;

// All that the first one did up to its request was over when the other took its lock.
bool isBefore(const OrderWitness& first, const OrderWitness& second) {
    const auto& known = *second.known;
    return first.thread.index() < known.size() && known[first.thread.index()] > first.asked.value;
}

// A lock that both hold, and not both as readers: they are never there at once.
ObjectId commonLock(const Trace& trace, const OrderWitness& a, const OrderWitness& b) {
    for (const HeldLock& mine : *a.held)
        for (const HeldLock& theirs : *b.held)
            if (mine.lock == theirs.lock && !(mine.isShared && theirs.isShared) &&
                isLock(trace.object(mine.lock).info.kind))
                return mine.lock;
    return {};
}

} // namespace

OrderCycle CycleJudge::judge(const std::vector<const OrderEdge*>& edges) {
    m_edges = edges;
    m_parts.clear();
    m_best = {};
    m_hasBest = false;
    m_triesLeft = kMostTries;
    for (const OrderEdge* edge : edges) m_best.locks.push_back(edge->from);
    tryNext(0);
    return std::move(m_best);
}

void CycleJudge::tryNext(std::size_t place) {
    if (m_hasBest && (m_best.verdict == OrderVerdict::Potential || m_triesLeft == 0)) return;
    if (place < m_edges.size()) {
        for (const OrderWitness& witness : m_edges[place]->witnesses) {
            m_parts.push_back(&witness);
            tryNext(place + 1);
            m_parts.pop_back();
        }
        return;
    }
    --m_triesLeft;
    const Objection objection = objectionTo(m_parts);
    if (m_hasBest && objection.verdict <= m_best.verdict) return;
    m_hasBest = true;
    m_best.verdict = objection.verdict;
    m_best.guard = objection.guard;
    m_best.parts.clear();
    for (const OrderWitness* part : m_parts) m_best.parts.push_back(*part);
}

CycleJudge::Objection CycleJudge::objectionTo(const std::vector<const OrderWitness*>& parts) const {
    Objection objection;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            if (parts[i]->thread == parts[j]->thread) return {OrderVerdict::SingleThread, {}};
            if (objection.verdict != OrderVerdict::Potential) continue;
            const ObjectId guard = commonLock(m_trace, *parts[i], *parts[j]);
            if (isBefore(*parts[i], *parts[j]) || isBefore(*parts[j], *parts[i]))
                objection = {OrderVerdict::Ordered, {}};
            else if (guard.isValid())
                objection = {OrderVerdict::Guarded, guard};
        }
    }
    if (objection.verdict != OrderVerdict::Potential) return objection;
    if (isReadersOnly(parts)) return {OrderVerdict::ReadersOnly, {}};
    const ObjectId semaphore = narrowSemaphore(parts);
    return semaphore.isValid() ? Objection{OrderVerdict::Guarded, semaphore} : objection;
}

// All of them would have to have a permit at once, and there are not as many.
ObjectId CycleJudge::narrowSemaphore(const std::vector<const OrderWitness*>& parts) const {
    for (const HeldLock& held : *parts.front()->held) {
        const ObjectInfo& info = m_trace.object(held.lock).info;
        if (info.kind != ObjectKind::Semaphore || m_recorder.isGrown()[held.lock.index()]) continue;
        const auto holdsIt = [&](const OrderWitness* part) {
            return std::ranges::count(*part->held, held.lock, &HeldLock::lock) > 0;
        };
        const bool isNarrow = static_cast<std::size_t>(std::max(0, info.capacity)) < parts.size();
        if (isNarrow && std::ranges::all_of(parts, holdsIt)) return held.lock;
    }
    return {};
}

// Somewhere one would read what the next only reads: it does not wait. Unless a writer may stand between
// them.
bool CycleJudge::isReadersOnly(const std::vector<const OrderWitness*>& parts) const {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t next = (i + 1) % parts.size();
        if (!parts[i]->asksShared || !parts[next]->holdsShared) continue;
        const ObjectInfo& lock = m_trace.object(m_edges[next]->from).info;
        const bool lettingReadersIn = static_cast<SharedPolicy>(lock.capacity) == SharedPolicy::PreferReaders;
        if (lettingReadersIn || !m_recorder.isWritten()[lock.id.index()]) return true;
    }
    return false;
}

} // namespace lockstep
