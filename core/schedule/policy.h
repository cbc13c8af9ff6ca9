// SPDX-License-Identifier: GPL-3.0-or-later
// A mode: who may go on, and when.
#pragma once

#include "core/schedule/operation.h"
#include "core/schedule/participant.h"

namespace lockstep {

class Gate;

class Policy {
public:
    virtual ~Policy() = default;
    /// On the thread that offers the operation, with no latch held. Returns when it may go on, or when the
    /// gate is stopping or paused (the gate asks again).
    virtual void admit(Gate& gate, Participant& me, const Operation& operation) = 0;
};

/// Slow motion: as free run, but each thread begins an operation only some session time after its last one.
class PacedPolicy final : public Policy {
public:
    explicit PacedPolicy(const SessionClock& clock)
        : m_clock(clock) {}
    void admit(Gate& gate, Participant& me, const Operation& operation) override;

    static constexpr std::int64_t kPace = 100'000; ///< session nanoseconds between a thread's operations

private:
    const SessionClock& m_clock;
};

} // namespace lockstep
