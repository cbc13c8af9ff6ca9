// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/timedwaits.h"

#include <algorithm>
#include <optional>

namespace lockstep {

namespace {

constexpr std::uint32_t kMostEvents = 1'000'000; // some milliseconds

// Whether the thread is about to wait for a limited time; nothing when the event does not tell.
std::optional<bool> limitToldBy(const Event& event) {
    switch (event.kind) {
        using enum EventKind;
    case Wait: return event.value > 0;
    case Announce: return Announced::unpacked(event.value).hasTimeLimit;
    case Park: // what others do to it, or Lockstep and the kernel
    case Wake:
    case Hold:
    case Let:
    case Tick:
    case SwitchIn:
    case SwitchOut: return std::nullopt;
    default: return false;
    }
}

bool isFreeToGo(ThreadState state) {
    using enum ThreadState;
    return state == Runnable || state == Running || state == ReadyOrRunning || state == OffCpu;
}

// Not where the thread waits for a lock that nobody has, or whose holder goes on. Two searches: nearly all
// waits end here.
bool mayCloseRing(const Trace& trace, EventIndex index, ObjectId object) {
    if (!object.isValid()) return true;
    const ObjectLane& lane = trace.object(object);
    if (!isLock(lane.info.kind) || lane.crowd) return true; // of a shared one any reader may be in the ring
    const auto hold = lane.holds.changes().indexAt(index);
    if (!hold || lane.holds[*hold].lane().subject == LaneValue::kNoSubject) return false;
    const MixTrack<kThreadStates>& holder =
        trace.thread(lane.holds[*hold].lane().subjectAs<ThreadId>()).states;
    const auto state = holder.changes().indexAt(index);
    return !state || !isFreeToGo(static_cast<ThreadState>(holder[*state].lane().state));
}

} // namespace

std::vector<EventIndex> TimedWaits::next(std::size_t most) {
    std::vector<EventIndex> found;
    const auto size = static_cast<std::uint32_t>(m_trace.size());
    m_seen = std::max(m_seen, size - std::min(size, kMostEvents)); // nobody waited in what is passed over
    for (; m_seen < size; ++m_seen) {
        const Event event = m_trace[m_seen];
        const EventIndex index{m_seen};
        follow(event);
        const bool parks = event.kind == EventKind::Wait || event.kind == EventKind::Park;
        if (parks && m_timed > 0 && mayCloseRing(m_trace, index, event.object)) found.push_back(index);
    }
    if (found.size() > most) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    return found;
}

void TimedWaits::follow(const Event& event) {
    if (!event.thread.isValid()) return;
    if (m_isTimed.size() <= event.thread.index()) m_isTimed.resize(event.thread.index() + 1, false);
    const bool before = m_isTimed[event.thread.index()];
    const bool now = limitToldBy(event).value_or(before);
    m_isTimed[event.thread.index()] = now;
    m_timed += now;
    m_timed -= before;
}

} // namespace lockstep
