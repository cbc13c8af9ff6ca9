// SPDX-License-Identifier: GPL-3.0-or-later
// Where two runs part: the first step at which they do not do the same.
#pragma once

#include "core/trace/trace.h"

#include <optional>
#include <string>

namespace lockstep {

struct Comparison {
    std::size_t agreed = 0;           ///< so many steps are the same in both
    std::optional<EventIndex> first;  ///< the next step of the first run; none where it has no more
    std::optional<EventIndex> second; ///< likewise of the second

    /// No more than one of them goes on, and so nothing is known to differ.
    bool isParted() const { return first && second; }
};

/// Two steps are the same when the same thread does the same with the same object, in the same way; threads
/// and objects are the same when they were created in the same place (their paths). `known`: so many steps
/// are known to agree. O(steps agreed - known).
Comparison compareSteps(const Trace& first, const Trace& second, std::size_t known = 0);

/// "Run 1 and Run 2 agree for 6 steps; at step 7 Worker 1 takes `lock1` at a.cpp:3 in Run 1, and Worker 2
/// takes `lock2` at a.cpp:9 in Run 2."
std::string comparisonSentence(const Trace& first, const std::string& firstName, const Trace& second,
                               const std::string& secondName, const Comparison& comparison);

} // namespace lockstep
