// SPDX-License-Identifier: GPL-3.0-or-later
// Which events up to some moment still matter then: fed to a trace of their own, in order, they lead to the
// same states, holders, readers, lines, values and causes of arrows as all of them did.
//
// For a run in which all threads move at once. Looks back from the moment, never over the whole trace.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace lockstep {

class BeforeSlice {
public:
    BeforeSlice(const Trace& trace, EventIndex last);

    /// In order. None where it would take long to find them.
    std::optional<std::vector<EventIndex>> events();

private:
    void keep(EventIndex event) { m_kept.push_back(event); }
    void keepAll(const EventList& list);
    template <class IsEnough>
    void walkBack(const EventList& list, IsEnough isEnough);

    void keepThread(const ThreadLane& lane);
    void keepSwitches(EventIndex since, ThreadId thread);
    bool settles(const ThreadLane& lane, EventIndex index, const Event& event) const;
    void keepCpu(const CpuLane& lane);
    void keepObject(const ObjectLane& lane);
    void keepWhatIsInside(const ObjectLane& lane);
    void keepLock(const ObjectLane& lane);
    void keepLatest(const ObjectLane& lane, std::initializer_list<EventKind> kinds);
    void keepGeneration(const ObjectLane& barrier);
    void keepItems(const ObjectLane& queue);

    const Trace& m_trace;
    const EventIndex m_last;
    std::size_t m_looks = 0;
    std::vector<EventIndex> m_kept;
};

} // namespace lockstep
