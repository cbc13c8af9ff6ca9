// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a filter to a trace: which of its lanes are shown.
//
// Pure but for what it remembers: it looks at each event of the objects in question once, in portions, and
// goes on where it was when the trace has grown. States are asked of the lanes' totals. Where every thread
// has met an object already, the rest of its events need not be looked at.
#pragma once

#include "ui/model/find/lanefilter.h"

namespace lockstep::ui {

class LaneSieve {
public:
    /// The trace must outlive it. Objects that it does not have count as met by none.
    LaneSieve(const Trace& trace, LaneFilter filter);

    const LaneFilter& filter() const { return m_filter; }
    /// Looks at about so many events. True when it has seen all that is there.
    bool advance(std::size_t most);

    bool shows(ThreadId thread) const;
    bool shows(ObjectId lock) const;
    bool limitsLocks() const { return m_limitsLocks; }
    std::size_t shownThreads() const;
    /// "3 of 12 threads: those that met `lock2`", "1 of 12 threads and 1 of 5 locks: ..."
    QString sentence() const;

private:
    struct Meeting {
        ObjectId object;
        std::size_t next = 0;  // of the object's events
        std::vector<bool> who; // by thread
        std::size_t count = 0; // of them
        bool isBeyond = false; // the run's teardown has been reached
    };
    void learnThreads();
    bool fits(ThreadId thread) const;
    bool advance(Meeting& meeting, std::size_t& most);
    void look(Meeting& meeting, EventIndex index);
    static void meet(Meeting& meeting, ThreadId thread);

    const Trace* m_trace;
    LaneFilter m_filter;
    bool m_limitsLocks = false;
    std::vector<bool> m_fits; // by thread: its name, and its states so far
    std::vector<Meeting> m_meetings;
};

} // namespace lockstep::ui
