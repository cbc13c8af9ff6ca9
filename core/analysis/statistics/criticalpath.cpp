// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/criticalpath.h"

#include "core/trace/slice.h"

#include <map>
#include <tuple>

namespace lockstep {

namespace {

bool isFree(ThreadState state) {
    return !isParked(state) && state != ThreadState::New && state != ThreadState::Terminated;
}

// Another thread's deed by which this one can go on.
bool letsGo(const Event& event, ThreadId thread) {
    const bool isAbout = event.kind == EventKind::Wake || event.kind == EventKind::Spawn;
    return isAbout && event.thread.isValid() && event.thread != thread &&
           event.value == static_cast<std::int32_t>(thread.value);
}

// Its legs come out latest first.
class WalkBack {
public:
    WalkBack(const Trace& trace, TimeRange range, const std::stop_token& stop)
        : m_trace(trace)
        , m_range(range)
        , m_stop(stop)
        , m_time(range.end) {}

    std::vector<PathLeg> walk() {
        m_thread = lastThread();
        if (m_thread.isValid()) m_change = *lane().indexAt(m_range.end - 1);
        while (m_time > m_range.begin && !m_stop.stop_requested()) stay();
        if (m_stop.stop_requested()) return {};
        std::ranges::reverse(m_legs);
        return std::move(m_legs);
    }

private:
    const Track& lane() const { return m_trace.thread(m_thread).states.changes(); }

    ThreadId lastThread() const {
        const auto last = m_trace.lastAt(m_range.end - 1);
        std::tuple<bool, std::optional<EventIndex>> best{false, std::nullopt};
        ThreadId thread;
        for (std::uint32_t t = 0; last && t < m_trace.threadCount(); ++t) {
            const ThreadLane& each = m_trace.thread(ThreadId{t});
            const auto change = each.states.changes().indexAt(m_range.end - 1);
            if (!change) continue;
            const auto state = static_cast<ThreadState>(each.states[*change].lane().state);
            const std::tuple rank{isFree(state), each.events.lastUpTo(*last)};
            if (thread.isValid() && rank <= best) continue;
            best = rank;
            thread = ThreadId{t};
        }
        return thread;
    }

    // Back along the lane to where somebody let the thread go on.
    void stay() {
        if (!m_thread.isValid()) return leave(m_range.begin);
        const Track& changes = lane();
        for (std::size_t i = m_change; changes[i].time > m_range.begin; --i) {
            const EventIndex cause = changes[i].event;
            if (cause.isValid() && letsGo(m_trace.event(cause), m_thread))
                return follow(changes[i].time, cause);
            if (i == 0) return leave(changes[i].time);
            if (i % 1024 == 0 && m_stop.stop_requested()) return;
        }
        add(m_range.begin);
    }

    void follow(Timestamp time, EventIndex cause) {
        add(time);
        m_onward = cause;
        m_thread = m_trace.event(cause).thread;
        const auto change = lane().indexAt(cause);
        if (!change) return leave(time);
        m_change = *change;
    }

    void leave(Timestamp time) {
        add(time);
        m_thread = {};
        m_onward = {};
    }

    void add(Timestamp begin) {
        if (begin < m_time) {
            m_legs.push_back({{begin, m_time}, m_thread, m_legs.empty() ? EventIndex{} : m_onward});
            m_time = begin;
        }
    }

    const Trace& m_trace;
    const TimeRange m_range;
    const std::stop_token& m_stop;
    Timestamp m_time; // from here on the path is known
    ThreadId m_thread;
    std::size_t m_change = 0; // in force at the thread just before m_time
    EventIndex m_onward;
    std::vector<PathLeg> m_legs;
};

} // namespace

CriticalPath CriticalPath::of(const Trace& trace, TimeRange range, const std::stop_token& stop) {
    CriticalPath path{range.intersected({knownFrom(trace), trace.end()}), {}};
    if (path.range.isEmpty()) path.range.end = path.range.begin;
    if (!path.range.isEmpty()) path.legs = WalkBack(trace, path.range, stop).walk();
    return path;
}

std::vector<PathShare> sharesOf(const Trace& trace, const CriticalPath& path, const std::stop_token& stop) {
    std::map<ThreadId, PathShare> shares;
    for (const PathLeg& leg : path.legs) {
        if (stop.stop_requested()) return {};
        PathShare& share = shares[leg.thread];
        share.thread = leg.thread;
        ++share.legs;
        share.total += leg.range.length();
        if (!leg.thread.isValid()) continue;
        const auto totals = trace.thread(leg.thread).states.totals(leg.range);
        for (std::size_t s = 0; s < totals.size(); ++s) share.states[s] += totals[s];
    }
    std::vector<PathShare> sorted;
    for (const auto& [_, share] : shares) sorted.push_back(share);
    std::ranges::stable_sort(sorted, std::greater{}, &PathShare::total);
    return sorted;
}

} // namespace lockstep
