// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/gate.h"

namespace lockstep {

Gate::Gate(std::unique_ptr<Policy> policy)
    : m_control(policy ? kPoliced : 0)
    , m_policy(std::move(policy)) {}

bool Gate::checkpoint(Participant& me) {
    if (isPaused() && !isStopping()) {
        me.onHold(HoldReason::Pause);
        me.waitUntil([&] { return !isPaused() || isStopping(); });
        if (!isStopping()) me.onLet();
    }
    return !isStopping();
}

Passage Gate::passSlowly(Participant& me, const Operation& operation) {
    constexpr Passage kGranted{.admission = Admission::Granted};
    if (m_policy && m_policy->holdsThroughPause())
        return isStopping() ? kGranted : m_policy->admit(*this, me, operation);
    Passage passage;
    do {
        if (!checkpoint(me)) return kGranted;
        if (m_policy) passage = m_policy->admit(*this, me, operation);
    } while (isPaused() || isStopping());
    return passage;
}

Passage PacedPolicy::admit(Gate& gate, Participant& me, const Operation&) {
    if (m_clock.now() < me.nextOperationAt) {
        me.onHold(HoldReason::Pace);
        me.waitUntil([&] { return gate.isPaused() || gate.isStopping(); }, &m_clock, me.nextOperationAt);
        if (!gate.isStopping()) me.onLet();
    }
    me.nextOperationAt = m_clock.now() + kPace;
    return {};
}

} // namespace lockstep
