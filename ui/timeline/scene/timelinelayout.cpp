// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/scene/timelinelayout.h"

#include "ui/model/find/lanesieve.h"

namespace lockstep::ui {

namespace {

constexpr double kLockShare = 0.8; // of a thread lane's height
constexpr double kCpuShare = 0.65;

int share(int height, double part) {
    return std::max(TimelineLayout::kLeastHeight, static_cast<int>(height * part));
}

} // namespace

TimelineLayout::TimelineLayout(const Trace& trace, int laneHeight, const LaneSieve* sieve)
    : m_ofThread(trace.threadCount(), -1)
    , m_ofObject(trace.objectCount(), -1)
    , m_cpus(trace.cpuCount())
    , m_height(kGap)
    , m_laneHeight(std::clamp(laneHeight, kLeastHeight, kMostHeight)) {
    addThreads(trace, sieve);
    separate();
    for (std::uint32_t o = 0; o < m_ofObject.size(); ++o)
        if (isLock(trace.object(ObjectId{o}).info.kind) && (!sieve || sieve->shows(ObjectId{o})))
            addLane({LaneKind::Lock, o}, share(m_laneHeight, kLockShare));
    separate();
    for (std::uint32_t c = 0; c < m_cpus; ++c) addLane({LaneKind::Cpu, c}, share(m_laneHeight, kCpuShare));
    if (!m_separators.empty() && m_separators.back() >= m_height - kGap) m_separators.pop_back();
}

// Depth first; the children of a thread in the order in which it made them. With a stack of our own: a chain
// of ten thousand threads must not exhaust the program's.
void TimelineLayout::addThreads(const Trace& trace, const LaneSieve* sieve) {
    std::vector<std::vector<std::uint32_t>> children(m_ofThread.size());
    struct Next {
        std::uint32_t thread;
        int depth;
        int parent;
    };
    std::vector<Next> stack;
    for (auto t = static_cast<std::uint32_t>(m_ofThread.size()); t-- > 0;) {
        const ThreadId parent = trace.thread(ThreadId{t}).parent;
        if (parent.isValid() && parent.value < t)
            children[parent.index()].push_back(t);
        else
            stack.push_back({t, 0, -1});
    }
    while (!stack.empty()) {
        const Next next = stack.back();
        stack.pop_back();
        const bool isShown = !sieve || sieve->shows(ThreadId{next.thread});
        const int lane = isShown ? static_cast<int>(m_lanes.size()) : -1;
        if (isShown) addLane({LaneKind::Thread, next.thread}, m_laneHeight, next.depth, next.parent);
        for (const std::uint32_t child : children[next.thread])
            stack.push_back({child, isShown ? next.depth + 1 : 0, lane});
    }
}

void TimelineLayout::addLane(LaneKey key, int height, int depth, int parent) {
    const int place = static_cast<int>(m_lanes.size());
    if (key.kind == LaneKind::Thread) m_ofThread[key.index] = place;
    if (key.kind == LaneKind::Lock) m_ofObject[key.index] = place;
    m_lanes.push_back({key, depth, parent, m_height, height});
    m_fingerprint = m_fingerprint * 31 + key.index * 4 + static_cast<std::size_t>(key.kind) + 1;
    m_height += height + kGap;
}

void TimelineLayout::separate() {
    const bool isNew = m_separators.empty() || m_separators.back() < m_height - 2 * kGap;
    if (m_lanes.empty() || !isNew) return;
    m_separators.push_back(m_height);
    m_height += kGap + 1;
}

bool TimelineLayout::isOutdated(const Trace& trace) const {
    return trace.threadCount() != m_ofThread.size() || trace.objectCount() != m_ofObject.size() ||
           trace.cpuCount() != m_cpus;
}

std::optional<std::size_t> TimelineLayout::find(LaneKey key) const {
    int place = -1;
    if (key.kind == LaneKind::Thread && key.index < m_ofThread.size()) place = m_ofThread[key.index];
    if (key.kind == LaneKind::Lock && key.index < m_ofObject.size()) place = m_ofObject[key.index];
    if (key.kind == LaneKind::Cpu && key.index < m_cpus)
        place = static_cast<int>(m_lanes.size() - m_cpus + key.index);
    return place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place));
}

const Lane* TimelineLayout::lane(ThreadId thread) const {
    const auto place = find({LaneKind::Thread, thread.value});
    return place ? &m_lanes[*place] : nullptr;
}

const Lane* TimelineLayout::lane(ObjectId lock) const {
    const auto place = find({LaneKind::Lock, lock.value});
    return place ? &m_lanes[*place] : nullptr;
}

std::optional<std::size_t> TimelineLayout::laneAt(double y) const {
    const auto after = std::partition_point(m_lanes.begin(), m_lanes.end(),
                                            [y](const Lane& lane) { return lane.bottom() + kGap / 2 < y; });
    if (after == m_lanes.end() || y < after->top - kGap / 2) return std::nullopt;
    return static_cast<std::size_t>(after - m_lanes.begin());
}

} // namespace lockstep::ui
