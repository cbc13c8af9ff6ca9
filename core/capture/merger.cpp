// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/merger.h"

#include <algorithm>
#include <array>

namespace lockstep {

void Merger::Source::add(const EventChain& events) {
    if (!events.first()) return;
    m_pool = &events.pool();
    (m_first ? m_last->next : m_first) = events.first();
    m_last = events.last();
    if (m_at != m_end) return;
    m_at = m_first->events;
    m_end = m_at + m_first->count;
}

void Merger::Source::nextBlock() {
    EventBlock* read = m_first;
    m_first = read->next;
    m_pool->giveBack(read);
    m_at = m_first ? m_first->events : nullptr;
    m_end = m_first ? m_at + m_first->count : nullptr;
}

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

// Whether the event has to wait for an earlier one of its object; then its source is set aside.
bool Merger::park(Source& source, const RawEvent& event) {
    const RuntimeId object = event.object;
    if (object >= m_nextOrder.size()) {
        m_nextOrder.resize(object + 1, 0);
        m_waiting.resize(object + 1);
    }
    if (isNext(event)) return false;
    m_waiting[object].push_back(&source);
    m_blockedObjects.push_back(object);
    ++m_waitingCount;
    return true;
}

void Merger::wake(RuntimeId object) {
    for (Source* waiting : m_waiting[object]) push(waiting);
    m_waitingCount -= m_waiting[object].size();
    m_waiting[object].clear();
}

// Delivers what one block of the source holds up to that time. Returns false when the source was set aside,
// or when another one that had to wait may be earlier now.
bool Merger::deliverPart(Source& source, Timestamp until) {
    const RawEvent* const begin = source.m_at;
    const RawEvent* at = begin;
    bool isParked = false;
    bool isPartNext = false;
    RuntimeId wakes = kNoRuntimeId;
    while (at != source.m_end && static_cast<Timestamp>(at->ticks) <= until && wakes == kNoRuntimeId) {
        const RuntimeId object = at->object;
        if (object != kNoRuntimeId) {
            isPartNext = isPart(*at);
            if (isPartNext) break;
            isParked = park(source, *at);
            if (isParked) break;
            follow(*at);
            if (m_waitingCount > 0 && !m_waiting[object].empty()) wakes = object;
        }
        ++at;
    }
    if (at != begin) m_sink.deliverRun(source.m_thread, {begin, at});
    source.popUpTo(at);
    if (isPartNext) return deliverStep(source);
    if (wakes == kNoRuntimeId) return !isParked;
    wake(wakes);
    if (!source.isEmpty()) push(&source);
    return false;
}

void Merger::follow(const RawEvent& event) {
    m_nextOrder[event.object] = std::max(m_nextOrder[event.object], event.order + 1);
}

// Where events may be missing, the one that a part belongs to may be, too.
bool Merger::isPart(const RawEvent& event) const {
    return event.alternative == Alternative::Part && !m_toleratesGaps;
}

// A step on two objects is two events, a part and its own: both or none, with nothing between them. By the
// clock alone another thread's event on the first object might come there. Always false: see deliverPart.
bool Merger::deliverStep(Source& source) {
    const RawEvent* second = source.second();
    if (!second || static_cast<Timestamp>(second->ticks) > m_horizon) return false; // until the next merge
    // not the step's own event where the thread had to wait for its ring between the two
    const bool isWhole = second->object != kNoRuntimeId && second->object != source.m_at->object;
    if (park(source, *source.m_at) || (isWhole && park(source, *second))) return false;
    const std::array both{*source.m_at, *second};
    for (const RawEvent& event : std::span(both).first(isWhole ? 2 : 1)) {
        follow(event);
        source.popUpTo(source.m_at + 1);
        m_sink.deliverRun(source.m_thread, {&event, 1});
    }
    wake(both[0].object);
    if (isWhole) wake(both[1].object);
    if (!source.isEmpty()) push(&source);
    return false;
}

// Delivers from one source for as long as it is the earliest.
void Merger::deliverRun(Source& source, Timestamp until) {
    while (!source.isEmpty() && source.time() <= until)
        if (!deliverPart(source, until)) return;
    if (!source.isEmpty()) push(&source);
}

void Merger::merge(const std::vector<Source*>& sources, Timestamp horizon) {
    m_heap.clear();
    m_horizon = horizon;
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
    m_waitingCount = 0;
    m_lastHorizon = horizon;
}

} // namespace lockstep
