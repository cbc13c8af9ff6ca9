// SPDX-License-Identifier: GPL-3.0-or-later
// The independent causes of a standstill: threads that are stuck by themselves, not merely behind others.
//
// Rings of threads that cannot do without each other come first; where there are none, groups of which each
// member could only be helped by other members, or by nobody at all. Whoever would go on if such a knot were
// untied belongs to none. O(threads + needed threads) a round; mostly one or two rounds.
#pragma once

#include "core/analysis/deadlock/reduction.h"

namespace lockstep {

struct Knot {
    std::vector<ThreadId> threads; ///< by thread; of a ring in its order
    Ring ring;                     ///< empty unless it is one
    /// True where only threads that have signalled before are taken to be able to, and others still run.
    bool isSuspected = false;
};

std::vector<Knot> knotsOf(const Trace& trace, const Moment& moment, const WaitForGraph& graph);

} // namespace lockstep
