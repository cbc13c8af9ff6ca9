// SPDX-License-Identifier: GPL-3.0-or-later
// Judges a ring of lock orders: could its threads ever stand in it at the same time?
#pragma once

#include "core/analysis/lockorder/orderrecorder.h"

namespace lockstep {

/// Tries the witnesses of its edges in all combinations, up to a bound, and keeps the one that comes closest
/// to a deadlock. `isReadOnly` tells of a lock whether nobody could ever make a reader wait.
class CycleJudge {
public:
    CycleJudge(const Trace& trace, const OrderRecorder& recorder)
        : m_trace(trace)
        , m_recorder(recorder) {}

    OrderCycle judge(const std::vector<const OrderEdge*>& edges);

private:
    struct Objection {
        OrderVerdict verdict = OrderVerdict::Potential;
        ObjectId guard;
    };

    void tryNext(std::size_t place);
    Objection objectionTo(const std::vector<const OrderWitness*>& parts) const;
    ObjectId narrowSemaphore(const std::vector<const OrderWitness*>& parts) const;
    bool isReadersOnly(const std::vector<const OrderWitness*>& parts) const;

    const Trace& m_trace;
    const OrderRecorder& m_recorder;
    std::vector<const OrderEdge*> m_edges;
    std::vector<const OrderWitness*> m_parts;
    OrderCycle m_best;
    bool m_hasBest = false;
    int m_triesLeft = 0;
};

} // namespace lockstep
