// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock/needfinder.h"

#include "core/analysis/deadlock/parked.h"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

// What the thread was last at, whatever Lockstep did to it since.
ObjectId lastTouched(const Trace& trace, const ThreadMoment& thread) {
    const EventList& events = trace.thread(thread.id).events;
    for (std::size_t n = events.countUpTo(*thread.lastDeed); n > 0; --n) {
        const Event& event = trace.event(events[n - 1]);
        using enum EventKind;
        const bool isAside = event.kind == Hold || event.kind == Let ||
                             (event.kind == Awake && event.alternative == Alternative::Part);
        if (!isAside) return event.object;
    }
    return {};
}

} // namespace

NeedFinder::NeedFinder(const Trace& trace, const Moment& moment)
    : m_trace(trace)
    , m_moment(moment)
    , m_isSettling(moment.objects().size(), false) {
    Threads everybody;
    for (const ThreadMoment& thread : moment.threads()) {
        if (isUnfinished(thread.id)) everybody.push_back(thread.id);
        if (!thread.isAlive() || thread.isParkedOnObject() || !thread.lastDeed) continue;
        const ObjectId object = lastTouched(trace, thread);
        if (object.isValid()) m_isSettling[object.index()] = true;
    }
    m_everybody = std::make_shared<const Threads>(std::move(everybody));
}

Need NeedFinder::needOf(const ThreadMoment& thread) const {
    switch (m_trace.object(thread.parkedOn).info.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex: return lockNeed(thread);
    case ObjectKind::SharedMutex: return sharedNeed(thread);
    case ObjectKind::Thread: return joinNeed(thread);
    case ObjectKind::Barrier: return barrierNeed(thread);
    case ObjectKind::Queue: return signalNeed(thread, !isPutting(m_trace, m_moment, thread));
    default: return signalNeed(thread, true);
    }
}

Need NeedFinder::birthOf(const ThreadMoment& thread) const {
    const ThreadId maker = m_trace.thread(thread.id).parent;
    Need need = all(thread, maker.isValid() ? Threads{maker} : Threads{});
    need.object = m_trace.thread(thread.id).info.id;
    return need;
}

Need NeedFinder::all(const ThreadMoment& thread, Threads helpers) const {
    Need need{.waiter = thread.id, .object = thread.parkedOn, .hasTimeLimit = thread.hasTimeLimit};
    need.count = helpers.size();
    need.helpers = std::make_shared<const Threads>(std::move(helpers));
    return need;
}

Need NeedFinder::lockNeed(const ThreadMoment& thread) const {
    const ThreadId holder = m_moment.object(thread.parkedOn).holder;
    return all(thread, holder.isValid() ? Threads{holder} : Threads{});
}

// A writer needs everybody that has the lock; whoever is not let past needs those before it in line.
Need NeedFinder::sharedNeed(const ThreadMoment& thread) const {
    const ObjectMoment& lock = m_moment.object(thread.parkedOn);
    std::set<ThreadId> helpers;
    if (lock.holder.isValid()) helpers.insert(lock.holder);
    if (thread.wants != EventKind::AcquireShared)
        for (const Member& reader : lock.readers) helpers.insert(reader.thread);
    for (const ThreadId ahead : aheadInLine(m_trace, m_moment, thread)) helpers.insert(ahead);
    return all(thread, {helpers.begin(), helpers.end()});
}

Need NeedFinder::joinNeed(const ThreadMoment& thread) const {
    const ThreadId child = m_trace.object(thread.parkedOn).info.thread;
    return all(thread, isUnfinished(child) ? Threads{child} : Threads{});
}

Need NeedFinder::barrierNeed(const ThreadMoment& thread) const {
    const ObjectMoment& barrier = m_moment.object(thread.parkedOn);
    std::vector<bool> isInLine(m_moment.threads().size(), false);
    for (const Member& member : barrier.line) isInLine[member.thread.index()] = true;
    const auto isThere = [&](ThreadId id) { return isInLine[id.index()]; };
    if (!isThere(thread.id)) return all(thread, {}); // its generation is complete
    Threads promised = partners(barrier.id, Role::PromisedSignaller);
    const bool isPromised = !promised.empty();
    Need need = all(thread, unfinished(isPromised ? promised : *m_everybody));
    Threads further = *need.helpers;
    std::erase_if(further, isThere);
    need.evidence = isPromised ? Evidence::Certain : Evidence::Anyone;
    const auto parties = static_cast<std::size_t>(std::max(1, m_trace.object(barrier.id).info.capacity));
    need.count = parties - std::min(parties, barrier.line.size());
    // where nobody was promised, one that lives may yet make the others
    if (!isPromised) need.count = std::min(need.count, std::max<std::size_t>(1, further.size()));
    need.helpers = std::make_shared<const Threads>(std::move(further));
    return need;
}

Need NeedFinder::signalNeed(const ThreadMoment& thread, bool isToTake) const {
    const ObjectId object = thread.parkedOn;
    Need need{.waiter = thread.id, .object = object, .hasTimeLimit = thread.hasTimeLimit};
    need.count = isMet(thread, isToTake) ? 0 : 1;
    need.helpers = m_everybody;
    need.evidence = Evidence::Anyone;
    Threads known = partners(object, isToTake ? Role::PromisedSignaller : Role::PromisedTaker);
    if (!known.empty()) {
        need.evidence = Evidence::Certain;
    } else if (m_trace.object(object).info.kind != ObjectKind::Latch) { // each counts down once, as a rule
        known = alike(partners(object, isToTake ? Role::Signaller : Role::Taker));
        if (!known.empty()) need.evidence = Evidence::Signalled;
    }
    need.isOpenToAll = need.evidence != Evidence::Certain;
    if (known.empty()) return need;
    std::erase(known, thread.id);
    Threads left = unfinished(known);
    need.helpers = std::make_shared<const Threads>(left.empty() ? std::move(known) : std::move(left));
    return need;
}

bool NeedFinder::isMet(const ThreadMoment& thread, bool isToTake) const {
    const ObjectMoment& object = m_moment.object(thread.parkedOn);
    if (m_isSettling[object.id.index()]) return true;
    const ObjectInfo& info = m_trace.object(object.id).info;
    const std::int32_t value = object.value.value_or(0);
    switch (info.kind) {
    case ObjectKind::Future:
    case ObjectKind::Event: return value != 0;
    case ObjectKind::Latch: return value == 0;
    case ObjectKind::Queue: return isToTake ? value > 0 : info.capacity <= 0 || value < info.capacity;
    default: return false;
    }
}

NeedFinder::Threads NeedFinder::partners(ObjectId object, Role role) const {
    Threads threads;
    const auto& all = m_trace.object(object).partners;
    for (std::size_t i = 0, n = all.size(); i < n && all[i].since <= m_moment.cursor(); ++i)
        if (all[i].role == role) threads.push_back(all[i].thread);
    return threads;
}

NeedFinder::Threads NeedFinder::unfinished(const Threads& threads) const {
    Threads left;
    std::ranges::copy_if(threads, std::back_inserter(left), [this](ThreadId id) { return isUnfinished(id); });
    return left;
}

// Those that were made at the same source line run the same code: what one has done the others may yet do.
NeedFinder::Threads NeedFinder::alike(const Threads& threads) const {
    std::set<ThreadId> all(threads.begin(), threads.end());
    std::set<SiteId> origins;
    for (const ThreadId thread : threads) origins.insert(m_trace.thread(thread).info.site);
    origins.erase(SiteId{});
    for (const ThreadId thread : *m_everybody)
        if (origins.contains(m_trace.thread(thread).info.site)) all.insert(thread);
    return {all.begin(), all.end()};
}

bool NeedFinder::isUnfinished(ThreadId id) const {
    const ThreadMoment& thread = m_moment.thread(id);
    return thread.exists && thread.state != ThreadState::Terminated;
}

} // namespace lockstep
