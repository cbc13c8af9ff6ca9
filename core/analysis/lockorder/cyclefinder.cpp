// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/cyclefinder.h"

#include <algorithm>
#include <limits>

namespace lockstep {

namespace {

constexpr std::size_t kMostSteps = 5'000'000;

class CycleFinder {
public:
    CycleFinder(const Adjacency& graph, std::size_t longest, std::size_t most, const std::stop_token& stop)
        : m_graph(graph)
        , m_most(most)
        , m_stop(stop)
        , m_component(graph.size(), 0)
        , m_home(graph.size(), kFar)
        , m_isOnPath(graph.size(), false)
        , m_back(graph.size()) {
        for (std::uint32_t node = 0; node < graph.size(); ++node)
            for (const std::uint32_t to : graph[node]) m_back[to].push_back(node);
        const std::vector<Nodes> all = components(graph);
        for (std::uint32_t c = 0; c < all.size(); ++c)
            for (const std::uint32_t node : all[c]) m_component[node] = c;
        for (const Nodes& component : all)
            if (component.size() > 1) m_starts.insert(m_starts.end(), component.begin(), component.end());
        std::ranges::sort(m_starts);
        for (const Nodes& component : all) m_found.isComplete &= component.size() <= longest;
        for (std::size_t length = 2; length <= longest; ++length) findAll(length);
    }
    FoundCycles result() { return std::move(m_found); }

private:
    static constexpr std::size_t kFar = std::numeric_limits<std::size_t>::max();

    bool isOver() {
        if (m_found.cycles.size() < m_most && m_steps < kMostSteps && !m_stop.stop_requested()) return false;
        m_found.isComplete = false;
        return true;
    }

    void findAll(std::size_t length) {
        for (const std::uint32_t start : m_starts) {
            if (isOver()) return;
            measureWaysHome(start, length);
            m_path = {start};
            walk(length);
            for (const std::uint32_t node : m_measured) m_home[node] = kFar;
        }
    }

    // Breadth first against the edges, over nodes above the start only: it is to be the lowest of its cycles.
    void measureWaysHome(std::uint32_t start, std::size_t longest) {
        m_measured = {start};
        m_home[start] = 0;
        for (std::size_t head = 0; head < m_measured.size(); ++head) {
            const std::uint32_t node = m_measured[head];
            if (m_home[node] == longest) break;
            for (const std::uint32_t from : m_back[node]) {
                ++m_steps;
                if (from < start || m_component[from] != m_component[start] || m_home[from] != kFar) continue;
                m_home[from] = m_home[node] + 1;
                m_measured.push_back(from);
            }
        }
    }

    // Depth is at most the longest length.
    void walk(std::size_t length) {
        const std::uint32_t start = m_path.front();
        const std::size_t left = length - m_path.size();
        for (const std::uint32_t to : m_graph[m_path.back()]) {
            if (isOver()) return;
            ++m_steps;
            if (left == 0) {
                if (to == start) m_found.cycles.push_back(m_path);
                continue;
            }
            if (to <= start || m_isOnPath[to] || m_home[to] > left) continue;
            m_isOnPath[to] = true;
            m_path.push_back(to);
            walk(length);
            m_path.pop_back();
            m_isOnPath[to] = false;
        }
    }

    const Adjacency& m_graph;
    const std::size_t m_most;
    const std::stop_token& m_stop;
    std::vector<std::uint32_t> m_component; // by node
    std::vector<std::size_t> m_home;        // by node: steps back to the present start
    std::vector<bool> m_isOnPath;
    Adjacency m_back;
    Nodes m_starts;
    Nodes m_measured;
    Nodes m_path;
    std::size_t m_steps = 0;
    FoundCycles m_found;
};

} // namespace

FoundCycles findCycles(const Adjacency& graph, std::size_t longest, std::size_t most,
                       const std::stop_token& stop) {
    return CycleFinder(graph, longest, most, stop).result();
}

} // namespace lockstep
