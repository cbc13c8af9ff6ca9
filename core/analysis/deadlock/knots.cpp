// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock/knots.h"

#include "core/analysis/waitfor/components.h"
#include "core/analysis/waitfor/parked.h"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

class KnotFinder {
public:
    KnotFinder(const Trace& trace, const Moment& moment, const WaitForGraph& graph)
        : m_trace(trace)
        , m_moment(moment)
        , m_graph(graph) {}

    std::vector<Knot> find() {
        untie(Trust::Anyone);
        const std::size_t actual = m_knots.size();
        untie(Trust::KnownOnes);
        for (std::size_t i = actual; i < m_knots.size(); ++i) m_knots[i].isSuspected = true;
        return std::move(m_knots);
    }

private:
    void untie(Trust trust) {
        for (;;) {
            const Reduction left(m_moment, m_graph, trust, m_untied);
            if (left.stuck().empty()) return;
            if (!addRings(left)) addGroups(left);
        }
    }

    void add(Knot knot) {
        m_untied.insert(m_untied.end(), knot.threads.begin(), knot.threads.end());
        m_knots.push_back(std::move(knot));
    }

    bool addRings(const Reduction& left) {
        const auto rings = m_graph.ringsAmong([&](const Need& need) { return !left.isLive(need.waiter); });
        for (const Ring& ring : rings) {
            Knot knot{.threads = {}, .ring = ring};
            for (const WaitEdge& edge : ring) knot.threads.push_back(edge.waiter);
            add(std::move(knot));
        }
        return !rings.empty();
    }

    // Components that no edge leaves. Single ones that are stuck at the same thing are one matter.
    void addGroups(const Reduction& left) {
        const Adjacency edges = edgesAmong(left);
        std::vector<Nodes> groups;
        std::vector<std::uint32_t> groupOf(edges.size(), 0);
        for (Nodes& component : components(edges)) {
            for (const std::uint32_t node : component)
                groupOf[node] = static_cast<std::uint32_t>(groups.size());
            groups.push_back(std::move(component));
        }
        std::map<std::pair<ObjectKind, ObjectId>, Knot> singles;
        for (std::uint32_t g = 0; g < groups.size(); ++g) {
            if (!isStuck(left, groups[g].front()) || leaves(groups[g], edges, groupOf)) continue;
            Knot single;
            Knot& knot = groups[g].size() == 1 ? singles[matterOf(groups[g].front())] : single;
            for (const std::uint32_t node : groups[g]) knot.threads.push_back(ThreadId{node});
            if (groups[g].size() > 1) add(std::move(single));
        }
        for (auto& [matter, knot] : singles) add(std::move(knot));
    }

    static bool leaves(const Nodes& group, const Adjacency& edges,
                       const std::vector<std::uint32_t>& groupOf) {
        return std::ranges::any_of(group, [&](std::uint32_t node) {
            return std::ranges::any_of(edges[node],
                                       [&](std::uint32_t to) { return groupOf[to] != groupOf[node]; });
        });
    }

    // The tasks of a pool, and queues that are full, wait for each other as a whole.
    std::pair<ObjectKind, ObjectId> matterOf(std::uint32_t thread) const {
        const ObjectId object = m_graph.needOf(ThreadId{thread})->object;
        const ObjectKind kind = m_trace.object(object).info.kind;
        const bool isFull = isPutting(m_trace, m_moment, m_moment.threads()[thread]);
        return {kind, isFull || kind == ObjectKind::Future ? ObjectId{} : object};
    }

    bool isStuck(const Reduction& left, std::uint32_t thread) const {
        return m_moment.threads()[thread].isAlive() && !left.isLive(ThreadId{thread});
    }

    // From each stuck thread to the stuck ones that are known to be able to help it.
    Adjacency edgesAmong(const Reduction& left) const {
        Adjacency edges(m_moment.threads().size());
        for (const ThreadId thread : left.stuck()) {
            const Need* need = m_graph.needOf(thread);
            if (!need || need->evidence == Evidence::Anyone) continue;
            for (const ThreadId helper : *need->helpers)
                if (const ThreadId who = whoMoves(helper); isStuck(left, who.value))
                    edges[thread.index()].push_back(who.value);
        }
        return edges;
    }

    // A thread that has not been started depends on who made it.
    ThreadId whoMoves(ThreadId thread) const {
        while (m_moment.thread(thread).state == ThreadState::New) {
            const ThreadId maker = m_trace.thread(thread).parent;
            if (!maker.isValid()) break;
            thread = maker;
        }
        return thread;
    }

    const Trace& m_trace;
    const Moment& m_moment;
    const WaitForGraph& m_graph;
    std::vector<Knot> m_knots;
    std::vector<ThreadId> m_untied;
};

} // namespace

std::vector<Knot> knotsOf(const Trace& trace, const Moment& moment, const WaitForGraph& graph) {
    return KnotFinder(trace, moment, graph).find();
}

} // namespace lockstep
