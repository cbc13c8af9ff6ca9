// SPDX-License-Identifier: GPL-3.0-or-later
// The elementary cycles of a directed graph, shortest first, as many as one wants to read.
#pragma once

#include "core/analysis/waitfor/components.h"

#include <stop_token>

namespace lockstep {

struct FoundCycles {
    std::vector<Nodes> cycles; ///< each from its lowest node on, following the edges
    bool isComplete = true;    ///< false: there are, or may be, more
};

/// Cycles of two nodes or more and of at most `longest`. Stays inside strongly connected components and turns
/// back where the way home is too long, so nearly every step belongs to a cycle; where there are very many,
/// it ends after `most` of them, or some million steps.
FoundCycles findCycles(const Adjacency& graph, std::size_t longest, std::size_t most,
                       const std::stop_token& stop = {});

} // namespace lockstep
