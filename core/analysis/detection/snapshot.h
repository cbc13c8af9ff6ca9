// SPDX-License-Identifier: GPL-3.0-or-later
// The moment that walks A and B look at: who waits, who has what, drawn and told.
#pragma once

#include "core/analysis/deadlock/reduction.h"
#include "core/analysis/detection/walkbuilder.h"
#include "core/analysis/waitfor/waitwords.h"

namespace lockstep {

class Snapshot {
public:
    Snapshot(const Trace& trace, EventIndex cursor);

    const Moment& moment() const { return m_moment; }
    const WaitForGraph& graph() const { return m_graph; }
    const WaitWords& words() const { return m_words; }
    ObjectId nodeOf(ThreadId thread) const { return m_trace.thread(thread).info.id; }
    ObjectKind kindOf(ObjectId object) const { return m_trace.object(object).info.kind; }

    /// "We stop the world right after step 12, at 14.5 ms."
    std::string freezeWords() const;
    /// Draws every thread that is part of it, who has which lock, and whom each waiter needs: a step each.
    void draw(WalkBuilder& walk, int line) const;
    /// "`lock1`, which Worker 2 holds": locks that the thread would give back; empty for none.
    std::string heldWords(ThreadId thread) const { return m_words.quoted(m_heldBy[thread.index()]); }
    /// Why the thread can go on as things stand; empty when it cannot.
    std::string freedom(ThreadId thread) const;
    /// Marks the thread's wish, and the way from it to one who could fulfil it.
    void markWay(WalkBuilder& walk, const Need& need, ThreadId helper, Mark mark) const;
    /// When nobody waits at all.
    std::string quietWords() const;

private:
    void drawHolds(WalkBuilder& walk, int line) const;
    void drawWaits(WalkBuilder& walk, int line) const;
    void drawHelpers(WalkBuilder& walk, const Need& need) const;
    void addHelper(WalkBuilder& walk, DetectionEdge edge, ThreadId helper) const;
    std::string endedWords() const;
    std::string siteOf(EventIndex event) const;

    const Trace& m_trace;
    const Moment m_moment;
    const WaitForGraph m_graph;
    const WaitWords m_words;
    std::vector<std::vector<ObjectId>> m_heldBy; // by thread
};

} // namespace lockstep
