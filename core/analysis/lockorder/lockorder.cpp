// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/lockorder.h"

#include "core/analysis/lockorder/closedrings.h"
#include "core/analysis/lockorder/cyclefinder.h"
#include "core/analysis/lockorder/orderrecorder.h"
#include "core/analysis/lockorder/verdict.h"

#include <array>
#include <map>

namespace lockstep {

std::string_view name(OrderVerdict verdict) {
    static constexpr std::array<std::string_view, 7> kNames{
        "single-thread", "readers-only", "ordered", "guarded", "undecided", "potential", "confirmed"};
    return kNames[static_cast<std::size_t>(verdict)];
}

LockOrder LockOrder::of(const Trace& trace, EventIndex upTo, const std::stop_token& stop) {
    LockOrder order;
    OrderRecorder recorder(trace);
    EventIndex last{0}; // before the threads were unwound
    for (std::uint32_t i = 0; i <= upTo.value && i < trace.size(); ++i) {
        if (trace[i].kind == EventKind::Stop || stop.stop_requested()) break;
        recorder.record(trace[i], last = EventIndex{i});
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
    if (found.cycles.empty()) return order;
    CycleJudge judge(trace, recorder);
    const ClosedRings closed(trace, last);
    for (const Nodes& cycle : found.cycles) {
        if (stop.stop_requested()) break;
        std::vector<const OrderEdge*> edges;
        edges.reserve(cycle.size());
        for (std::size_t i = 0; i < cycle.size(); ++i)
            edges.push_back(edgeOf.at({cycle[i], cycle[(i + 1) % cycle.size()]}));
        order.m_cycles.push_back(judge.judge(edges));
        closed.confirm(order.m_cycles.back());
    }
    return order;
}

} // namespace lockstep
