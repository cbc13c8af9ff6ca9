// SPDX-License-Identifier: GPL-3.0-or-later
// The stretches of a lane one after the other, each with the source line that belongs to it.
//
// They are the very changes that views draw and tables sum up, cut at the trace's end. A stretch that lasts
// no measurable time is left out, but for the last of a lane: how it ended is worth knowing. O(events of the
// lane); any thread.
#pragma once

#include "core/trace/trace.h"

#include <functional>

namespace lockstep {

struct Span {
    TimeRange range;
    LaneValue value;
    SiteId site; ///< of a thread: the line it stands at; of a lock: where it was taken; none where unknown

    ThreadState threadState() const { return static_cast<ThreadState>(value.state); }
    LockState lockState() const { return static_cast<LockState>(value.state); }
};

using TakeSpan = std::function<void(const Span&)>;

void eachThreadSpan(const Trace& trace, const ThreadLane& lane, const TakeSpan& take);
/// Free ones, too.
void eachLockSpan(const Trace& trace, const ObjectLane& lane, const TakeSpan& take);

/// Of change i; empty for one behind the trace's end.
TimeRange spanRange(const Trace& trace, const Track& track, std::size_t i);

} // namespace lockstep
