// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/threadtrack.h"

#include <utility>

namespace lockstep {

std::string_view name(KernelSource source) {
    switch (source) {
    case KernelSource::Silent: return "unknown";
    case KernelSource::Totals: return "schedstat";
    case KernelSource::Switches: return "kernel";
    case KernelSource::Gate: return "gate";
    }
    return {};
}

bool ThreadTrack::enter(ThreadState logical, Timestamp time, EventIndex event, ObjectId subject) {
    const bool isFirst = m_lane->states.size() == 0;
    const bool isLegal = isFirst || m_logical == logical || isLegalTransition(m_logical, logical);
    m_logical = isLegal ? logical : ThreadState::Unknown;
    m_subject = subject;
    show(time, event);
    return isLegal;
}

bool ThreadTrack::actAnew(Timestamp time, EventIndex event) {
    if (m_source == KernelSource::Switches) m_cpu = Cpu::On;
    if (m_logical == ThreadState::ReadyOrRunning || m_logical == ThreadState::Held) {
        show(time, event);
        return true;
    }
    // the table lets a lane go from parked to "ready or running", which is how it shows runnable without the
    // kernel; the thread itself must have been made runnable before
    const bool wasFreed = !isParked(m_logical) && m_logical != ThreadState::New;
    return enter(wasFreed ? ThreadState::ReadyOrRunning : ThreadState::Unknown, time, event) && wasFreed;
}

void ThreadTrack::cpu(Cpu now, Timestamp time, EventIndex event) {
    if (m_lane->states.size() == 0 || m_logical == ThreadState::Terminated) return;
    m_cpu = now;
    m_cpuSince = time;
    show(time, event);
}

void ThreadTrack::pause(bool isPaused, Timestamp time, EventIndex event) {
    m_isPaused = isPaused;
    if (m_lane->states.size() > 0) show(time, event);
}

void ThreadTrack::open(KernelSource source, Timestamp time, EventIndex event) {
    m_source = source;
    if (m_lane->states.size() == 0) return;
    if (isParked(m_logical)) enter(ThreadState::Runnable, time, event);
    show(time, event);
}

bool ThreadTrack::timeIsUp(Timestamp since, Timestamp time, EventIndex event) {
    if (!isParked(m_logical)) return false;
    const Timestamp lastChange = m_lane->states[m_lane->states.size() - 1].time;
    const Timestamp begin = std::clamp(since, lastChange, std::max(lastChange, time));
    const Cpu now = std::exchange(m_cpu, Cpu::Off);
    enter(ThreadState::Runnable, begin, event);
    m_cpu = now;
    if (now == Cpu::On) show(std::max(begin, m_cpuSince), event);
    return true;
}

void ThreadTrack::show(Timestamp time, EventIndex event) {
    const ThreadState state = shown();
    const std::uint32_t subject = m_subject.isValid() ? m_subject.value : LaneValue::kNoSubject;
    const LaneValue value{static_cast<std::uint8_t>(state), subject};
    if (m_lane->states.size() > 0) {
        const auto before = static_cast<ThreadState>(m_lane->states[m_lane->states.size() - 1].lane().state);
        // woken and already on its way: it was runnable for no measurable time
        if (before != state && state != ThreadState::Unknown && !isLegalTransition(before, state))
            m_lane->states.append(time, event, {static_cast<std::uint8_t>(ThreadState::Runnable)});
    }
    m_lane->states.append(time, event, value);
}

ThreadState ThreadTrack::shown() const {
    if (m_isPaused && isParked(m_logical)) return ThreadState::Held;
    const bool isFree = m_logical == ThreadState::ReadyOrRunning;
    if (!isFree && m_logical != ThreadState::Runnable) return m_logical;
    if (m_source == KernelSource::Gate) return isFree ? ThreadState::Running : ThreadState::Runnable;
    if (m_source != KernelSource::Switches) return ThreadState::ReadyOrRunning;
    switch (m_cpu) {
    case Cpu::On: return ThreadState::Running;
    case Cpu::Preempted: return ThreadState::Runnable;
    case Cpu::Off: return isFree ? ThreadState::OffCpu : ThreadState::Runnable;
    case Cpu::Unknown: return ThreadState::ReadyOrRunning;
    }
    return ThreadState::Unknown;
}

} // namespace lockstep
