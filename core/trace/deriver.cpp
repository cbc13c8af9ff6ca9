// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/deriver.h"

namespace lockstep {

namespace {

// The state a thread is in while parked on an object of this kind.
ThreadState parkedState(ObjectKind kind) {
    return isLock(kind) ? ThreadState::Blocked : ThreadState::Waiting;
}

bool isMark(EventKind kind) {
    using enum EventKind;
    return kind == Pause || kind == Resume || kind == Stop || kind == Lost || kind == KernelLost ||
           kind == Failure;
}

bool isKernels(EventKind kind) {
    using enum EventKind;
    return kind == SwitchIn || kind == SwitchOut || kind == KernelLost || kind == CpuTime ||
           kind == QueueTime;
}

// The thread itself tells that it need not be parked any longer, and since when.
bool endsOwnWait(EventKind kind) {
    return kind == EventKind::Timeout || kind == EventKind::Awake || kind == EventKind::IoEnd;
}

} // namespace

void Deriver::addObject(const ObjectInfo& info) {
    m_objects.emplace_back();
    if (info.kind != ObjectKind::Thread) return;
    auto& lane = m_trace.m_threads.append(std::make_unique<ThreadLane>(info.thread, info, info.creator));
    m_threads.push_back({ThreadTrack(*lane, m_trace.m_source), {}});
}

void Deriver::derive(const Event& event, EventIndex index) {
    if (isMark(event.kind)) m_trace.m_marks.append(index);
    if (m_isStopped) {
        m_trace.m_teardown.append(index);
        return;
    }
    if (event.thread.isValid()) deriveThread(event, index);
    if (event.object.isValid()) {
        deriveLink(event, index); // before the holder changes
        deriveObject(event, index);
    }
    deriveSession(event, index);
}

void Deriver::deriveThread(const Event& event, EventIndex index) {
    if (isKernels(event.kind)) return deriveSwitch(event, index);
    using enum ThreadState;
    const Timestamp now = event.time;
    ThreadNow& me = m_threads[event.thread.index()];
    m_trace.m_threads.writable(event.thread.index())->events.append(index);

    const ThreadState before = me.track.logical();
    if (endsOwnWait(event.kind)) me.track.timeIsUp(now - event.value, now, index);
    bool isLegal = true;
    switch (event.kind) {
    case EventKind::Lost: isLegal = me.track.enter(Unknown, now, index); break;
    case EventKind::Let:
        isLegal = me.track.enter(ReadyOrRunning, now, index) && me.track.act(now, index);
        break;
    default: isLegal = me.track.act(now, index); break;
    }
    switch (event.kind) {
    case EventKind::Wait: deriveWait(event, index, me); break;
    case EventKind::Sleep: isLegal &= me.track.enter(Sleeping, now, index); break;
    case EventKind::Io: isLegal &= me.track.enter(Sleeping, now, index, event.object); break;
    case EventKind::Hold: isLegal &= me.track.enter(Held, now, index); break;
    case EventKind::Exit: isLegal &= me.track.enter(Terminated, now, index); break;
    case EventKind::Spawn:
        isLegal &= m_threads[static_cast<std::size_t>(event.value)].track.enter(Runnable, now, index);
        break;
    case EventKind::Wake: {
        ThreadNow& woken = m_threads[static_cast<std::size_t>(event.value)];
        isLegal &= woken.track.enter(Runnable, now, index);
        break;
    }
    default: break;
    }
    if (event.kind == EventKind::Create && m_trace.object(event.object).info.thread.isValid()) {
        const ThreadId made = m_trace.object(event.object).info.thread;
        m_threads[made.index()].track.enter(New, now, index);
    }
    if (!isLegal) m_trace.m_illegal.append(IllegalTransition{index, before});
}

void Deriver::deriveWait(const Event& event, EventIndex index, ThreadNow& me) {
    me.track.enter(parkedState(lane(event.object).info.kind), event.time, index, event.object);
    if (me.wants == event.object) return;
    me.wants = event.object;
    ++m_objects[event.object.index()].wantedBy;
}

void Deriver::deriveSwitch(const Event& event, EventIndex index) {
    using Cpu = ThreadTrack::Cpu;
    ThreadNow& me = m_threads[event.thread.index()];
    if (event.kind == EventKind::SwitchIn) {
        me.track.cpu(Cpu::On, event.time, index);
        cpuLane(event.value)
            .running.append({event.time, index, static_cast<std::int32_t>(event.thread.value)});
    } else if (event.kind == EventKind::SwitchOut) {
        const bool isPreempted = event.alternative == Alternative::Preempted;
        me.track.cpu(isPreempted ? Cpu::Preempted : Cpu::Off, event.time, index);
        cpuLane(event.value).running.append({event.time, index, -1});
    }
}

CpuLane& Deriver::cpuLane(int number) {
    auto& cpus = m_trace.m_cpus;
    for (std::size_t i = 0; i < cpus.size(); ++i)
        if (cpus[i]->number == number) return *cpus.writable(i);
    return *cpus.append(std::make_unique<CpuLane>(number));
}

void Deriver::deriveObject(const Event& event, EventIndex index) {
    ObjectLane& object = lane(event.object);
    object.events.append(index);
    if (isLock(object.info.kind))
        deriveLock(event, index);
    else
        deriveValue(event, index);
    const bool isOver = event.kind == EventKind::Acquire || event.kind == EventKind::Timeout ||
                        event.kind == EventKind::Take || event.kind == EventKind::Put ||
                        event.kind == EventKind::Join || event.kind == EventKind::Get;
    if (event.thread.isValid() && isOver) m_threads[event.thread.index()].wants = {};
}

void Deriver::deriveLock(const Event& event, EventIndex index) {
    ObjectState& lock = m_objects[event.object.index()];
    switch (event.kind) {
    case EventKind::Acquire: lock.holder = event.thread; [[fallthrough]];
    case EventKind::Timeout:
        if (m_threads[event.thread.index()].wants == event.object) --lock.wantedBy;
        break;
    case EventKind::Release:
        if (event.value == 0) lock.holder = {};
        break;
    default: break;
    }
    showLock(event, index);
}

void Deriver::showLock(const Event& event, EventIndex index) {
    const ObjectState& lock = m_objects[event.object.index()];
    const bool isHeld = lock.holder.isValid();
    const LockState state = !isHeld             ? LockState::Free
                            : lock.wantedBy > 0 ? LockState::HeldAndWanted
                                                : LockState::Held;
    const std::uint32_t holder = isHeld ? lock.holder.value : LaneValue::kNoSubject;
    lane(event.object).holds.append(event.time, index, {static_cast<std::uint8_t>(state), holder});
}

void Deriver::deriveValue(const Event& event, EventIndex index) {
    using enum EventKind;
    switch (event.kind) {
    case Create:
        if (lane(event.object).info.kind == ObjectKind::Queue) {
            lane(event.object).values.append(event.time, index, 0);
            break;
        }
        [[fallthrough]];
    case Acquire:
    case Release:
    case Put:
    case Take:
    case Set:
    case Read:
    case Write:
    case Update: lane(event.object).values.append(event.time, index, event.value); break;
    default: break;
    }
}

void Deriver::deriveLink(const Event& event, EventIndex index) {
    ObjectState& object = m_objects[event.object.index()];
    switch (event.kind) {
    case EventKind::Spawn:
    case EventKind::Exit:
    case EventKind::Set: object.signal = index; break;
    case EventKind::Start: link(LinkKind::Spawn, object.signal, index, event.thread); break;
    case EventKind::Join: link(LinkKind::Join, object.signal, index, event.thread); break;
    case EventKind::Get: link(LinkKind::Item, object.signal, index, event.thread); break;
    case EventKind::Release: object.lastRelease = index; break;
    case EventKind::Acquire:
        if (m_threads[event.thread.index()].wants == event.object)
            link(LinkKind::HandOver, object.lastRelease, index, event.thread);
        break;
    case EventKind::Wake:
        if (lane(event.object).info.kind == ObjectKind::Condition && event.thread.isValid())
            m_trace.m_links.append(Link{LinkKind::Wake, event.thread,
                                        ThreadId{static_cast<std::uint32_t>(event.value)}, index, index});
        break;
    case EventKind::Put: object.items.push_back(index); break;
    case EventKind::Take:
        if (object.items.empty()) break;
        link(LinkKind::Item, object.items.front(), index, event.thread);
        object.items.pop_front();
        break;
    default: break;
    }
}

void Deriver::link(LinkKind kind, EventIndex from, EventIndex to, ThreadId toThread) {
    if (!from.isValid()) return;
    const ThreadId fromThread = m_trace.event(from).thread;
    if (fromThread.isValid() && fromThread != toThread)
        m_trace.m_links.append(Link{kind, fromThread, toThread, from, to});
}

void Deriver::deriveSession(const Event& event, EventIndex index) {
    switch (event.kind) {
    case EventKind::Create: // the first thread has no creator
        if (!event.thread.isValid() && m_trace.object(event.object).info.thread.isValid())
            m_threads[m_trace.object(event.object).info.thread.index()].track.enter(ThreadState::New,
                                                                                    event.time, index);
        break;
    case EventKind::Spawn:
        if (!event.thread.isValid())
            m_threads[static_cast<std::size_t>(event.value)].track.enter(ThreadState::Runnable, event.time,
                                                                         index);
        break;
    case EventKind::Pause:
    case EventKind::Resume:
        m_isPaused = event.kind == EventKind::Pause;
        for (ThreadNow& thread : m_threads) thread.track.pause(m_isPaused, event.time, index);
        break;
    case EventKind::Stop:
        m_trace.advanceTo(event.time);
        m_isStopped = true;
        break;
    case EventKind::Lost:
        m_trace.m_lost.fetch_add(static_cast<std::uint32_t>(event.value), std::memory_order_relaxed);
        break;
    case EventKind::KernelLost:
        m_trace.m_kernelLost.fetch_add(static_cast<std::uint32_t>(event.value), std::memory_order_relaxed);
        for (ThreadNow& thread : m_threads) thread.track.cpu(ThreadTrack::Cpu::Unknown, event.time, index);
        break;
    default: break;
    }
}

} // namespace lockstep
