// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/deriver.h"

#include <algorithm>
#include <utility>

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

// Something a thread did to an object and nothing else: nearly every event. Those that are not named here go
// the long way, to the same end.
bool isPlainDeed(const Event& event) {
    using enum EventKind;
    const EventKind kind = event.kind;
    const bool isPlain = kind == Acquire || kind == Release || kind == Put || kind == Take || kind == Read ||
                         kind == Write || kind == Update;
    return isPlain && event.thread.isValid() && event.object.isValid();
}

// After these the thread wants nothing any more.
bool endsWanting(EventKind kind) {
    using enum EventKind;
    return kind == Acquire || kind == AcquireShared || kind == Timeout || kind == Take || kind == Put ||
           kind == Refuse || kind == Join || kind == Get || kind == Pass;
}

// Kinds whose lane shows a number from the beginning on.
bool hasFirstValue(ObjectKind kind) {
    using enum ObjectKind;
    return kind == Queue || kind == Semaphore || kind == Future || kind == Variable || kind == Atomic;
}

// Events may have been lost between this Put or Take and the one before; its number of items is the truth.
void alignItems(std::deque<EventIndex>& items, int count) {
    const auto n = static_cast<std::size_t>(std::max(0, count));
    while (items.size() > n) items.pop_front();
    items.resize(n); // what was put meanwhile came after what is known to be inside
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

void Deriver::addObject(const ObjectInfo& info) {
    m_objects.push_back({.lane = m_trace.m_objects.writable(info.id.index()).get()});
    if (info.kind != ObjectKind::Thread) return;
    auto& lane = m_trace.m_threads.append(std::make_unique<ThreadLane>(info.thread, info, info.creator));
    m_threads.push_back({lane.get(), ThreadTrack(*lane, m_trace.m_source), {}});
    if (m_isPaused) m_threads.back().track.pause(true, 0, {}); // its lane has not begun
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
    if (isPlainDeed(event)) [[likely]]
        return deriveDeed(event, index);
    if (event.thread.isValid()) deriveThread(event, index);
    deriveOthers(event, index);
    if (event.object.isValid()) {
        deriveLink(event, index); // before the holder changes
        deriveObject(event, index);
    }
    deriveSession(event, index);
}

void Deriver::deriveDeed(const Event& event, EventIndex index) {
    ThreadNow& me = m_threads[event.thread.index()];
    me.lane->events.append(index);
    const ThreadState before = me.track.logical();
    if (!me.track.act(event.time, index)) m_trace.m_illegal.append(IllegalTransition{index, before});
    deriveLink(event, index);
    deriveObject(event, index);
}

void Deriver::deriveThread(const Event& event, EventIndex index) {
    if (isKernels(event.kind)) return deriveKernel(event, index);
    using enum ThreadState;
    const Timestamp now = event.time;
    ThreadNow& me = m_threads[event.thread.index()];
    me.lane->events.append(index);

    const ThreadState before = me.track.logical();
    if (endsOwnWait(event)) me.track.timeIsUp(now - lateness(event), now, index);
    if (isStall(event))
        me.track.timeIsUp(now, now, index); // of a thread that was about to say that it is awake
    bool isLegal = true;
    switch (event.kind) {
    case EventKind::Lost: isLegal = me.track.enter(Unknown, now, index); break;
    case EventKind::Let:
        isLegal = me.track.act(now, index) && me.track.enter(ReadyOrRunning, now, index);
        break;
    case EventKind::Announce: // where its guard does not hold, it has parked already
        if (Announced::unpacked(event.value).isEnabled)
            isLegal = me.track.act(now, index) && me.track.enter(Runnable, now, index);
        break;
    case EventKind::Tick: break;
    default: isLegal = me.track.act(now, index); break;
    }
    switch (event.kind) {
    case EventKind::Wait: isLegal &= deriveWait(event, index, me); break;
    case EventKind::Sleep: isLegal &= me.track.enter(Sleeping, now, index); break;
    case EventKind::Io: isLegal &= me.track.enter(Sleeping, now, index, event.object); break;
    case EventKind::Hold: isLegal &= me.track.enter(Held, now, index); break;
    case EventKind::Exit:
        isLegal &= me.track.enter(Terminated, now, index);
        leaveCpu(event.thread, now, index);
        break;
    default: break;
    }
    if (!isLegal) m_trace.m_illegal.append(IllegalTransition{index, before});
}

// What one thread, or the session, does to another.
void Deriver::deriveOthers(const Event& event, EventIndex index) {
    if (event.kind == EventKind::Create && lane(event.object).info.thread.isValid())
        m_threads[lane(event.object).info.thread.index()].track.enter(ThreadState::New, event.time, index);
    const bool parks = event.kind == EventKind::Park;
    if (!parks && event.kind != EventKind::Spawn && event.kind != EventKind::Wake) return;
    ThreadNow& other = m_threads[static_cast<std::size_t>(event.value)];
    const ThreadState before = other.track.logical();
    const bool isLegal =
        parks ? deriveWait(event, index, other) : other.track.enter(ThreadState::Runnable, event.time, index);
    if (!isLegal) m_trace.m_illegal.append(IllegalTransition{index, before});
}

bool Deriver::deriveWait(const Event& event, EventIndex index, ThreadNow& me) {
    setWants(me, event.object, event, index);
    return me.track.enter(parkedState(lane(event.object).info.kind), event.time, index, event.object);
}

void Deriver::setWants(ThreadNow& thread, ObjectId object, const Event& event, EventIndex index) {
    const ObjectId before = std::exchange(thread.wants, object);
    if (object.isValid()) ++m_objects[object.index()].wantedBy;
    if (!before.isValid()) return;
    --m_objects[before.index()].wantedBy;
    // another object than this event's: the end of that wish was lost
    if (before != event.object && isLock(lane(before).info.kind)) showLock(before, event.time, index);
}

void Deriver::deriveKernel(const Event& event, EventIndex index) {
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
void Deriver::leaveCpu(ThreadId thread, Timestamp time, EventIndex index) {
    for (std::size_t i = 0; i < m_trace.m_cpus.size(); ++i) {
        Track& running = m_trace.m_cpus.writable(i)->running;
        const bool isThere =
            !running.empty() && running[running.size() - 1].value == static_cast<std::int32_t>(thread.value);
        if (isThere) running.append({time, index, -1});
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
    if (event.thread.isValid() && endsWanting(event.kind)) {
        ThreadNow& me = m_threads[event.thread.index()];
        if (me.wants.isValid()) setWants(me, {}, event, index);
    }
    if (isLock(object.info.kind))
        deriveLock(event, index);
    else
        deriveValue(event, index);
}

void Deriver::deriveLock(const Event& event, EventIndex index) {
    ObjectState& lock = m_objects[event.object.index()];
    if (event.kind == EventKind::Acquire) lock.holder = event.thread;
    if (event.kind == EventKind::Release && event.value == 0) lock.holder = {};
    showLock(event.object, event.time, index);
}

void Deriver::showLock(ObjectId id, Timestamp time, EventIndex index) {
    const ObjectState& lock = m_objects[id.index()];
    const bool isHeld = lock.holder.isValid();
    const LockState state = !isHeld             ? LockState::Free
                            : lock.wantedBy > 0 ? LockState::HeldAndWanted
                                                : LockState::Held;
    const std::uint32_t holder = isHeld ? lock.holder.value : LaneValue::kNoSubject;
    lane(id).holds.append(time, index, {static_cast<std::uint8_t>(state), holder});
}

void Deriver::deriveValue(const Event& event, EventIndex index) {
    using enum EventKind;
    ObjectLane& object = lane(event.object);
    const ObjectKind kind = object.info.kind;
    switch (event.kind) {
    case Create:
        if (hasFirstValue(kind)) // a queue's Create carries its capacity
            object.values.append(event.time, index, kind == ObjectKind::Queue ? 0 : event.value);
        break;
    case Set: object.values.append(event.time, index, 1); break;
    case Acquire:
    case Release:
    case Put:
    case Take:
    case Read:
    case Write:
    case Update: object.values.append(event.time, index, event.value); break;
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
    case EventKind::Put:
        alignItems(object.items, event.value - 1);
        object.items.push_back(index);
        break;
    case EventKind::Take:
        alignItems(object.items, event.value + 1);
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
    case EventKind::Pause:
    case EventKind::Resume:
        m_isPaused = event.kind == EventKind::Pause;
        for (ThreadNow& thread : m_threads) thread.track.pause(m_isPaused, event.time, index);
        break;
    case EventKind::Open:
        m_trace.m_source.store(static_cast<KernelSource>(event.value), std::memory_order_relaxed);
        for (ThreadNow& thread : m_threads) thread.track.open(m_trace.kernelSource(), event.time, index);
        break;
    case EventKind::Stop:
        m_trace.advanceTo(event.time);
        m_isStopped = true;
        break;
    case EventKind::KernelLost:
        for (ThreadNow& thread : m_threads) thread.track.cpu(ThreadTrack::Cpu::Unknown, event.time, index);
        for (std::size_t i = 0; i < m_trace.m_cpus.size(); ++i)
            m_trace.m_cpus.writable(i)->running.append({event.time, index, -1});
        break;
    default: break;
    }
}

void Deriver::countLost(const Event& event) {
    const auto count = static_cast<std::uint32_t>(event.value);
    if (event.kind == EventKind::Lost) m_trace.m_lost.fetch_add(count, std::memory_order_relaxed);
    if (event.kind == EventKind::KernelLost) m_trace.m_kernelLost.fetch_add(count, std::memory_order_relaxed);
}

} // namespace lockstep
