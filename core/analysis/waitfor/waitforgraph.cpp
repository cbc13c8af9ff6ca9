// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/waitfor/waitforgraph.h"

#include "core/analysis/waitfor/components.h"
#include "core/analysis/waitfor/needfinder.h"

#include <algorithm>

namespace lockstep {

WaitForGraph::WaitForGraph(const Trace& trace, const Moment& moment)
    : m_needOf(moment.threads().size(), -1) {
    NeedFinder finder(trace, moment);
    for (const ThreadMoment& thread : moment.threads())
        if (thread.isParkedOnObject()) m_needs.push_back(finder.needOf(thread));
    m_waiting = m_needs.size();
    for (const ThreadMoment& thread : moment.threads())
        if (thread.exists && thread.state == ThreadState::New) m_needs.push_back(finder.birthOf(thread));
    for (std::size_t i = 0; i < m_needs.size(); ++i)
        m_needOf[m_needs[i].waiter.index()] = static_cast<int>(i);
}

const Need* WaitForGraph::needOf(ThreadId waiter) const {
    const int i = m_needOf[waiter.index()];
    return i < 0 ? nullptr : &m_needs[static_cast<std::size_t>(i)];
}

std::vector<Ring> WaitForGraph::rings() const {
    return ringsAmong([](const Need& need) { return !need.hasTimeLimit; });
}

std::vector<Ring> WaitForGraph::ringsOf(const std::vector<bool>& chosen) const {
    Adjacency graph(m_needOf.size());
    for (const Need& need : m_needs) {
        if (!chosen[need.waiter.index()] || !need.needsAll()) continue;
        for (const ThreadId helper : *need.helpers)
            if (chosen[helper.index()]) graph[need.waiter.index()].push_back(helper.value);
    }
    std::vector<Ring> rings;
    for (const Nodes& component : components(graph)) {
        const Nodes nodes = shortestRing(graph, component);
        if (nodes.empty()) continue;
        Ring ring;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const ThreadId waiter{nodes[i]};
            ring.push_back({waiter, needOf(waiter)->object, ThreadId{nodes[(i + 1) % nodes.size()]}});
        }
        rings.push_back(std::move(ring));
    }
    std::ranges::sort(rings, [](const Ring& a, const Ring& b) {
        return std::pair(a.size(), a.front().waiter) < std::pair(b.size(), b.front().waiter);
    });
    return rings;
}

} // namespace lockstep
