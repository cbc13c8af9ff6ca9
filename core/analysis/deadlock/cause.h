// SPDX-License-Identifier: GPL-3.0-or-later
// Names what ties a knot, and tells it in a sentence that a learner can repeat.
#pragma once

#include "core/analysis/deadlock/knots.h"

#include <string>

namespace lockstep {

struct Cause {
    std::string name; ///< as in the JSON of `lockstep run`: "cycle", "lost-wakeup", ...
    std::string sentence;
    std::vector<ThreadId> threads;   ///< whom it is about
    std::vector<ObjectId> resources; ///< of a ring: what each of them waits for
};

Cause causeOf(const Trace& trace, const Moment& moment, const WaitForGraph& graph, const Knot& knot);

} // namespace lockstep
