// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/model/graphplaces.h"

#include "core/analysis/waitfor/waitforgraph.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <set>

namespace lockstep::ui {

namespace {

constexpr EventIndex kForever{}; // the largest there is

// Gives out rows: to each in turn the lowest that nobody has at that event.
class Rows {
public:
    int take(EventIndex from, EventIndex until) {
        while (!m_taken.empty() && m_taken.top().first < from) {
            m_free.insert(m_taken.top().second);
            m_taken.pop();
        }
        const int row = m_free.empty() ? m_count++ : *m_free.begin();
        m_free.erase(row);
        if (until != kForever) m_taken.emplace(until, row);
        return row;
    }
    int count() const { return m_count; }

private:
    using Taken = std::pair<EventIndex, int>;
    std::priority_queue<Taken, std::vector<Taken>, std::greater<>> m_taken;
    std::set<int> m_free;
    int m_count = 0;
};

struct Life {
    ObjectId object;
    EventIndex from;
    EventIndex until = kForever;
};

GraphPlaces::Ring ringOf(const Trace& trace, const Finding& finding) {
    GraphPlaces::Ring ring{finding, {}};
    for (std::size_t i = 0; i < finding.threads.size(); ++i) {
        ring.seats.push_back(trace.thread(finding.threads[i]).info.id);
        const ObjectId resource = finding.resources[i];
        const bool isJoin = trace.object(resource).info.kind == ObjectKind::Thread;
        // two who wait for the same one, in line: it has one seat only
        if (!isJoin && std::ranges::find(ring.seats, resource) == ring.seats.end())
            ring.seats.push_back(resource);
    }
    return ring;
}

std::optional<Life> lifeOf(const ThreadLane& lane) {
    const std::size_t changes = lane.states.size();
    if (changes == 0) return std::nullopt;
    Life life{lane.info.id, lane.states[0].event};
    const Change& last = lane.states[changes - 1];
    if (static_cast<ThreadState>(last.lane().state) == ThreadState::Terminated) life.until = last.event;
    return life;
}

std::optional<Life> lifeOf(const Trace& trace, const ObjectLane& lane) {
    const std::size_t events = lane.events.size();
    if (events == 0) return std::nullopt;
    Life life{lane.info.id, lane.events[0]};
    if (trace.event(lane.events[events - 1]).kind == EventKind::Destroy) life.until = lane.events[events - 1];
    return life;
}

// A thread that ended while it held a lock stays in the picture.
std::set<ThreadId> holdersAtEnd(const Trace& trace) {
    std::set<ThreadId> holders;
    for (std::uint32_t o = 0, n = static_cast<std::uint32_t>(trace.objectCount()); o < n; ++o) {
        const auto& holds = trace.object(ObjectId{o}).holds;
        if (holds.size() > 0) holders.insert(holds[holds.size() - 1].lane().subjectAs<ThreadId>());
    }
    return holders;
}

int seatLives(std::vector<Life> lives, std::map<ObjectId, GraphSeat>& seats) {
    std::ranges::stable_sort(lives, {}, &Life::from);
    Rows rows;
    for (const Life& life : lives) {
        if (seats.contains(life.object)) continue; // on a ring
        seats[life.object] = {-1, rows.take(life.from, life.until)};
    }
    return rows.count();
}

// Each of its threads waits for what only the next one can give.
bool closesByNeeds(const WaitForGraph& waits, const Finding& finding) {
    const std::size_t count = finding.threads.size();
    if (count < 2 || finding.resources.size() != count) return false;
    for (std::size_t i = 0; i < count; ++i) {
        const Need* need = waits.needOf(finding.threads[i]);
        if (!need || need->object != finding.resources[i] || !need->needsAll()) return false;
        if (*need->helpers != std::vector{finding.threads[(i + 1) % count]}) return false;
    }
    return true;
}

} // namespace

bool isRing(const Finding& finding) {
    return finding.cause == "cycle" || finding.cause == "self-lock" || finding.cause == "join-cycle" ||
           finding.cause == "join-while-holding";
}

bool isLastingResource(ObjectKind kind) {
    return isLock(kind) || kind == ObjectKind::Queue || kind == ObjectKind::Semaphore ||
           kind == ObjectKind::Condition;
}

GraphPlaces::GraphPlaces(const Trace& trace) {
    if (trace.size() == 0) return;
    seatRings(trace);
    seatThreads(trace);
    seatResources(trace);
}

bool GraphPlaces::hasRingOf(const Finding& finding) const {
    return std::ranges::any_of(m_rings, [&](const Ring& ring) { return ring.finding.isSameAs(finding); });
}

std::optional<GraphSeat> GraphPlaces::seatOf(ObjectId object) const {
    const auto seat = m_seats.find(object);
    return seat == m_seats.end() ? std::nullopt : std::optional(seat->second);
}

void GraphPlaces::seatRings(const Trace& trace) {
    const Moment end(trace, EventIndex{static_cast<std::uint32_t>(trace.size() - 1)});
    const WaitForGraph waits(trace, end);
    for (const Finding& finding : findDeadlocks(trace, end)) {
        if (!isRing(finding) && !closesByNeeds(waits, finding)) {
            m_otherFindings.push_back(finding);
            continue;
        }
        const int number = static_cast<int>(m_rings.size());
        m_rings.push_back(ringOf(trace, finding));
        for (int i = 0; ObjectId seat : m_rings.back().seats) m_seats[seat] = {number, i++};
    }
}

void GraphPlaces::seatThreads(const Trace& trace) {
    const std::set<ThreadId> holders = holdersAtEnd(trace);
    std::vector<Life> lives;
    for (std::uint32_t t = 0, n = static_cast<std::uint32_t>(trace.threadCount()); t < n; ++t) {
        auto life = lifeOf(trace.thread(ThreadId{t}));
        if (!life) continue;
        if (holders.contains(ThreadId{t})) life->until = kForever;
        lives.push_back(*life);
    }
    m_threadRows = seatLives(std::move(lives), m_seats);
}

void GraphPlaces::seatResources(const Trace& trace) {
    std::vector<Life> lives;
    for (std::uint32_t o = 0, n = static_cast<std::uint32_t>(trace.objectCount()); o < n; ++o) {
        const ObjectLane& lane = trace.object(ObjectId{o});
        const ObjectKind kind = lane.info.kind;
        m_hasPassingResources |= kind == ObjectKind::Future || isInKernel(kind);
        if (!isLastingResource(kind)) continue;
        if (const auto life = lifeOf(trace, lane)) lives.push_back(*life);
    }
    m_resourceRows = seatLives(std::move(lives), m_seats);
}

} // namespace lockstep::ui
