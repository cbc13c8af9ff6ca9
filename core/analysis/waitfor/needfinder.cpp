// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/waitfor/needfinder.h"

#include "core/analysis/waitfor/parked.h"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

// What the thread was last at, whatever Lockstep did to it since.
ObjectId lastTouched(const Trace& trace, ThreadId thread, EventIndex upTo) {
    const EventList& events = trace.thread(thread).events;
    for (std::size_t n = events.countUpTo(upTo); n > 0; --n) {
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
        if (isUnfinished(thread.id)) {
            everybody.push_back(thread.id);
            m_unfinishedBySite[trace.thread(thread.id).info.site].push_back(thread.id);
        }
        if (!thread.isAlive() || thread.isParkedOnObject() || !thread.lastDeed) continue;
        const ObjectId object = lastTouched(trace, thread.id, *thread.lastDeed);
        if (object.isValid()) m_isSettling[object.index()] = true;
    }
    m_everybody = std::make_shared<const Threads>(std::move(everybody));
}

Need NeedFinder::needOf(const ThreadMoment& thread) {
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

// Its maker may have handed it to any other thread.
Need NeedFinder::birthOf(const ThreadMoment& thread) const {
    const ThreadId maker = m_trace.thread(thread.id).parent;
    Need need = all(thread, maker.isValid() ? Threads{maker} : Threads{});
    need.object = m_trace.thread(thread.id).info.id;
    need.evidence = Evidence::Signalled;
    need.isOpenToAll = true;
    need.count = 1;
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
    Threads helpers = aheadInLine(m_trace, m_moment, thread);
    if (lock.holder.isValid()) helpers.push_back(lock.holder);
    if (thread.wants != EventKind::AcquireShared)
        for (const Member& reader : lock.readers) helpers.push_back(reader.thread);
    std::ranges::sort(helpers);
    const auto repeated = std::ranges::unique(helpers);
    helpers.erase(repeated.begin(), repeated.end());
    return all(thread, std::move(helpers));
}

Need NeedFinder::joinNeed(const ThreadMoment& thread) const {
    const ThreadId child = m_trace.object(thread.parkedOn).info.thread;
    return all(thread, isUnfinished(child) ? Threads{child} : Threads{});
}

Need NeedFinder::barrierNeed(const ThreadMoment& thread) {
    const auto [known, isNew] = m_generations.try_emplace(thread.parkedOn);
    if (isNew) known->second = generationOf(thread.parkedOn);
    if (!known->second.isInLine[thread.id.index()]) return all(thread, {}); // its generation is complete
    Need need = known->second.need;
    need.waiter = thread.id;
    need.hasTimeLimit = thread.hasTimeLimit;
    return need;
}

NeedFinder::Generation NeedFinder::generationOf(ObjectId barrier) const {
    const std::vector<Member>& line = m_moment.object(barrier).line;
    Generation generation{std::vector<bool>(m_moment.threads().size(), false), {.object = barrier}};
    for (const Member& member : line) generation.isInLine[member.thread.index()] = true;
    const Threads promised = partners(barrier, Role::PromisedSignaller);
    const bool isPromised = !promised.empty();
    Threads further = isPromised ? unfinished(promised) : *m_everybody;
    std::erase_if(further, [&](ThreadId id) { return generation.isInLine[id.index()]; });
    Need& need = generation.need;
    need.evidence = isPromised ? Evidence::Certain : Evidence::Anyone;
    const auto parties = static_cast<std::size_t>(std::max(1, m_trace.object(barrier).info.capacity));
    need.count = parties - std::min(parties, line.size());
    // where nobody was promised, one that lives may yet make the others
    if (!isPromised) need.count = std::min(need.count, std::max<std::size_t>(1, further.size()));
    need.helpers = std::make_shared<const Threads>(std::move(further));
    return generation;
}

Need NeedFinder::signalNeed(const ThreadMoment& thread, bool isToTake) {
    const ObjectId object = thread.parkedOn;
    const auto [known, isNew] = m_signallers.try_emplace({object, isToTake});
    if (isNew) known->second = signallersOf(object, isToTake);
    const Signallers& signallers = known->second;
    Need need{.waiter = thread.id, .object = object, .hasTimeLimit = thread.hasTimeLimit};
    need.count = isMet(thread, isToTake) ? 0 : 1;
    need.evidence = signallers.evidence;
    need.isOpenToAll = need.evidence != Evidence::Certain;
    need.helpers = signallers.helpers;
    const bool isOneOfThem =
        signallers.all && std::ranges::find(*signallers.all, thread.id) != signallers.all->end();
    if (!isOneOfThem) return need;
    Threads others = *signallers.helpers; // it is among them, for it has not ended
    std::erase(others, thread.id);
    if (others.empty()) {
        others = *signallers.all;
        std::erase(others, thread.id);
    }
    need.helpers = std::make_shared<const Threads>(std::move(others));
    return need;
}

NeedFinder::Signallers NeedFinder::signallersOf(ObjectId object, bool isToTake) const {
    Threads known = partners(object, isToTake ? Role::PromisedSignaller : Role::PromisedTaker);
    Evidence evidence = Evidence::Certain;
    if (known.empty() && m_trace.object(object).info.kind != ObjectKind::Latch) {
        evidence = Evidence::Signalled; // a latch each counts down once, as a rule
        known = alike(partners(object, isToTake ? Role::Signaller : Role::Taker));
    }
    if (known.empty()) return {Evidence::Anyone, nullptr, m_everybody};
    const auto all = std::make_shared<const Threads>(std::move(known));
    Threads left = unfinished(*all);
    return {evidence, all, left.empty() ? all : std::make_shared<const Threads>(std::move(left))};
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
NeedFinder::Threads NeedFinder::alike(Threads threads) const {
    std::ranges::sort(threads);
    std::set<SiteId> origins;
    for (const ThreadId thread : threads) origins.insert(m_trace.thread(thread).info.site);
    for (const SiteId origin : origins) {
        const auto twins = m_unfinishedBySite.find(origin);
        if (!origin.isValid() || twins == m_unfinishedBySite.end()) continue;
        Threads both;
        std::ranges::set_union(threads, twins->second, std::back_inserter(both));
        threads = std::move(both);
    }
    return threads;
}

bool NeedFinder::isUnfinished(ThreadId id) const {
    const ThreadMoment& thread = m_moment.thread(id);
    return thread.exists && thread.state != ThreadState::Terminated;
}

} // namespace lockstep
