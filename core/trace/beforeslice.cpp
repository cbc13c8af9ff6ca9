// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/beforeslice.h"

#include "core/trace/moment.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr std::size_t kMostLooks = std::size_t{1} << 17; // at events, of which each may have to be fetched
constexpr std::size_t kMostForSite = 64;                 // as Moment looks back for a source line
constexpr std::size_t kMostSwitches = 64;                // until the kernel's word on a deed has come in

bool isSettled(EventKind kind) {
    using enum EventKind;
    return kind == Wait || kind == Sleep || kind == Io || kind == Exit || kind == Start;
}

// They leave it open what the thread was about to do.
bool isAside(EventKind kind) {
    using enum EventKind;
    return kind == Hold || kind == Let || kind == Wake || kind == Tick;
}

bool hasSignaller(const ObjectLane& lane, EventIndex last) {
    for (std::size_t i = 0; i < lane.partners.size(); ++i)
        if (lane.partners[i].role == Role::Signaller && lane.partners[i].since <= last) return true;
    return false;
}

} // namespace

BeforeSlice::BeforeSlice(const Trace& trace, EventIndex last)
    : m_trace(trace)
    , m_last(last) {}

std::optional<std::vector<EventIndex>> BeforeSlice::events() {
    keepAll(m_trace.marks());
    for (std::size_t c = 0; c < m_trace.cpuCount(); ++c) keepCpu(m_trace.cpu(c));
    for (std::uint32_t o = 0; o < m_trace.objectCount(); ++o) keepObject(m_trace.object(ObjectId{o}));
    for (std::uint32_t t = 0; t < m_trace.threadCount(); ++t) keepThread(m_trace.thread(ThreadId{t}));
    if (m_looks >= kMostLooks) return std::nullopt;
    std::ranges::sort(m_kept);
    const auto twice = std::ranges::unique(m_kept);
    m_kept.erase(twice.begin(), twice.end());
    return std::move(m_kept);
}

void BeforeSlice::keepAll(const EventList& list) {
    for (std::size_t i = 0, n = list.countUpTo(m_last); i < n; ++i) keep(list[i]);
}

// The latest first, until that is enough.
template <class IsEnough>
void BeforeSlice::walkBack(const EventList& list, IsEnough isEnough) {
    for (std::size_t n = list.countUpTo(m_last); n > 0 && m_looks < kMostLooks; --n, ++m_looks)
        if (isEnough(list[n - 1], m_trace.event(list[n - 1]))) return;
}

// --- threads --------------------------------------------------------------------------------------------

// A deed after which the thread is in the same state, whatever it did before.
bool BeforeSlice::settles(const ThreadLane& lane, EventIndex index, const Event& event) const {
    if (isSettled(event.kind)) return true;
    if (isAside(event.kind)) return false;
    const auto change = lane.states.changes().indexAt(index);
    return change && static_cast<ThreadState>(lane.states[*change].lane().state) != ThreadState::Held;
}

void BeforeSlice::keepThread(const ThreadLane& lane) {
    std::optional<EventIndex> settled;
    std::size_t forSite = kMostForSite;
    walkBack(lane.events, [&](EventIndex index, const Event& event) {
        const bool hasSite = event.site.isValid();
        if (!settled || (hasSite && forSite > 0)) keep(index);
        if (!settled && settles(lane, index, event)) settled = index;
        forSite = hasSite || forSite == 0 ? 0 : forSite - 1;
        return settled && forSite == 0;
    });
    const Track& states = lane.states.changes();
    const std::size_t end = states.indexAt(m_last) ? *states.indexAt(m_last) + 1 : 0;
    std::size_t i = settled ? states.indexAt(*settled).value_or(0) : 0;
    for (; i < end; ++i)
        if (!settled || states[i].event > *settled) keep(states[i].event); // what others did to it since
    if (settled) keepSwitches(*settled, lane.id);
    const std::size_t totals = lane.kernelTotals.countUpTo(m_last);
    for (std::size_t k = totals; k > 0 && k + 2 > totals; --k) keep(lane.kernelTotals[k - 1]);
}

// By which it left its CPU after the deed: that it is off it is not seen while it is parked.
void BeforeSlice::keepSwitches(EventIndex since, ThreadId thread) {
    const auto who = static_cast<std::int32_t>(thread.value);
    for (std::size_t c = 0; c < m_trace.cpuCount(); ++c) {
        const Track& running = m_trace.cpu(c).running;
        const std::size_t first = running.indexAt(since).value_or(0);
        const std::size_t end = std::min(running.size(), first + kMostSwitches);
        for (std::size_t i = first; i < end && running[i].event <= m_last; ++i) {
            const bool isItsEnd = i > 0 && running[i - 1].value == who;
            if (running[i].value == who || isItsEnd) keep(running[i].event);
        }
    }
}

// Its first change gives it its place among the CPUs. Who exits leaves the CPU that it was on: so the change
// before the latest belongs to it.
void BeforeSlice::keepCpu(const CpuLane& lane) {
    const auto latest = lane.running.indexAt(m_last);
    if (!latest) return;
    keep(lane.running[0].event);
    keep(lane.running[*latest].event);
    if (*latest > 0) keep(lane.running[*latest - 1].event);
}

// --- objects --------------------------------------------------------------------------------------------

void BeforeSlice::keepObject(const ObjectLane& lane) {
    const auto latest = lane.events.lastUpTo(m_last);
    if (!latest) return;
    if (lane.info.kind == ObjectKind::Thread) return keepAll(lane.events);
    keep(lane.events[0]);
    ++m_looks;
    if (m_trace.event(*latest).kind == EventKind::Destroy) keep(*latest);
    keepWhatIsInside(lane);
}

void BeforeSlice::keepWhatIsInside(const ObjectLane& lane) {
    for (std::size_t i = 0; i < lane.partners.size(); ++i)
        if (lane.partners[i].since <= m_last) keep(lane.partners[i].since);
    if (const auto value = lane.values.changes().indexAt(m_last)) keep(lane.values[*value].event);
    using enum EventKind;
    switch (lane.info.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex: return keepLock(lane);
    case ObjectKind::Queue: return keepItems(lane);
    case ObjectKind::Barrier: return keepGeneration(lane);
    case ObjectKind::Semaphore: return keepLatest(lane, {Release});
    case ObjectKind::Event:
    case ObjectKind::Future: return keepLatest(lane, {Set});
    default: return;
    }
}

void BeforeSlice::keepLock(const ObjectLane& lane) {
    if (const auto taken = acquisitionOf(m_trace, lane.info.id, m_last)) keep(*taken);
    if (lane.crowd)
        for (const GroupTrack* group : {&lane.crowd->readers, &lane.crowd->line})
            for (const Member& member : group->at(m_last)) keep(member.since);
    // from there the arrow to the next one comes
    walkBack(lane.events, [&](EventIndex index, const Event& event) {
        const bool isGiving = event.kind == EventKind::Release || event.kind == EventKind::ReleaseShared;
        if (isGiving) keep(index);
        return isGiving;
    });
}

// What opened it last.
void BeforeSlice::keepLatest(const ObjectLane& lane, std::initializer_list<EventKind> kinds) {
    if (!hasSignaller(lane, m_last)) return;
    walkBack(lane.events, [&](EventIndex index, const Event& event) {
        const bool isIt = std::ranges::find(kinds, event.kind) != kinds.end();
        if (isIt) keep(index);
        return isIt;
    });
}

// Everything since the last one was complete.
void BeforeSlice::keepGeneration(const ObjectLane& barrier) {
    walkBack(barrier.events, [&](EventIndex index, const Event& event) {
        keep(index);
        return event.kind == EventKind::Arrive && event.value >= barrier.info.capacity;
    });
}

// First in, first out: those inside are the last ones that were put.
void BeforeSlice::keepItems(const ObjectLane& queue) {
    const auto depth = queue.values.changes().indexAt(m_last);
    std::int32_t left = depth ? queue.values[*depth].value : 0;
    if (left <= 0) return;
    walkBack(queue.events, [&](EventIndex index, const Event& event) {
        if (event.kind == EventKind::Put) {
            keep(index);
            --left;
        }
        return left == 0;
    });
}

} // namespace lockstep
