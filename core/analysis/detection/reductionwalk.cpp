// SPDX-License-Identifier: GPL-3.0-or-later
// View B: let everybody finish who can, and give back what they hold, again and again; what stays is stuck
// (Coffman et al. 1971, Holt 1972).
#include "core/analysis/detection/snapshot.h"
#include "core/analysis/findings.h"

#include <algorithm>

namespace lockstep {

namespace {

enum Line : int { Freeze, CanRun, Repeat, Finish, Turn, All, Several, AnyOne, Until, Stays, Done };

std::vector<std::string> pseudoCode() {
    return {"stop the world; list who has what and who waits for what",
            "whoever can go by itself is live (green)",
            "repeat",
            "    let a live thread finish and give back what it has",
            "    whoever has all that it needs by now turns live:",
            "        a lock: all that have it are live; a join: the child is live",
            "        a barrier: as many further threads as are missing are live",
            "        a queue, condition, semaphore, latch, event, future: one that may signal it is live",
            "until nobody turns live any more",
            "whoever has not turned is stuck: what it waits for will never come",
            "nobody has stayed: no deadlock"};
}

class ReductionWalk {
public:
    ReductionWalk(const Trace& trace, EventIndex cursor)
        : m_trace(trace)
        , m_see(trace, cursor)
        , m_reduction(m_see.moment(), m_see.graph(), Trust::Anyone)
        , m_walk(DetectionView::Reduction, pseudoCode()) {}

    DetectionWalk run() {
        if (m_see.graph().needs().empty()) {
            m_walk.step(Done, m_see.freezeWords() + " " + m_see.quietWords());
            return m_walk.conclude(m_see.quietWords());
        }
        m_see.draw(m_walk, Freeze);
        std::size_t turn = tellWhoCanRun();
        turn = tellWhoIsFree(turn);
        while (turn < m_reduction.turns().size()) turn = tellRound(turn);
        tellWhoStays();
        return m_walk.conclude(tellConclusion());
    }

private:
    using Turns = std::vector<lockstep::Turn>;

    std::size_t tellWhoCanRun() {
        const Turns& turns = m_reduction.turns();
        std::size_t end = 0;
        std::vector<ThreadId> live;
        while (end < turns.size() && !turns[end].need) live.push_back(turns[end++].thread);
        std::string words = "Nobody can go by itself: everybody waits.";
        if (!live.empty()) {
            words = m_see.freedom(live.front());
            if (live.size() > 1)
                words = m_see.words().names(live) + " can run, or will give up by themselves";
            words += live.size() == 1 ? ": it is live." : ": they are live.";
        }
        m_walk.step(CanRun, std::move(words));
        if (!live.empty()) m_walk.ask("Who can go by itself?", nodes(live));
        markLive(live);
        return end;
    }

    // What they wait for is there already, or nobody but time stands between.
    std::size_t tellWhoIsFree(std::size_t turn) {
        const Turns& turns = m_reduction.turns();
        std::vector<ThreadId> free;
        while (turn < turns.size() && turns[turn].need && !turns[turn].last.isValid())
            free.push_back(turns[turn++].thread);
        if (free.empty()) return turn;
        const bool isOne = free.size() == 1;
        m_walk.step(Repeat + 2,
                    m_see.words().names(free) + (isOne ? " needs nobody: what it waits for is to be "
                                                         "had already. It turns live."
                                                       : " need nobody: what they wait for is to be "
                                                         "had already. They turn live."));
        markLive(free);
        return turn;
    }

    // All whom the same thread lets go.
    std::size_t tellRound(std::size_t turn) {
        const Turns& turns = m_reduction.turns();
        const ThreadId by = turns[turn].last;
        const std::size_t first = turn;
        std::vector<ThreadId> freed;
        while (turn < turns.size() && turns[turn].last == by) freed.push_back(turns[turn++].thread);
        const std::string held = m_see.heldWords(by);
        std::string words = "Let " + m_see.words().name(by) + " finish";
        if (!held.empty()) words += ": it gives back ";
        words += held + ".";
        for (std::size_t i = first; i < turn; ++i) {
            words += ' ';
            words += reasonOf(turns[i]);
        }
        m_walk.step(lineOf(*turns[first].need), std::move(words));
        m_walk.ask("Who turns green next?", nodes(freed));
        markLive(freed);
        for (std::size_t i = first; i < turn; ++i) m_see.markWay(m_walk, *turns[i].need, by, Mark::Live);
        return turn;
    }

    Line lineOf(const Need& need) const {
        if (m_see.kindOf(need.object) == ObjectKind::Barrier) return Several;
        return need.needsAll() ? All : AnyOne;
    }

    std::string reasonOf(const lockstep::Turn& turn) const {
        const Need& need = *turn.need;
        const std::string who = m_see.words().name(turn.thread);
        const ThreadMoment& thread = m_see.moment().thread(turn.thread);
        if (!thread.isParkedOnObject()) return who + " can be started then: it turns live.";
        std::string words = who + " " + m_see.words().wait(thread);
        const bool isJoin = m_see.kindOf(need.object) == ObjectKind::Thread;
        if (isLock(m_see.kindOf(need.object)) || isJoin)
            words += need.count == 1 ? "" : ", and all whom it needs are live now";
        else if (m_see.kindOf(need.object) == ObjectKind::Barrier)
            words += ", and enough others can come now";
        else if (need.evidence == Evidence::Certain)
            words += ", and " + m_see.words().name(turn.last) + " may help it: one is enough";
        else
            words += ", and a thread that can go might help it: nobody can rule that out";
        return words + ". It turns live.";
    }

    void tellWhoStays() {
        const std::vector<ThreadId>& stuck = m_reduction.stuck();
        if (stuck.empty()) return;
        m_walk.step(Until, "Nobody else turns live. Left over: " + m_see.words().names(stuck) + ".");
        m_walk.ask("Who stays for ever?", nodes(stuck));
        for (const ThreadId thread : stuck) {
            const Need& need = *m_see.graph().needOf(thread);
            m_walk.step(Stays, staysWords(need));
            m_walk.mark(m_see.nodeOf(thread), Mark::Stuck);
            for (const ThreadId helper : *need.helpers)
                if (need.evidence != Evidence::Anyone && !m_reduction.isLive(helper))
                    m_see.markWay(m_walk, need, helper, Mark::Stuck);
        }
    }

    // The event that will never come, and why.
    std::string staysWords(const Need& need) const {
        const std::string who = m_see.words().name(need.waiter);
        std::string words = who + " " + m_see.words().wait(m_see.moment().thread(need.waiter));
        if (need.evidence == Evidence::Anyone)
            return words + ", and every thread that might help has ended or is stuck itself.";
        std::vector<ThreadId> never;
        for (const ThreadId helper : *need.helpers)
            if (!m_reduction.isLive(helper)) never.push_back(helper);
        if (never.empty()) return words + ", and nobody is left who could do it.";
        const auto hasEnded = [&](ThreadId id) {
            return m_see.moment().thread(id).state == ThreadState::Terminated;
        };
        words += ". That needs " + m_see.words().names(never);
        if (std::ranges::all_of(never, hasEnded))
            return words + (never.size() == 1 ? ", which has ended." : ", who have ended.");
        return words +
               (never.front() == need.waiter && never.size() == 1 ? ": itself." : ", and that never comes.");
    }

    std::string tellConclusion() {
        std::string words;
        const bool isOver = m_reduction.stuck().empty();
        for (const Finding& finding : findDeadlocks(m_trace, m_see.moment(), m_see.graph())) {
            if (!words.empty()) words += ' ';
            words += finding.sentence;
        }
        if (words.empty())
            words = "Everybody turned live: each thread can still finish, so nobody is deadlocked.";
        m_walk.step(isOver ? Done : Stays, words);
        return words;
    }

    void markLive(const std::vector<ThreadId>& threads) {
        for (const ThreadId thread : threads) m_walk.mark(m_see.nodeOf(thread), Mark::Live);
    }
    std::vector<ObjectId> nodes(const std::vector<ThreadId>& threads) const {
        std::vector<ObjectId> nodes;
        nodes.reserve(threads.size());
        for (const ThreadId thread : threads) nodes.push_back(m_see.nodeOf(thread));
        return nodes;
    }

    const Trace& m_trace;
    const Snapshot m_see;
    const Reduction m_reduction;
    WalkBuilder m_walk;
};

} // namespace

DetectionWalk reductionWalk(const Trace& trace, EventIndex cursor) {
    return ReductionWalk(trace, cursor).run();
}

} // namespace lockstep
