// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/lockorder.h"

#include "core/analysis/lockorder/cyclefinder.h"
#include "core/analysis/lockorder/orderrecorder.h"
#include "core/analysis/lockorder/verdict.h"

#include <array>
#include <map>

namespace lockstep {

std::string_view name(OrderVerdict verdict) {
    static constexpr std::array<std::string_view, 6> kNames{"single-thread", "readers-only", "ordered",
                                                            "guarded",       "undecided",    "potential"};
    return kNames[static_cast<std::size_t>(verdict)];
}

LockOrder LockOrder::of(const Trace& trace, EventIndex upTo, const std::stop_token& stop) {
    LockOrder order;
    OrderRecorder recorder(trace);
    for (std::uint32_t i = 0; i <= upTo.value && i < trace.size(); ++i) {
        if (trace[i].kind == EventKind::Stop || stop.stop_requested()) break;
        recorder.record(trace[i], EventIndex{i});
    }
    order.m_edges = recorder.takeEdges();

    Adjacency graph(trace.objectCount());
    std::map<std::pair<std::uint32_t, std::uint32_t>, const OrderEdge*> edgeOf;
    for (const OrderEdge& edge : order.m_edges) {
        graph[edge.from.index()].push_back(edge.to.value);
        edgeOf[{edge.from.value, edge.to.value}] = &edge;
    }
    const FoundCycles found = findCycles(graph, kLongestCycle, kMostCycles, stop);
    order.m_isComplete = found.isComplete && !stop.stop_requested();
    CycleJudge judge(trace, recorder);
    for (const Nodes& cycle : found.cycles) {
        if (stop.stop_requested()) break;
        std::vector<const OrderEdge*> edges;
        for (std::size_t i = 0; i < cycle.size(); ++i)
            edges.push_back(edgeOf.at({cycle[i], cycle[(i + 1) % cycle.size()]}));
        order.m_cycles.push_back(judge.judge(edges));
    }
    return order;
}

} // namespace lockstep
