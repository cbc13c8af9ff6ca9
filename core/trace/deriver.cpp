// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/deriver.h"

namespace lockstep {

namespace {

bool isMark(EventKind kind) {
    using enum EventKind;
    return kind == Pause || kind == Resume || kind == Open || kind == Stop || kind == Lost ||
           kind == KernelLost || kind == Failure;
}

// Something a thread did to an object and nothing else: nearly every event. Those that are not named here go
// the long way, to the same end.
bool isPlainDeed(const Event& event) {
    using enum EventKind;
    const EventKind kind = event.kind;
    const bool isPlain = kind == Acquire || kind == Release || kind == Put || kind == Take || kind == Read ||
                         kind == Write || kind == Update;
    return isPlain && event.thread.isValid() && event.object.isValid();
}

} // namespace

void Deriver::addObject(const ObjectInfo& info) {
    m_objects.addObject(info);
    if (info.kind == ObjectKind::Thread) m_threads.addThread(info);
}

void Deriver::derive(const Event& event, EventIndex index) {
    if (isMark(event.kind)) [[unlikely]] {
        m_trace.m_marks.append(index);
        countLost(event);
    }
    if (m_isStopped) {
        m_trace.m_teardown.append(index);
        return;
    }
    if (isStep(event)) m_trace.m_steps.append(index);
    if (isPlainDeed(event)) [[likely]] {
        m_threads.derivePlainDeed(event, index);
        return m_objects.derive(event, index);
    }
    if (event.thread.isValid() && m_threads.derive(event, index)) m_objects.park(event.thread, event, index);
    const ThreadId parked = m_threads.deriveOthers(event, index);
    if (parked.isValid()) m_objects.park(parked, event, index);
    if (event.object.isValid()) m_objects.derive(event, index);
    m_threads.deriveSession(event, index);
    if (event.kind == EventKind::Stop) {
        m_trace.advanceTo(event.time);
        m_isStopped = true;
    }
}

void Deriver::countLost(const Event& event) {
    const auto count = static_cast<std::uint32_t>(event.value);
    if (event.kind == EventKind::Lost) m_trace.m_lost.fetch_add(count, std::memory_order_relaxed);
    if (event.kind == EventKind::KernelLost) m_trace.m_kernelLost.fetch_add(count, std::memory_order_relaxed);
}

} // namespace lockstep
