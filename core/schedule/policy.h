// SPDX-License-Identifier: GPL-3.0-or-later
// A mode: who may go on, when, and which way.
#pragma once

#include "core/schedule/operation.h"
#include "core/schedule/participant.h"

namespace lockstep {

class Gate;

class Policy {
public:
    virtual ~Policy() = default;
    /// On the thread that offers the operation, with no latch held. Returns when it may go on, or when the
    /// gate is stopping; unless holdsThroughPause(), also when it is paused (the gate asks again).
    virtual Passage admit(Gate& gate, Participant& me, const Operation& operation) = 0;
    /// It keeps threads at the gate while the session is paused by itself.
    virtual bool holdsThroughPause() const { return false; }

    /// The parent, before the child's thread is made.
    virtual void onSpawning(Gate&, Participant& /*parent*/, Participant& /*child*/) {}
    /// The parent, afterwards: returns when the child stands at the gate.
    virtual void onSpawn(Gate&, Participant& /*parent*/, Participant& /*child*/) {}
    /// The parent, instead of onSpawn: there is no such thread.
    virtual void onStillbirth(Participant& /*child*/) {}
    /// The thread's last operation is done but not yet recorded; then it is. Afterwards it touches nothing
    /// that belongs to the program.
    virtual void onLeaving(Participant&) {}
    virtual void onLeft(Participant&) {}
    /// Any thread, after the gate was resumed.
    virtual void onResume() {}
};

/// Slow motion: as free run, but each thread begins an operation only some session time after its last one.
class PacedPolicy final : public Policy {
public:
    explicit PacedPolicy(const SessionClock& clock)
        : m_clock(clock) {}
    Passage admit(Gate& gate, Participant& me, const Operation& operation) override;

    static constexpr std::int64_t kPace = 100'000; ///< session nanoseconds between a thread's operations

private:
    const SessionClock& m_clock;
};

} // namespace lockstep
