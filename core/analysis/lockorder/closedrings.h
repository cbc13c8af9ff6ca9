// SPDX-License-Identifier: GPL-3.0-or-later
// Which rings in the lock order are closed at a moment: they are no prediction any more.
#pragma once

#include "core/analysis/lockorder/lockorder.h"
#include "core/trace/moment.h"

namespace lockstep {

class ClosedRings {
public:
    /// O(threads + needed threads), as Reduction.
    ClosedRings(const Trace& trace, EventIndex cursor);

    /// Each lock is held by a thread that will wait for the next one for ever: then the ring is Confirmed,
    /// and its parts are those threads where they stand. O(locks of the ring * threads).
    void confirm(OrderCycle& cycle) const;

private:
    std::optional<OrderWitness> partOf(ObjectId held, ObjectId wanted) const;

    const Moment m_moment;
    std::vector<ThreadId> m_stuck; // by thread
};

} // namespace lockstep
