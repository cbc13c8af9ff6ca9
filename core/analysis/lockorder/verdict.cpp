// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/verdict.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr int kMostTries = 1'024; // combinations among which the objection to be told is chosen

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
    const std::size_t comparisons = m_comparisonsLeft = std::min(kMostComparisons, m_allComparisonsLeft);
    const bool isOpen = findOpen();
    m_allComparisonsLeft -= comparisons - m_comparisonsLeft;
    if (isOpen) return told({});
    m_best = {};
    m_parts.clear();
    m_triesLeft = kMostTries;
    tryNext(0);
    if (m_best.verdict != OrderVerdict::Potential && !isSearchedThrough()) {
        m_best.verdict = OrderVerdict::Undecided;
        m_best.guard = {};
    }
    return std::move(m_best);
}

// Depth first, turning back at the first pair that is never there at once. On success the parts are found.
bool CycleJudge::findOpen() {
    const std::size_t place = m_parts.size();
    if (place == m_edges.size()) return !narrowSemaphore(m_parts).isValid();
    for (const OrderWitness& witness : m_edges[place]->witnesses) {
        m_parts.push_back(&witness);
        if (fitsLast() && findOpen()) return true;
        m_parts.pop_back();
        if (m_comparisonsLeft == 0) return false;
    }
    return false;
}

bool CycleJudge::fitsLast() {
    const std::size_t last = m_parts.size() - 1;
    m_comparisonsLeft -= std::min(m_comparisonsLeft, last);
    if (m_comparisonsLeft == 0) return false;
    for (std::size_t i = 0; i < last; ++i)
        if (between(*m_parts[i], *m_parts[last]).verdict != OrderVerdict::Potential) return false;
    if (last > 0 && readsPast(m_parts, last - 1)) return false;
    return last + 1 < m_edges.size() || !readsPast(m_parts, last);
}

// Every combination has been ruled out, alone or with others; or one thread makes two parts of each, in
// however many ways.
bool CycleJudge::isSearchedThrough() const {
    if (m_best.verdict == OrderVerdict::SingleThread && m_triesLeft > 0) return true;
    return m_comparisonsLeft > 0 && std::ranges::none_of(m_edges, &OrderEdge::isCut);
}

void CycleJudge::tryNext(std::size_t place) {
    if (m_triesLeft == 0) return;
    if (place == m_edges.size()) {
        --m_triesLeft;
        const Objection objection = objectionTo(m_parts);
        if (m_best.parts.empty() || objection.verdict > m_best.verdict) m_best = told(objection);
        return;
    }
    for (const OrderWitness& witness : m_edges[place]->witnesses) {
        m_parts.push_back(&witness);
        tryNext(place + 1);
        m_parts.pop_back();
    }
}

OrderCycle CycleJudge::told(const Objection& objection) const {
    OrderCycle cycle{.locks = {}, .parts = {}, .verdict = objection.verdict, .guard = objection.guard};
    for (const OrderEdge* edge : m_edges) cycle.locks.push_back(edge->from);
    for (const OrderWitness* part : m_parts) cycle.parts.push_back(*part);
    return cycle;
}

CycleJudge::Objection CycleJudge::objectionTo(const Parts& parts) const {
    Objection objection;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            const Objection found = between(*parts[i], *parts[j]);
            if (found.verdict == OrderVerdict::SingleThread) return found;
            if (objection.verdict == OrderVerdict::Potential) objection = found;
        }
    }
    if (objection.verdict != OrderVerdict::Potential) return objection;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (readsPast(parts, i)) return {OrderVerdict::ReadersOnly, {}};
    const ObjectId semaphore = narrowSemaphore(parts);
    return semaphore.isValid() ? Objection{OrderVerdict::Guarded, semaphore} : objection;
}

CycleJudge::Objection CycleJudge::between(const OrderWitness& a, const OrderWitness& b) const {
    if (a.thread == b.thread) return {OrderVerdict::SingleThread, {}};
    if (isBefore(a, b) || isBefore(b, a)) return {OrderVerdict::Ordered, {}};
    const ObjectId guard = commonLock(m_trace, a, b);
    return guard.isValid() ? Objection{OrderVerdict::Guarded, guard} : Objection{};
}

// All of them would have to have a permit at once, and there are not as many.
ObjectId CycleJudge::narrowSemaphore(const Parts& parts) const {
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

// This one would read what the next only reads: it does not wait. Unless a writer may stand between them.
bool CycleJudge::readsPast(const Parts& parts, std::size_t place) const {
    const std::size_t next = (place + 1) % parts.size();
    if (!parts[place]->asksShared || !parts[next]->holdsShared) return false;
    const ObjectInfo& lock = m_trace.object(m_edges[next]->from).info;
    const bool lettingReadersIn = static_cast<SharedPolicy>(lock.capacity) == SharedPolicy::PreferReaders;
    return lettingReadersIn || !m_recorder.isWritten()[lock.id.index()];
}

} // namespace lockstep
