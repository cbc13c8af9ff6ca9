// SPDX-License-Identifier: GPL-3.0-or-later
// Judges a ring of lock orders: could its threads ever stand in it at the same time?
#pragma once

#include "core/analysis/lockorder/orderrecorder.h"

namespace lockstep {

/// First looks for witnesses, one of each edge, to which nothing objects: such a ring is Potential. Where
/// there are none it tells the objection that comes closest to it, of the first thousand combinations.
/// The search is bounded for each ring and for all of them: a ring that it could not search through, or of
/// which not all witnesses are noted, is Undecided.
class CycleJudge {
public:
    static constexpr std::size_t kMostComparisons = 2'000'000;       ///< of two witnesses, for one ring
    static constexpr std::size_t kMostComparisonsOfAll = 30'000'000; ///< about a second

    CycleJudge(const Trace& trace, const OrderRecorder& recorder)
        : m_trace(trace)
        , m_recorder(recorder) {}

    OrderCycle judge(const std::vector<const OrderEdge*>& edges);

private:
    using Parts = std::vector<const OrderWitness*>;
    struct Objection {
        OrderVerdict verdict = OrderVerdict::Potential;
        ObjectId guard;
    };

    bool findOpen();
    bool fitsLast();
    void tryNext(std::size_t place);
    bool isSearchedThrough() const;
    OrderCycle told(const Objection& objection) const;

    Objection objectionTo(const Parts& parts) const;
    Objection between(const OrderWitness& a, const OrderWitness& b) const;
    ObjectId narrowSemaphore(const Parts& parts) const;
    bool readsPast(const Parts& parts, std::size_t place) const;

    const Trace& m_trace;
    const OrderRecorder& m_recorder;
    std::vector<const OrderEdge*> m_edges;
    Parts m_parts;
    std::size_t m_comparisonsLeft = 0;
    std::size_t m_allComparisonsLeft = kMostComparisonsOfAll;
    OrderCycle m_best; // without parts: none yet
    int m_triesLeft = 0;
};

} // namespace lockstep
