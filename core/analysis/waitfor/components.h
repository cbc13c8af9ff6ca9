// SPDX-License-Identifier: GPL-3.0-or-later
// Strongly connected components of a directed graph, and a shortest ring in one of them.
//
// Pure functions of an adjacency list: node n leads to each of graph[n].
#pragma once

#include <cstdint>
#include <vector>

namespace lockstep {

using Adjacency = std::vector<std::vector<std::uint32_t>>;
using Nodes = std::vector<std::uint32_t>;

/// Tarjan 1972, without recursion. Every node is in one of them, each in ascending order; a component comes
/// before all that lead into it. O(nodes + edges).
std::vector<Nodes> components(const Adjacency& graph);

/// The nodes of a shortest ring that stays in the component, beginning with its lowest node and following the
/// edges; empty where it holds none. O(nodes + edges) of a component that is a single ring; else exact up to
/// some thousand edges, beyond that a shortest one among those through its first nodes.
Nodes shortestRing(const Adjacency& graph, const Nodes& component);

} // namespace lockstep
