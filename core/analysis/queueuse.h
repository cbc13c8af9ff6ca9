// SPDX-License-Identifier: GPL-3.0-or-later
// What went through each queue of a trace.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep {

struct QueueUse {
    ObjectId queue;
    std::int64_t puts = 0;
    std::int64_t takes = 0;
    std::int64_t maxDepth = 0;
};

/// Every queue, by id. O(events of queues). What was done while the threads were unwound is left out.
std::vector<QueueUse> queueUses(const Trace& trace);

} // namespace lockstep
