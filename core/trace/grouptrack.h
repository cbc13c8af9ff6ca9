// SPDX-License-Identifier: GPL-3.0-or-later
// Who belonged to a group at any event: the readers of a lock, those in line for it, those at a barrier.
//
// The collector appends, any thread reads. Every kBlock changes it keeps the whole group, so a question costs
// a search, one copy and at most kBlock - 1 changes.
#pragma once

#include "core/trace/track.h"

#include <vector>

namespace lockstep {

struct Member {
    ThreadId thread;
    EventIndex since; ///< the event by which it joined

    bool operator==(const Member&) const = default;
};

class GroupTrack {
public:
    static constexpr std::size_t kBlock = 64;

    /// Writer only. A thread may be in it several times.
    void join(ThreadId thread, Timestamp time, EventIndex event);
    /// Writer only. Ends the thread's latest membership, if it has any.
    void leave(ThreadId thread, Timestamp time, EventIndex event);
    void clear(Timestamp time, EventIndex event);
    /// Writer only: as of the last change, longest membership first.
    const std::vector<Member>& now() const { return m_now; }

    /// Right after the event, longest membership first.
    std::vector<Member> at(EventIndex event) const;

private:
    void append(ThreadId thread, bool isJoining, Timestamp time, EventIndex event);

    Track m_changes; // LaneValue: state 1 for joining, 0 for leaving; the subject is the thread
    AppendOnly<std::vector<Member>, 8> m_blocks; // before each kBlock-th change
    std::vector<Member> m_now;                   // writer's
};

} // namespace lockstep
