// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/threadderiver.h"

namespace lockstep {

namespace {

// The state a thread is in while parked on an object of this kind.
ThreadState parkedState(ObjectKind kind) {
    if (isInKernel(kind))
        return ThreadState::Sleeping; // modelled: the object's other side has to do something
    return isLock(kind) ? ThreadState::Blocked : ThreadState::Waiting;
}

bool isKernels(EventKind kind) {
    using enum EventKind;
    return kind == SwitchIn || kind == SwitchOut || kind == KernelLost || kind == CpuTime ||
           kind == QueueTime;
}

// The thread itself tells that it need not be parked any longer, and since when.
bool endsOwnWait(const Event& event) {
    using enum EventKind;
    return event.kind == Timeout || event.kind == Awake || event.kind == IoEnd ||
           event.alternative == Alternative::Spurious;
}

// How long ago, in nanoseconds.
Timestamp lateness(const Event& event) {
    return event.alternative == Alternative::Spurious ? 0 : event.value;
}

// The ring was full when the thread wanted to record something.
bool isStall(const Event& event) {
    return event.kind == EventKind::Hold && event.value == static_cast<std::int32_t>(HoldReason::RingFull);
}

} // namespace

void ThreadDeriver::addThread(const ObjectInfo& info) {
    auto& lane = m_trace.m_threads.append(std::make_unique<ThreadLane>(info.thread, info, info.creator));
    m_threads.push_back({lane.get(), ThreadTrack(*lane, m_trace.m_source)});
    if (m_isPaused) m_threads.back().track.pause(true, 0, {}); // its lane has not begun
}

void ThreadDeriver::derivePlainDeed(const Event& event, EventIndex index) {
    ThreadNow& me = m_threads[event.thread.index()];
    me.lane->events.append(index);
    const ThreadState before = me.track.logical();
    if (!me.track.act(event.time, index)) m_trace.m_illegal.append(IllegalTransition{index, before});
}

bool ThreadDeriver::derive(const Event& event, EventIndex index) {
    if (isKernels(event.kind)) {
        deriveKernel(event, index);
        return false;
    }
    ThreadNow& me = m_threads[event.thread.index()];
    me.lane->events.append(index);
    const ThreadState before = me.track.logical();
    if (endsOwnWait(event)) me.track.timeIsUp(event.time - lateness(event), event.time, index);
    if (isStall(event)) // of a thread that was about to say that it is awake
        me.track.timeIsUp(event.time, event.time, index);
    const bool acts = act(event, index, me.track);
    if (!settle(event, index, me.track) || !acts) m_trace.m_illegal.append(IllegalTransition{index, before});
    return event.kind == EventKind::Wait;
}

// The thread does something at all.
bool ThreadDeriver::act(const Event& event, EventIndex index, ThreadTrack& track) {
    using enum ThreadState;
    switch (event.kind) {
    case EventKind::Lost: return track.enter(Unknown, event.time, index);
    case EventKind::Let:
        return track.act(event.time, index) && track.enter(ReadyOrRunning, event.time, index);
    case EventKind::Announce: // where its guard does not hold, it has parked already
        return !Announced::unpacked(event.value).isEnabled ||
               (track.act(event.time, index) && track.enter(Runnable, event.time, index));
    case EventKind::Tick: return true;
    case EventKind::Wake: // part of the deed before it, which may have been to enter the kernel
        return track.logical() == Sleeping || track.act(event.time, index);
    default: return track.act(event.time, index);
    }
}

// And where it stands afterwards.
bool ThreadDeriver::settle(const Event& event, EventIndex index, ThreadTrack& track) {
    using enum ThreadState;
    switch (event.kind) {
    case EventKind::Wait: return park(event, index, track);
    case EventKind::Sleep: return track.enter(Sleeping, event.time, index);
    case EventKind::Io: return track.enter(Sleeping, event.time, index, event.object);
    case EventKind::Hold: return track.enter(Held, event.time, index);
    case EventKind::Exit: {
        const bool isLegal = track.enter(Terminated, event.time, index);
        leaveCpu(event.thread, event.time, index);
        return isLegal;
    }
    default: return true;
    }
}

bool ThreadDeriver::park(const Event& event, EventIndex index, ThreadTrack& track) {
    const ObjectKind kind = m_trace.m_objects[event.object.index()]->info.kind;
    return track.enter(parkedState(kind), event.time, index, event.object);
}

ThreadId ThreadDeriver::deriveOthers(const Event& event, EventIndex index) {
    if (event.kind == EventKind::Create) {
        const ThreadId made = m_trace.m_objects[event.object.index()]->info.thread;
        if (made.isValid()) m_threads[made.index()].track.enter(ThreadState::New, event.time, index);
    }
    const bool parks = event.kind == EventKind::Park;
    if (!parks && event.kind != EventKind::Spawn && event.kind != EventKind::Wake) return {};
    const ThreadId id{static_cast<std::uint32_t>(event.value)};
    ThreadTrack& other = m_threads[id.index()].track;
    const ThreadState before = other.logical();
    const bool isLegal =
        parks ? park(event, index, other) : other.enter(ThreadState::Runnable, event.time, index);
    if (!isLegal) m_trace.m_illegal.append(IllegalTransition{index, before});
    return parks ? id : ThreadId{};
}

void ThreadDeriver::deriveKernel(const Event& event, EventIndex index) {
    using Cpu = ThreadTrack::Cpu;
    ThreadNow& me = m_threads[event.thread.index()];
    if (event.kind == EventKind::SwitchIn) {
        me.track.cpu(Cpu::On, event.time, index);
        // of a thread whose code has ended the kernel does not tell when it leaves
        const bool hasEnded = me.track.logical() == ThreadState::Terminated;
        const auto who = static_cast<std::int32_t>(event.thread.value);
        if (!hasEnded) cpuLane(event.value).running.append({event.time, index, who});
    } else if (event.kind == EventKind::SwitchOut) {
        const bool isPreempted = event.alternative == Alternative::Preempted;
        me.track.cpu(isPreempted ? Cpu::Preempted : Cpu::Off, event.time, index);
        cpuLane(event.value).running.append({event.time, index, -1});
    } else {
        me.lane->kernelTotals.append(index);
    }
}

// The kernel's own word on it comes after the thread's last event, when nobody is left to give it to.
void ThreadDeriver::leaveCpu(ThreadId thread, Timestamp time, EventIndex index) {
    for (std::size_t i = 0; i < m_trace.m_cpus.size(); ++i) {
        Track& running = m_trace.m_cpus.writable(i)->running;
        const bool isThere =
            !running.empty() && running[running.size() - 1].value == static_cast<std::int32_t>(thread.value);
        if (isThere) running.append({time, index, -1});
    }
}

CpuLane& ThreadDeriver::cpuLane(int number) {
    auto& cpus = m_trace.m_cpus;
    for (std::size_t i = 0; i < cpus.size(); ++i)
        if (cpus[i]->number == number) return *cpus.writable(i);
    return *cpus.append(std::make_unique<CpuLane>(number));
}

void ThreadDeriver::deriveSession(const Event& event, EventIndex index) {
    switch (event.kind) {
    case EventKind::Pause:
    case EventKind::Resume:
        m_isPaused = event.kind == EventKind::Pause;
        for (ThreadNow& thread : m_threads) thread.track.pause(m_isPaused, event.time, index);
        break;
    case EventKind::Open:
        m_trace.m_source.store(static_cast<KernelSource>(event.value), std::memory_order_relaxed);
        for (ThreadNow& thread : m_threads) thread.track.open(m_trace.kernelSource(), event.time, index);
        break;
    case EventKind::KernelLost:
        for (ThreadNow& thread : m_threads) thread.track.cpu(ThreadTrack::Cpu::Unknown, event.time, index);
        for (std::size_t i = 0; i < m_trace.m_cpus.size(); ++i)
            m_trace.m_cpus.writable(i)->running.append({event.time, index, -1});
        break;
    default: break;
    }
}

} // namespace lockstep
