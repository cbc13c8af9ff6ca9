// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/grouptrack.h"

#include <algorithm>

namespace lockstep {

namespace {

void change(std::vector<Member>& members, ThreadId thread, bool isJoining, EventIndex event) {
    if (isJoining) {
        members.push_back({thread, event});
        return;
    }
    const auto latest = std::find_if(members.rbegin(), members.rend(),
                                     [&](const Member& member) { return member.thread == thread; });
    if (latest != members.rend()) members.erase(std::next(latest).base());
}

} // namespace

void GroupTrack::join(ThreadId thread, Timestamp time, EventIndex event) {
    append(thread, true, time, event);
}

void GroupTrack::leave(ThreadId thread, Timestamp time, EventIndex event) {
    if (std::ranges::find(m_now, thread, &Member::thread) != m_now.end()) append(thread, false, time, event);
}

void GroupTrack::clear(Timestamp time, EventIndex event) {
    while (!m_now.empty()) append(m_now.back().thread, false, time, event);
}

void GroupTrack::append(ThreadId thread, bool isJoining, Timestamp time, EventIndex event) {
    // before the change itself, so that whoever sees the change finds its block
    if (m_changes.size() % kBlock == 0) m_blocks.append(m_now);
    const LaneValue value{static_cast<std::uint8_t>(isJoining), thread.value};
    m_changes.append({time, event, value.packed()});
    change(m_now, thread, isJoining, event);
}

std::vector<Member> GroupTrack::at(EventIndex event) const {
    const auto last = m_changes.indexAt(event);
    if (!last) return {};
    const std::size_t block = *last / kBlock;
    std::vector<Member> members = m_blocks[block];
    for (std::size_t i = block * kBlock; i <= *last; ++i) {
        const LaneValue value = m_changes[i].lane();
        change(members, value.subjectAs<ThreadId>(), value.state != 0, m_changes[i].event);
    }
    return members;
}

} // namespace lockstep
