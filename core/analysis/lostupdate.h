// SPDX-License-Identifier: GPL-3.0-or-later
// An addition that got lost: two threads read a variable, both write what they made of it, and the second
// write overwrites the first.
#pragma once

#include "core/trace/trace.h"

#include <optional>
#include <string>

namespace lockstep {

struct LostUpdate {
    EventIndex read;       ///< by the thread that overwrites
    EventIndex otherRead;  ///< by the one whose write is lost
    EventIndex otherWrite; ///< after `read`: this is lost
    EventIndex write;      ///< makes nothing of it
};

/// The one that is seen best: where there is one, both have read the same value, and little happens in
/// between. The first of those that are clear enough. The run's teardown is no part of it. O(events).
std::optional<LostUpdate> clearestLostUpdate(const Trace& trace);

/// "Worker 1 and Worker 2 both read `counter` = 7 (counter.cpp:35), then both write 8 (counter.cpp:37).";
/// where it was not like that, its steps.
std::string lostUpdateSentence(const Trace& trace, const LostUpdate& lost);
/// The four events in the order in which they happened, each with its line, and which of them was in vain.
std::string lostUpdateSteps(const Trace& trace, const LostUpdate& lost);

} // namespace lockstep
