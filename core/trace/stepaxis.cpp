// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/stepaxis.h"

#include <algorithm>

namespace lockstep {

namespace {

// Its value tells how long ago something was, or which thread of the kernel it was: the steps do not decide
// that, and along them it has no meaning.
bool isValueAccidental(EventKind kind) {
    return kind == EventKind::Timeout || kind == EventKind::Awake || kind == EventKind::IoEnd ||
           kind == EventKind::Start;
}

constexpr Timestamp kTail = 2 * kStepLength / 5;

} // namespace

KernelSource kernelSourceAtFirst(const Trace& trace) {
    const KernelSource now = trace.kernelSource();
    for (std::size_t i = 0; i < trace.marks().size(); ++i)
        if (trace.event(trace.marks()[i]).kind == EventKind::Open) return KernelSource::Gate;
    return now;
}

Timestamp pictureEnd(const Trace& trace) {
    return trace.axis() == TimeAxis::Steps ? trace.end() + kTail : trace.end();
}

StepAxis::StepAxis(const Trace& source, std::size_t most)
    : m_source(source)
    , m_trace(std::make_unique<Trace>(kernelSourceAtFirst(source), TimeAxis::Steps)) {
    catchUp(most);
}

bool StepAxis::catchUp(std::size_t most) {
    const std::size_t size = m_source.size(); // before the rest: what an event names is there when it is
    copyThings();
    const std::size_t end = m_events + std::min(most, size - m_events);
    for (; m_events < end; ++m_events) m_trace->append(placed(m_source[m_events]));
    m_trace->advanceTo(static_cast<Timestamp>(m_steps) * kStepLength);
    return m_events == size;
}

void StepAxis::copyThings() {
    for (auto s = static_cast<std::uint32_t>(m_trace->siteCount()); s < m_source.siteCount(); ++s)
        m_trace->addSite(m_source.site(SiteId{s}));
    for (auto o = static_cast<std::uint32_t>(m_trace->objectCount()); o < m_source.objectCount(); ++o)
        m_trace->addObject(m_source.object(ObjectId{o}).info);
}

Event StepAxis::placed(Event event) {
    event.time = static_cast<Timestamp>(m_steps) * kStepLength + (m_isStopped ? 1 : 0);
    m_isStopped |= event.kind == EventKind::Stop;
    if (isValueAccidental(event.kind)) event.value = 0;
    if (m_isStopped || !isStep(event)) return event;
    ++m_steps;
    ++event.time;
    return event;
}

} // namespace lockstep
