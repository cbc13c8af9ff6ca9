// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/waitfor/components.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace lockstep {

namespace {

class Tarjan {
public:
    explicit Tarjan(const Adjacency& graph)
        : m_graph(graph)
        , m_order(graph.size(), 0)
        , m_low(graph.size(), 0)
        , m_isOnStack(graph.size(), false) {}

    std::vector<Nodes> run() {
        for (std::uint32_t node = 0; node < m_graph.size(); ++node)
            if (m_order[node] == 0) visit(node);
        return std::move(m_found);
    }

private:
    struct Visit {
        std::uint32_t node;
        std::size_t nextEdge = 0;
    };

    void enter(std::uint32_t node) {
        m_order[node] = m_low[node] = ++m_count;
        m_stack.push_back(node);
        m_isOnStack[node] = true;
        m_visits.push_back({node});
    }

    void visit(std::uint32_t start) {
        enter(start);
        while (!m_visits.empty()) {
            Visit& visit = m_visits.back();
            if (visit.nextEdge == m_graph[visit.node].size()) {
                leave(visit.node);
                continue;
            }
            const std::uint32_t to = m_graph[visit.node][visit.nextEdge++];
            if (m_order[to] == 0)
                enter(to);
            else if (m_isOnStack[to])
                m_low[visit.node] = std::min(m_low[visit.node], m_order[to]);
        }
    }

    void leave(std::uint32_t node) {
        m_visits.pop_back();
        if (!m_visits.empty()) {
            std::uint32_t& low = m_low[m_visits.back().node];
            low = std::min(low, m_low[node]);
        }
        if (m_low[node] != m_order[node]) return;
        Nodes component;
        do {
            component.push_back(m_stack.back());
            m_isOnStack[m_stack.back()] = false;
            m_stack.pop_back();
        } while (component.back() != node);
        std::ranges::sort(component);
        m_found.push_back(std::move(component));
    }

    const Adjacency& m_graph;
    std::vector<std::uint32_t> m_order; // 0: not seen yet
    std::vector<std::uint32_t> m_low;
    std::vector<bool> m_isOnStack;
    Nodes m_stack;
    std::vector<Visit> m_visits;
    std::vector<Nodes> m_found;
    std::uint32_t m_count = 0;
};

// A component with its nodes numbered from 0 and only the edges that stay inside.
class Inside {
public:
    Inside(const Adjacency& graph, const Nodes& component)
        : m_component(component)
        , m_next(component.size()) {
        std::unordered_map<std::uint32_t, std::uint32_t> place;
        for (std::uint32_t i = 0; i < component.size(); ++i) place[component[i]] = i;
        for (std::uint32_t i = 0; i < component.size(); ++i)
            for (const std::uint32_t to : graph[component[i]])
                if (const auto found = place.find(to); found != place.end()) {
                    m_next[i].push_back(found->second);
                    ++m_edges;
                }
    }

    Nodes shortestRing() const {
        std::size_t budget = m_next.size() == m_edges ? m_edges + 1 : 1'000'000;
        Nodes best;
        for (std::uint32_t start = 0; start < m_next.size() && budget > 0; ++start) {
            const Nodes ring = ringFrom(start, budget);
            if (!ring.empty() && (best.empty() || ring.size() < best.size())) best = ring;
            if (m_next.size() == m_edges) break; // it is the only one
        }
        return named(std::move(best));
    }

private:
    // Breadth first, back to the start.
    Nodes ringFrom(std::uint32_t start, std::size_t& budget) const {
        constexpr std::uint32_t kUnseen = 0xffffffffu;
        Nodes from(m_next.size(), kUnseen);
        Nodes queue{start};
        for (std::size_t head = 0; head < queue.size(); ++head) {
            const std::uint32_t node = queue[head];
            for (const std::uint32_t to : m_next[node]) {
                budget -= budget > 0;
                if (to == start) return pathTo(node, start, from);
                if (from[to] != kUnseen) continue;
                from[to] = node;
                queue.push_back(to);
            }
        }
        return {};
    }
    static Nodes pathTo(std::uint32_t last, std::uint32_t start, const Nodes& from) {
        Nodes path;
        for (std::uint32_t node = last; node != start; node = from[node]) path.push_back(node);
        path.push_back(start);
        std::ranges::reverse(path);
        return path;
    }
    Nodes named(Nodes ring) const {
        for (std::uint32_t& node : ring) node = m_component[node];
        if (!ring.empty()) std::ranges::rotate(ring, std::ranges::min_element(ring));
        return ring;
    }

    const Nodes& m_component;
    Adjacency m_next;
    std::size_t m_edges = 0;
};

} // namespace

std::vector<Nodes> components(const Adjacency& graph) {
    return Tarjan(graph).run();
}

Nodes shortestRing(const Adjacency& graph, const Nodes& component) {
    if (component.empty()) return {};
    return Inside(graph, component).shortestRing();
}

} // namespace lockstep
