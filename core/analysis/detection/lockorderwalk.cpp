// SPDX-License-Identifier: GPL-3.0-or-later
// View C: the orders in which locks were taken, the rings among them, and a verdict for each.
#include "core/analysis/detection/walkbuilder.h"
#include "core/analysis/lockorder/potential.h"
#include "core/analysis/sentences.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace lockstep {

namespace {

enum Line : int { Begin, Ask, NoRing, EachRing, Verdicts, AllTold = 11 };

// In the order of OrderVerdict, then what is to be said when none of them fits.
std::vector<std::string> pseudoCode() {
    return {"go through the run; know for each thread which locks it holds",
            "    a thread asks for r while it holds h: draw h -> r; note who, where, what else it holds",
            "no ring of arrows: no deadlock among these locks, whatever the schedule",
            "for each ring, the shortest first:",
            "    one thread made two of its arrows: SINGLE THREAD, it does not wait for itself",
            "    at one lock both only read: READERS ONLY, nobody waits there",
            "    one was over before another began (spawn, join): ORDERED",
            "    two of its threads hold a further lock G: GUARDED by G",
            "    there are more ways than can be compared: UNDECIDED",
            "    nothing stands against it: POTENTIAL, another schedule could close it",
            "    its threads stand in it for ever: CONFIRMED, it has happened in this run",
            "no ring left: only those that are CONFIRMED, POTENTIAL or UNDECIDED are to be feared"};
}

class LockOrderWalk {
public:
    // Told one by one; the others are drawn together.
    static constexpr std::size_t kMostEdges = 24;
    static constexpr std::size_t kMostRings = 100;

    LockOrderWalk(const Trace& trace, EventIndex cursor, const std::stop_token& stop)
        : m_trace(trace)
        , m_order(LockOrder::of(trace, cursor, stop))
        , m_walk(DetectionView::LockOrder, pseudoCode()) {}

    DetectionWalk run() {
        m_walk.step(Begin, "We go through the run up to here and look at each lock that is asked for while "
                           "another is held.");
        drawEdges();
        for (std::size_t i = 0; i < std::min(m_order.cycles().size(), kMostRings); ++i)
            tell(m_order.cycles()[i], i);
        const std::string conclusion = conclusionWords();
        m_walk.step(m_order.cycles().empty() ? NoRing : AllTold, conclusion);
        return m_walk.conclude(conclusion);
    }

private:
    void drawEdges() {
        const auto& edges = m_order.edges();
        for (std::size_t i = 0; i < edges.size(); ++i) {
            if (i < kMostEdges)
                m_walk.step(Ask, edgeWords(edges[i]));
            else if (i == kMostEdges)
                m_walk.step(Ask,
                            "And in the same way: " + std::to_string(edges.size() - i) + " more arrows.");
            const OrderWitness& first = edges[i].witnesses.front();
            m_walk.addEdge({edges[i].from, edges[i].to, DetectionEdgeKind::Order, placeOf(first)});
            if (i < kMostEdges) m_walk.markEdge(edges[i].from, edges[i].to, Mark::Present);
        }
    }

    std::string placeOf(const OrderWitness& witness) const {
        const std::string site = siteText(m_trace, m_trace.event(witness.asked).site);
        const std::string who = threadName(m_trace, witness.thread);
        return site.empty() ? who : who + " at " + site;
    }

    std::string edgeWords(const OrderEdge& edge) const {
        const OrderWitness& first = edge.witnesses.front();
        return placeOf(first) + " asks for " + quotedName(m_trace, edge.to) + " while it holds " +
               quotedName(m_trace, edge.from) + ": an arrow from the one to the other.";
    }

    void tell(const OrderCycle& cycle, std::size_t number) {
        m_walk.step(EachRing, "Ring " + std::to_string(number + 1) + ": " + cycleWords(m_trace, cycle) +
                                  " Could they all stand there at the same time?");
        m_walk.ask("Which locks form the next ring?", cycle.locks);
        markRing(cycle, Mark::Present);
        m_walk.step(Verdicts + static_cast<int>(cycle.verdict), verdictWords(m_trace, cycle));
        if (cycle.guard.isValid()) {
            m_walk.ask("Which lock keeps them apart?", {cycle.guard});
            m_walk.mark(cycle.guard, Mark::Safe);
        }
        if (const auto mark = markOf(cycle.verdict)) markRing(cycle, *mark);
    }

    static std::optional<Mark> markOf(OrderVerdict verdict) {
        if (verdict == OrderVerdict::Undecided) return std::nullopt;
        if (verdict == OrderVerdict::Confirmed) return Mark::InRing;
        return verdict == OrderVerdict::Potential ? Mark::Risky : Mark::Safe;
    }

    // What is part of several rings shows the worst of them.
    void markRing(const OrderCycle& cycle, Mark mark) {
        for (std::size_t i = 0; i < cycle.locks.size(); ++i) {
            const ObjectId from = cycle.locks[i];
            const ObjectId to = cycle.locks[(i + 1) % cycle.locks.size()];
            if (isWorst({from, from}, mark)) m_walk.mark(from, mark);
            if (isWorst({from, to}, mark)) m_walk.markEdge(from, to, mark);
        }
    }
    bool isWorst(std::pair<ObjectId, ObjectId> place, Mark mark) {
        const int now = mark == Mark::InRing ? 2 : mark == Mark::Risky ? 1 : 0;
        int& worst = m_worst[place];
        if (now < worst) return false;
        worst = now;
        return true;
    }

    std::string conclusionWords() const {
        if (m_order.edges().empty())
            return "Nobody ever asked for a lock while holding another: locks alone cannot deadlock here.";
        if (m_order.cycles().empty())
            return "The arrows form no ring: these locks are always taken in one order, so no schedule of "
                   "these "
                   "steps can deadlock on them.";
        std::string words = countWords();
        if (m_order.cycles().size() > kMostRings)
            words += " Shown one by one: the " + std::to_string(kMostRings) + " shortest.";
        if (!m_order.isComplete())
            words += " There may be more: at most " + std::to_string(LockOrder::kMostCycles) +
                     " rings of at most " + std::to_string(LockOrder::kLongestCycle) +
                     " locks are looked for.";
        return words;
    }

    std::string countWords() const {
        std::array<std::size_t, 7> counts{};
        for (const OrderCycle& cycle : m_order.cycles()) ++counts[static_cast<std::size_t>(cycle.verdict)];
        const std::size_t risky = counts[static_cast<std::size_t>(OrderVerdict::Potential)];
        std::string words = "Rings found: " + std::to_string(m_order.cycles().size());
        for (std::size_t v = counts.size(); v-- > 0;) {
            if (counts[v] == 0) continue;
            words += ", ";
            words += name(static_cast<OrderVerdict>(v));
            words += ": " + std::to_string(counts[v]);
        }
        if (counts[static_cast<std::size_t>(OrderVerdict::Confirmed)] > 0)
            return words + ". What is confirmed happened in this run.";
        if (risky > 0) return words + ". Another schedule could deadlock.";
        const bool isOpen = counts[static_cast<std::size_t>(OrderVerdict::Undecided)] > 0;
        return words + (isOpen ? ". Of those that are decided none can close." : ". None of them can close.");
    }

    const Trace& m_trace;
    const LockOrder m_order;
    WalkBuilder m_walk;
    std::map<std::pair<ObjectId, ObjectId>, int> m_worst; // of locks (twice the same) and arrows
};

} // namespace

DetectionWalk lockOrderWalk(const Trace& trace, EventIndex cursor, const std::stop_token& stop) {
    return LockOrderWalk(trace, cursor, stop).run();
}

} // namespace lockstep
