// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/objectderiver.h"

#include <algorithm>
#include <utility>

namespace lockstep {

namespace {

// After these the thread wants nothing any more.
bool endsWanting(EventKind kind) {
    using enum EventKind;
    return kind == Acquire || kind == AcquireShared || kind == Timeout || kind == Take || kind == Put ||
           kind == Refuse || kind == Join || kind == Get || kind == Pass;
}

// What a lane shows from the beginning on; none for kinds without a number. Create carries a queue's capacity
// and a barrier's parties.
std::optional<std::int32_t> firstValue(ObjectKind kind, std::int32_t created) {
    using enum ObjectKind;
    switch (kind) {
    case Queue:
    case Barrier: return 0;
    case Semaphore:
    case Future:
    case Latch:
    case Event:
    case Variable:
    case Atomic: return created;
    default: return std::nullopt;
    }
}

std::optional<Role> roleShownBy(EventKind kind, ObjectKind object) {
    using enum EventKind;
    switch (kind) {
    case Release: return object == ObjectKind::Semaphore ? std::optional(Role::Signaller) : std::nullopt;
    case Arrive: return object == ObjectKind::Barrier ? std::optional(Role::Signaller) : std::nullopt;
    case Put:
    case Close:
    case Notify:
    case Set:
    case CountDown: return Role::Signaller;
    case Take: return Role::Taker;
    case Signaller: return Role::PromisedSignaller;
    case Taker: return Role::PromisedTaker;
    default: return std::nullopt;
    }
}

} // namespace

void ObjectDeriver::addObject(const ObjectInfo& info) {
    m_objects.push_back({.lane = m_trace.m_objects.writable(info.id.index()).get()});
    if (info.kind == ObjectKind::Thread) m_wants.emplace_back();
}

void ObjectDeriver::derive(const Event& event, EventIndex index) {
    deriveLink(event, index); // before the holder changes
    ObjectLane& object = *m_objects[event.object.index()].lane;
    object.events.append(index);
    deriveRole(event, index);
    if (event.thread.isValid() && endsWanting(event.kind) && wantsOf(event.thread).isValid())
        setWants(event.thread, {}, event, index);
    if (isLock(object.info.kind))
        deriveLock(event, index);
    else if (object.info.kind == ObjectKind::Barrier)
        deriveBarrier(event, index);
    else
        deriveValue(event, index);
}

void ObjectDeriver::park(ThreadId thread, const Event& event, EventIndex index) {
    setWants(thread, event.object, event, index);
}

ObjectId ObjectDeriver::wantsOf(ThreadId thread) const {
    return m_wants[thread.index()];
}

void ObjectDeriver::setWants(ThreadId thread, ObjectId object, const Event& event, EventIndex index) {
    const ObjectId before = std::exchange(m_wants[thread.index()], object);
    if (object.isValid()) ++m_objects[object.index()].wantedBy;
    if (!before.isValid()) return;
    --m_objects[before.index()].wantedBy;
    // another object than this event's: the end of that wish was lost
    if (before != event.object && isLock(infoOf(before).kind)) showLock(before, event.time, index);
}

void ObjectDeriver::deriveRole(const Event& event, EventIndex index) {
    ObjectState& object = m_objects[event.object.index()];
    const auto role = roleShownBy(event.kind, object.lane->info.kind);
    if (!role) return;
    const bool isPromise = *role == Role::PromisedSignaller || *role == Role::PromisedTaker;
    addPartner(object, isPromise ? ThreadId{static_cast<std::uint32_t>(event.value)} : event.thread, *role,
               index);
}

void ObjectDeriver::addPartner(ObjectState& object, ThreadId thread, Role role, EventIndex index) {
    if (thread.index() >= m_wants.size()) return; // nobody's: signalled by the session itself
    if (object.roles.size() <= thread.index()) object.roles.resize(thread.index() + 1);
    std::uint8_t& roles = object.roles[thread.index()];
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(role));
    if (roles & bit) return;
    roles |= bit;
    object.lane->partners.append(Partner{thread, role, index});
}

void ObjectDeriver::deriveLock(const Event& event, EventIndex index) {
    ObjectState& lock = m_objects[event.object.index()];
    if (event.kind == EventKind::Acquire) lock.holder = event.thread;
    if (event.kind == EventKind::Release && event.value == 0) lock.holder = {};
    if (lock.lane->crowd) deriveReaders(event, index);
    showLock(event.object, event.time, index);
}

void ObjectDeriver::deriveReaders(const Event& event, EventIndex index) {
    Crowd& crowd = *m_objects[event.object.index()].lane->crowd;
    using enum EventKind;
    switch (event.kind) {
    case Arrive: crowd.line.join(event.thread, event.time, index); break;
    case Timeout: crowd.line.leave(event.thread, event.time, index); break;
    case Acquire:
        crowd.line.leave(event.thread, event.time, index);
        crowd.readers.clear(event.time, index); // none, unless their end was lost
        break;
    case AcquireShared:
        crowd.line.leave(event.thread, event.time, index);
        crowd.readers.join(event.thread, event.time, index);
        break;
    case ReleaseShared:
        crowd.readers.leave(event.thread, event.time, index);
        if (event.value == 0) crowd.readers.clear(event.time, index);
        break;
    default: break;
    }
}

// Whose arrival completes a generation stands at none.
void ObjectDeriver::deriveBarrier(const Event& event, EventIndex index) {
    ObjectLane& barrier = *m_objects[event.object.index()].lane;
    GroupTrack& line = barrier.crowd->line;
    if (event.kind == EventKind::Timeout) line.leave(event.thread, event.time, index);
    if (event.kind == EventKind::Arrive) {
        line.join(event.thread, event.time, index);
        if (event.value >= barrier.info.capacity) line.clear(event.time, index);
    }
    barrier.values.append(event.time, index, static_cast<std::int32_t>(line.now().size()));
}

void ObjectDeriver::showLock(ObjectId id, Timestamp time, EventIndex index) {
    const ObjectState& lock = m_objects[id.index()];
    ThreadId holder = lock.holder;
    if (const auto& crowd = lock.lane->crowd; crowd && !holder.isValid() && !crowd->readers.now().empty())
        holder = crowd->readers.now().front().thread;
    const bool isHeld = holder.isValid();
    const LockState state = !isHeld             ? LockState::Free
                            : lock.wantedBy > 0 ? LockState::HeldAndWanted
                                                : LockState::Held;
    lock.lane->holds.append(
        time, index, {static_cast<std::uint8_t>(state), isHeld ? holder.value : LaneValue::kNoSubject});
}

void ObjectDeriver::deriveValue(const Event& event, EventIndex index) {
    using enum EventKind;
    ObjectLane& object = *m_objects[event.object.index()].lane;
    const auto show = [&](std::int32_t value) { object.values.append(event.time, index, value); };
    switch (event.kind) {
    case Create:
        if (const auto first = firstValue(object.info.kind, event.value)) show(*first);
        break;
    case Set: show(1); break;
    case Reset: show(0); break;
    case Acquire:
    case Release:
    case Put:
    case Take:
    case CountDown:
    case Read:
    case Write:
    case Update: show(event.value); break;
    default: break;
    }
}

void ObjectDeriver::deriveLink(const Event& event, EventIndex index) {
    ObjectState& object = m_objects[event.object.index()];
    const ObjectKind kind = object.lane->info.kind;
    const Cause me{index, event.thread, event.time};
    const auto hasWaited = [&] { return wantsOf(event.thread) == event.object; };
    switch (event.kind) {
    case EventKind::Arrive: // the last one to arrive opens a barrier
        if (event.value >= object.lane->info.capacity) object.signal = me;
        break;
    case EventKind::CountDown:
        if (event.value == 0 && !object.signal.event.isValid()) object.signal = me;
        break;
    case EventKind::Spawn:
    case EventKind::Exit:
    case EventKind::Set: object.signal = me; break;
    case EventKind::Start: link(LinkKind::Spawn, object.signal, event, index); break;
    case EventKind::Join: link(LinkKind::Join, object.signal, event, index); break;
    case EventKind::Get: link(LinkKind::Item, object.signal, event, index); break;
    case EventKind::Release:
    case EventKind::ReleaseShared: object.lastRelease = me; break;
    case EventKind::Acquire:
    case EventKind::AcquireShared:
        if (hasWaited()) link(LinkKind::HandOver, object.lastRelease, event, index);
        break;
    case EventKind::Pass:
        if (kind != ObjectKind::Condition && hasWaited()) link(LinkKind::Wake, object.signal, event, index);
        break;
    case EventKind::Wake:
        if (kind == ObjectKind::Condition && event.thread.isValid())
            m_trace.m_links.append(Link{.fromTime = event.time,
                                        .toTime = event.time,
                                        .from = index,
                                        .to = index,
                                        .fromThread = event.thread,
                                        .toThread = ThreadId{static_cast<std::uint32_t>(event.value)},
                                        .object = event.object,
                                        .kind = LinkKind::Wake});
        break;
    case EventKind::Put:
        alignItems(object, event.value - 1);
        object.items.push_back({me});
        ++object.inside;
        break;
    case EventKind::Take:
        alignItems(object, event.value + 1);
        link(LinkKind::Item, object.items.front().put, event, index);
        alignItems(object, event.value);
        break;
    default: break;
    }
}

// Events may have been lost between this Put or Take and the one before; its number of items is the truth.
void ObjectDeriver::alignItems(ObjectState& queue, std::int32_t count) {
    const auto n = static_cast<std::uint32_t>(std::max(0, count));
    while (queue.inside > n) {
        Items& first = queue.items.front();
        const std::uint32_t gone = std::min(first.count, queue.inside - n);
        first.count -= gone;
        queue.inside -= gone;
        if (first.count == 0) queue.items.pop_front();
    }
    // what was put meanwhile came after what is known to be inside
    if (queue.inside < n) queue.items.push_back({{}, n - queue.inside});
    queue.inside = n;
}

void ObjectDeriver::link(LinkKind kind, Cause from, const Event& to, EventIndex index) {
    if (!from.event.isValid() || !from.thread.isValid() || from.thread == to.thread) return;
    m_trace.m_links.append(Link{.fromTime = from.time,
                                .toTime = to.time,
                                .from = from.event,
                                .to = index,
                                .fromThread = from.thread,
                                .toThread = to.thread,
                                .object = to.object,
                                .kind = kind});
}

} // namespace lockstep
