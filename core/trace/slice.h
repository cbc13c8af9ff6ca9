// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a trace that a stretch of its time needs to stand alone: all that happened within it, and of
// what came before only what still mattered when it began - who had which lock since when, what a thread was
// parked on, which items were inside, what an arrow into the stretch comes from.
//
// Events keep their time, order, thread, object and site; only their indices are others, see placeOf(). Where
// events were left out before the stretch, a Lost of no thread stands at its beginning: from there on the
// states of threads, holders, readers, lines and values are those of the whole trace; before it is only some
// of what happened, which is not to be shown or measured. Steps are counted among those that are there: so a
// run in which one thread moves at a time keeps its whole beginning.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep {

struct Slice {
    std::unique_ptr<Trace> trace;
    /// Which of the whole trace's they are; the Lost stands for the last one that it counts.
    std::vector<EventIndex> events;

    /// Of an event of the whole trace; none where it has been left out.
    std::optional<EventIndex> placeOf(EventIndex whole) const;
};

/// None where it would have more than `most` events, where what still mattered lies so far back that it would
/// take long to find, or where the trace misses events already. O(what it has + threads + objects). Any
/// thread; the trace may be growing.
std::optional<Slice> sliceOf(const Trace& whole, TimeRange stretch, std::size_t most);

/// Where the trace is a slice that misses events from before: the Lost that tells how many.
std::optional<EventIndex> sliceBegin(const Trace& trace);
/// From here on all is known: 0 but for such a slice.
Timestamp knownFrom(const Trace& trace);

} // namespace lockstep
