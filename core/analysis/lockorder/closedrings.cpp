// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/closedrings.h"

#include "core/analysis/deadlock/reduction.h"

namespace lockstep {

ClosedRings::ClosedRings(const Trace& trace, EventIndex cursor)
    : m_moment(trace, cursor)
    , m_stuck(irreducibleThreads(trace, m_moment)) {}

void ClosedRings::confirm(OrderCycle& cycle) const {
    std::vector<OrderWitness> parts;
    for (std::size_t i = 0; i < cycle.locks.size(); ++i) {
        auto part = partOf(cycle.locks[i], cycle.locks[(i + 1) % cycle.locks.size()]);
        if (!part) return;
        parts.push_back(std::move(*part));
    }
    cycle.parts = std::move(parts);
    cycle.verdict = OrderVerdict::Confirmed;
    cycle.guard = {};
}

std::optional<OrderWitness> ClosedRings::partOf(ObjectId held, ObjectId wanted) const {
    const ObjectMoment& lock = m_moment.object(held);
    for (const ThreadId id : m_stuck) {
        const ThreadMoment& thread = m_moment.thread(id);
        if (thread.parkedOn != wanted || !lock.isHeldBy(id)) continue;
        return OrderWitness{.thread = id,
                            .asked = thread.lastDeed.value_or(thread.since),
                            .holdsShared = lock.holder != id,
                            .asksShared = thread.wants == EventKind::AcquireShared};
    }
    return std::nullopt;
}

} // namespace lockstep
