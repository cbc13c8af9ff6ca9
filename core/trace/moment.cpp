// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/moment.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr std::size_t kMostLookedBack = 64; // events; a program may name no line at all

SiteId siteAt(const Trace& trace, const ThreadLane& lane, EventIndex cursor) {
    const std::size_t count = lane.events.countUpTo(cursor);
    for (std::size_t n = count; n > 0 && n + kMostLookedBack > count; --n) {
        const SiteId site = trace.event(lane.events[n - 1]).site;
        if (site.isValid()) return site;
    }
    return {};
}

// The change in force right after the event. A time that was up by then counts, although the thread could
// tell of it only later.
std::optional<std::size_t> changeAt(const Trace& trace, const Track& states, EventIndex cursor) {
    return std::max(states.indexAt(cursor), states.indexAt(trace.event(cursor).time - 1));
}

// What a parked thread did last tells whether it will go on without anybody's help.
bool endsByItself(const Event& deed) {
    switch (deed.kind) {
    case EventKind::Io:
    case EventKind::Sleep: return true;
    case EventKind::Wait: return deed.value > 0;
    case EventKind::Announce: return Announced::unpacked(deed.value).hasTimeLimit; // its guard failed since
    default: return false;
    }
}

// Whom it woke is part of the deed before.
std::optional<EventIndex> deedThatParked(const Trace& trace, const ThreadLane& lane, EventIndex cursor) {
    for (std::size_t n = lane.events.countUpTo(cursor); n > 0; --n)
        if (trace.event(lane.events[n - 1]).kind != EventKind::Wake) return lane.events[n - 1];
    return {};
}

// And what it parked for.
std::optional<EventKind> wantedBy(const Event& deed, ObjectKind object) {
    if (deed.kind == EventKind::Announce) return Announced::unpacked(deed.value).kind;
    if (deed.kind != EventKind::Wait || !isLock(object)) return std::nullopt;
    return deed.alternative == Alternative::Shared ? EventKind::AcquireShared : EventKind::Acquire;
}

ThreadMoment threadAt(const Trace& trace, const ThreadLane& lane, EventIndex cursor) {
    ThreadMoment now{.id = lane.id};
    const auto index = changeAt(trace, lane.states.changes(), cursor);
    if (!index) return now;
    const Change& change = lane.states[*index];
    now.exists = true;
    now.state = static_cast<ThreadState>(change.lane().state);
    now.since = std::min(change.event, cursor);
    now.lastDeed = lane.events.lastUpTo(cursor);
    now.site = siteAt(trace, lane, cursor);
    const bool canBeParked = isParked(now.state) || now.state == ThreadState::Held;
    if (canBeParked) now.parkedOn = change.lane().subjectAs<ObjectId>();
    if (!now.isParkedOnObject()) return now;
    if (const auto parking = deedThatParked(trace, lane, cursor)) {
        const Event& deed = trace.event(*parking);
        now.hasTimeLimit = endsByItself(deed);
        now.wants = wantedBy(deed, trace.object(now.parkedOn).info.kind);
    }
    return now;
}

ObjectMoment objectAt(const Trace& trace, const ObjectLane& lane, EventIndex cursor) {
    ObjectMoment now{.id = lane.info.id};
    const auto latest = lane.events.lastUpTo(cursor);
    now.exists = latest && trace.event(*latest).kind != EventKind::Destroy;
    if (lane.crowd) {
        now.readers = lane.crowd->readers.at(cursor);
        now.line = lane.crowd->line.at(cursor);
    }
    if (const auto index = lane.holds.changes().indexAt(cursor); index && now.readers.empty()) {
        now.holder = lane.holds[*index].lane().subjectAs<ThreadId>();
        if (now.holder.isValid()) now.taken = acquisitionOf(trace, lane.info.id, cursor);
    }
    if (const auto index = lane.values.changes().indexAt(cursor)) now.value = lane.values[*index].value;
    return now;
}

} // namespace

bool ObjectMoment::isHeldBy(ThreadId thread) const {
    return (holder.isValid() && holder == thread) ||
           std::ranges::find(readers, thread, &Member::thread) != readers.end();
}

std::vector<Member> ObjectMoment::holders() const {
    if (holder.isValid()) return {{holder, taken.value_or(EventIndex{})}};
    std::vector<Member> once;
    for (const Member& reader : readers)
        if (std::ranges::find(once, reader.thread, &Member::thread) == once.end()) once.push_back(reader);
    return once;
}

Moment::Moment(const Trace& trace, EventIndex cursor)
    : m_cursor(cursor) {
    const std::size_t threads = trace.threadCount();
    for (std::uint32_t t = 0; t < threads; ++t)
        m_threads.push_back(threadAt(trace, trace.thread(ThreadId{t}), cursor));
    const std::size_t objects = trace.objectCount();
    for (std::uint32_t o = 0; o < objects; ++o)
        m_objects.push_back(objectAt(trace, trace.object(ObjectId{o}), cursor));
}

std::vector<ThreadId> Moment::waitersOf(ObjectId object) const {
    std::vector<ThreadId> waiters;
    for (const ThreadMoment& thread : m_threads)
        if (thread.isParkedOnObject() && thread.parkedOn == object) waiters.push_back(thread.id);
    return waiters;
}

std::optional<EventIndex> acquisitionOf(const Trace& trace, ObjectId lock, EventIndex upTo) {
    const Track& holds = trace.object(lock).holds.changes();
    auto index = holds.indexAt(upTo);
    if (!index) return std::nullopt;
    const std::uint32_t holder = holds[*index].lane().subject;
    if (holder == LaneValue::kNoSubject) return std::nullopt;
    // back over changes that only told that somebody wants it
    while (*index > 0 && holds[*index - 1].lane().subject == holder) --*index;
    return holds[*index].event;
}

} // namespace lockstep
