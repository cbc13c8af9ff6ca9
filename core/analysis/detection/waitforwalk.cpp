// SPDX-License-Identifier: GPL-3.0-or-later
// View A: depth first along "waits for", with a visible path; a path that meets itself is a ring.
#include "core/analysis/deadlock/knots.h"
#include "core/analysis/detection/snapshot.h"

#include <algorithm>

namespace lockstep {

namespace {

enum Line : int {
    Freeze,
    NextStart,
    Push,
    Look,
    CanRun,
    Ended,
    AnyOf,
    KnownBlack,
    Closes,
    Follow,
    NothingLeft,
    NobodyStuck,
};

std::vector<std::string> pseudoCode() {
    return {"stop the world; list who has what and who waits for what",
            "for each thread that waits, the one that began last first:",
            "    put it on the path, if it is still white",
            "    the thread on top: what does it wait for, and who must act?",
            "        it can go by itself: not stuck, take it off",
            "        who must act has ended: nobody ever will: all on the path are stuck",
            "        any one of several would do: a ring is not enough here, see the reduction",
            "        who must act has been looked at: same answer for this one",
            "        who must act is on the path already: THE PATH CLOSES: a ring",
            "        otherwise put who must act on the path, and look again",
            "nobody left: every ring that closed is a deadlock",
            "nobody left, and every path could be taken off: nobody is stuck"};
}

class WaitForWalk {
public:
    WaitForWalk(const Trace& trace, EventIndex cursor)
        : m_see(trace, cursor)
        , m_walk(DetectionView::WaitForWalk, pseudoCode())
        , m_verdict(m_see.moment().threads().size(), Verdict::White)
        , m_place(m_see.moment().threads().size(), 0)
        , m_ringNext(m_see.moment().threads().size()) {
        // where several threads must act, the one on a shortest ring is followed first
        for (const Knot& knot : knotsOf(trace, m_see.moment(), m_see.graph()))
            for (const WaitEdge& edge : knot.ring) m_ringNext[edge.waiter.index()] = edge.holder;
    }

    DetectionWalk run() {
        if (m_see.graph().needs().empty()) {
            m_walk.step(NobodyStuck, m_see.freezeWords() + " " + m_see.quietWords());
            return m_walk.conclude(m_see.quietWords());
        }
        m_see.draw(m_walk, Freeze);
        for (const ThreadId start : newestFirst())
            if (m_verdict[start.index()] == Verdict::White) visit(start);
        const std::string conclusion = conclusionWords();
        m_walk.step(conclusionLine(), conclusion);
        return m_walk.conclude(conclusion);
    }

private:
    enum class Verdict : std::uint8_t { White, OnPath, Free, Undecided, Stuck };
    struct Frame {
        ThreadId thread;
        std::vector<ThreadId> mustAct;
        std::size_t next = 0;
        bool isUndecided = false;
    };

    std::vector<ThreadId> newestFirst() const {
        std::vector<ThreadId> waiting;
        for (const Need& need : m_see.graph().needs()) waiting.push_back(need.waiter);
        std::ranges::stable_sort(waiting, std::ranges::greater(), [&](ThreadId thread) {
            return m_see.moment().thread(thread).lastDeed.value_or(EventIndex{0});
        });
        return waiting;
    }

    void visit(ThreadId start) {
        const std::string who = nameOf(start);
        m_walk.step(Push, m_isFirst ? who + " began to wait last, so we start with it."
                                    : "We have not looked at " + who + " yet: a new path begins.");
        m_isFirst = false;
        push(start);
        while (!m_path.empty()) look();
    }

    void push(ThreadId thread) {
        m_verdict[thread.index()] = Verdict::OnPath;
        m_place[thread.index()] = m_path.size();
        Frame frame{thread, {}};
        if (const Need* need = m_see.graph().needOf(thread);
            need && !need->hasTimeLimit && need->needsAll()) {
            frame.mustAct = *need->helpers;
            const ThreadId first = m_ringNext[thread.index()];
            std::ranges::stable_partition(frame.mustAct, [&](ThreadId id) { return id == first; });
        }
        m_path.push_back(std::move(frame));
        m_walk.push(m_see.nodeOf(thread));
        m_walk.mark(m_see.nodeOf(thread), Mark::OnStack);
    }

    void look() {
        Frame& top = m_path.back();
        if (top.next == 0 && top.mustAct.empty()) return leaf(top.thread);
        const ThreadId helper = top.mustAct[top.next++];
        if (m_see.moment().thread(helper).state == ThreadState::Terminated) return ended(top.thread, helper);
        switch (m_verdict[helper.index()]) {
        case Verdict::White: return follow(top.thread, helper);
        case Verdict::OnPath: return close(helper);
        case Verdict::Stuck:
            return allStuck(KnownBlack, waitsFor(top.thread, helper) + " " + nameOf(helper) +
                                            " is stuck, as we have seen: whoever waits "
                                            "behind it is stuck, too.");
        case Verdict::Undecided: top.isUndecided = true; break;
        case Verdict::Free: break;
        }
        if (top.next == top.mustAct.size()) {
            m_walk.step(KnownBlack, waitsFor(top.thread, helper) + " " + nameOf(helper) +
                                        " has been looked at already: it is not stuck in a ring.");
            leave();
        }
    }

    // The end of a path that waits for nobody in particular.
    void leaf(ThreadId thread) {
        const Need* need = m_see.graph().needOf(thread);
        const std::string freedom = m_see.freedom(thread);
        if (!freedom.empty()) {
            m_walk.step(CanRun, freedom + ". So this path is not stuck: we take it off.");
        } else if (need && need->count > 0) {
            m_path.back().isUndecided = true;
            m_walk.step(AnyOf, anyOfWords(*need));
        } else {
            m_walk.step(CanRun, nameOf(thread) + " has not been started yet and can be.");
        }
        leave();
    }

    std::string anyOfWords(const Need& need) const {
        std::string words =
            nameOf(need.waiter) + " " + m_see.words().wait(m_see.moment().thread(need.waiter));
        if (need.evidence == Evidence::Anyone)
            words += ": any thread might help, ";
        else
            words += ": any of " + m_see.words().names(*need.helpers) + " might help, ";
        return words + "so following one of them proves nothing. A ring is not enough here; the reduction "
                       "(view B) decides.";
    }

    void follow(ThreadId from, ThreadId helper) {
        m_walk.step(Follow, waitsFor(from, helper) + " We go on to " + nameOf(helper) + ".");
        m_walk.ask("Who is next on the path?", {m_see.nodeOf(helper)});
        m_see.markWay(m_walk, *m_see.graph().needOf(from), helper, Mark::OnStack);
        push(helper);
    }

    void close(ThreadId first) {
        Ring ring;
        for (std::size_t i = m_place[first.index()]; i < m_path.size(); ++i) {
            const Frame& frame = m_path[i];
            ring.push_back(
                {frame.thread, m_see.graph().needOf(frame.thread)->object, frame.mustAct[frame.next - 1]});
        }
        const WaitEdge last = ring.back();
        std::ranges::rotate(ring, std::ranges::min_element(ring, {}, &WaitEdge::waiter));
        const std::string sentence = m_see.words().ring(ring);
        m_walk.step(Closes, waitsFor(last.waiter, last.holder) + " " + nameOf(last.holder) +
                                " is on our path already: the path closes. Read from the path: " + sentence);
        m_walk.ask("Who is next on the path?", {m_see.nodeOf(first)});
        for (const WaitEdge& edge : ring) {
            m_walk.mark(m_see.nodeOf(edge.waiter), Mark::InRing);
            m_see.markWay(m_walk, *m_see.graph().needOf(edge.waiter), edge.holder, Mark::InRing);
        }
        m_rings.push_back(sentence);
        const std::size_t below = m_place[first.index()];
        const std::vector<ThreadId> path = clear();
        if (below == 0) return;
        const std::vector<ThreadId> behind(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(below));
        m_walk.step(KnownBlack, m_see.words().names(behind) + (below == 1 ? " only waits" : " only wait") +
                                    " behind it: no part of the ring, and stuck all the same.");
        markStuck(behind);
    }

    void ended(ThreadId waiter, ThreadId helper) {
        m_isDead = true;
        allStuck(Ended,
                 waitsFor(waiter, helper) + " But " + nameOf(helper) + " has ended: nobody will ever do it.");
    }

    // Whoever is on the path waits for somebody who never comes.
    void allStuck(Line line, std::string sentence) {
        m_walk.step(line, std::move(sentence));
        markStuck(clear());
    }

    void markStuck(const std::vector<ThreadId>& threads) {
        for (const ThreadId thread : threads) m_walk.mark(m_see.nodeOf(thread), Mark::Stuck);
    }

    // Empties the path after a find; it is still seen in this step. Returns who was on it.
    std::vector<ThreadId> clear() {
        std::vector<ThreadId> path;
        for (const Frame& frame : m_path) {
            m_verdict[frame.thread.index()] = Verdict::Stuck;
            path.push_back(frame.thread);
        }
        m_walk.popLater(path.size());
        m_path.clear();
        return path;
    }

    // The top, and all below it that have nobody else to ask, are black.
    void leave() {
        bool isUndecided = m_path.back().isUndecided;
        std::vector<ThreadId> also;
        for (bool isFirst = true; !m_path.empty(); isFirst = false) {
            Frame& frame = m_path.back();
            if (!isFirst) {
                frame.isUndecided |= isUndecided;
                if (frame.next < frame.mustAct.size()) break;
                also.push_back(frame.thread);
            }
            isUndecided = frame.isUndecided;
            blacken(frame.thread, isUndecided);
            m_path.pop_back();
        }
        m_isUndecided |= isUndecided;
        if (!also.empty())
            m_walk.addToSentence(std::string(isUndecided ? " As open stays " : " So will be let go on ") +
                                 m_see.words().names(also) + ".");
    }

    void blacken(ThreadId thread, bool isUndecided) {
        m_verdict[thread.index()] = isUndecided ? Verdict::Undecided : Verdict::Free;
        m_walk.mark(m_see.nodeOf(thread), isUndecided ? Mark::Plain : Mark::Done);
        m_walk.pop(1);
    }

    std::string waitsFor(ThreadId waiter, ThreadId helper) const {
        const WaitEdge edge{waiter, m_see.graph().needOf(waiter)->object, helper};
        return nameOf(waiter) + " " + m_see.words().link(edge) + ".";
    }
    std::string nameOf(ThreadId thread) const { return m_see.words().name(thread); }

    Line conclusionLine() const {
        if (!m_rings.empty()) return NothingLeft;
        if (m_isDead) return Ended;
        return m_isUndecided ? AnyOf : NobodyStuck;
    }
    std::string conclusionWords() const {
        std::string words;
        for (const std::string& ring : m_rings) {
            if (!words.empty()) words += ' ';
            words += ring;
        }
        if (!m_rings.empty()) return words;
        if (m_isDead)
            return "No ring closed, but a path ends at a thread that has ended: who waits there is stuck.";
        if (m_isUndecided)
            return "No ring closed. Some wait for what several threads could do: only the reduction (view B) "
                   "can "
                   "tell whether one of them ever will.";
        return "No path closed: each leads to a thread that can go on, so nobody is deadlocked.";
    }

    const Snapshot m_see;
    WalkBuilder m_walk;
    std::vector<Verdict> m_verdict;   // by thread
    std::vector<std::size_t> m_place; // by thread, while it is on the path
    std::vector<ThreadId> m_ringNext; // by thread
    std::vector<Frame> m_path;
    std::vector<std::string> m_rings;
    bool m_isFirst = true;
    bool m_isDead = false;
    bool m_isUndecided = false;
};

} // namespace

DetectionWalk waitForWalk(const Trace& trace, EventIndex cursor) {
    return WaitForWalk(trace, cursor).run();
}

} // namespace lockstep
