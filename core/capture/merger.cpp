// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/merger.h"

#include <algorithm>

namespace lockstep {

bool Merger::isNext(const RawEvent& event) const {
    const RuntimeId object = event.object;
    if (object == kNoRuntimeId) return true;
    if (event.order <= m_nextOrder[object]) return true;
    return m_toleratesGaps && static_cast<Timestamp>(event.ticks) <= m_lastHorizon;
}

void Merger::push(Source* source) {
    m_heap.push_back(source);
    std::ranges::push_heap(m_heap, std::greater{}, [](const Source* s) { return s->time(); });
}

Merger::Source* Merger::pop() {
    std::ranges::pop_heap(m_heap, std::greater{}, [](const Source* s) { return s->time(); });
    Source* source = m_heap.back();
    m_heap.pop_back();
    return source;
}

// Delivers from one source for as long as it is the earliest; parks it where an object's earlier event is
// missing.
void Merger::deliverRun(Source& source, Timestamp until) {
    while (!source.isEmpty() && source.time() <= until) {
        const RawEvent& event = source.front();
        const RuntimeId object = event.object;
        if (object != kNoRuntimeId && object >= m_nextOrder.size()) {
            m_nextOrder.resize(object + 1, 0);
            m_waiting.resize(object + 1);
        }
        if (!isNext(event)) {
            m_waiting[object].push_back(&source);
            m_blockedObjects.push_back(object);
            return;
        }
        m_sink.deliver(source.m_thread, source.time(), event);
        if (object != kNoRuntimeId) {
            m_nextOrder[object] = std::max(m_nextOrder[object], event.order + 1);
            if (!m_waiting[object].empty()) {
                source.pop();
                for (Source* waiting : m_waiting[object]) push(waiting);
                m_waiting[object].clear();
                if (!source.isEmpty()) push(&source);
                return;
            }
        }
        source.pop();
    }
    if (!source.isEmpty()) push(&source);
}

void Merger::merge(const std::vector<Source*>& sources, Timestamp horizon) {
    m_heap.clear();
    for (Source* source : sources)
        if (!source->isEmpty()) push(source);
    while (!m_heap.empty()) {
        Source* earliest = pop();
        if (earliest->time() > horizon) break;
        const Timestamp next = m_heap.empty() ? horizon : m_heap.front()->time();
        deliverRun(*earliest, std::min(next, horizon));
    }
    for (RuntimeId object : m_blockedObjects) m_waiting[object].clear();
    m_blockedObjects.clear();
    m_lastHorizon = horizon;
}

} // namespace lockstep
