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

ThreadId whoParks(const Event& event) {
    return event.kind == EventKind::Park ? ThreadId{static_cast<std::uint32_t>(event.value)} : event.thread;
}

// By itself, whatever others do; who sleeps on no object does so for a time.
bool goesOn(LaneValue lane) {
    const auto state = static_cast<ThreadState>(lane.state);
    using enum ThreadState;
    if (state == Sleeping) return lane.subject == LaneValue::kNoSubject;
    return state == Runnable || state == Running || state == ReadyOrRunning || state == OffCpu;
}

// What the lane says at the event, which must not be earlier than at the last call with the same place.
template <int States>
std::optional<LaneValue> laneAt(const MixTrack<States>& lane, EventIndex event,
                                std::vector<std::size_t>& places, std::size_t id) {
    if (lane.size() == 0 || lane[0].event > event) return std::nullopt;
    if (places.size() <= id) places.resize(id + 1);
    places[id] = lane.changes().indexNear(event, places[id], lane.size());
    return lane[places[id]].lane();
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
        if (parks && m_timed > 0 && mayCloseRing(index, whoParks(event), event.object))
            found.push_back(index);
    }
    if (found.size() > most) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    return found;
}

// A ring would close with this wait. Where locks alone are waited for, one leads to the next through their
// holders: to the thread itself again, or to a lock that nobody has or a thread that goes on by itself.
bool TimedWaits::mayCloseRing(EventIndex index, ThreadId thread, ObjectId object) {
    for (std::size_t passed = 0; passed < m_trace.threadCount() && object.isValid(); ++passed) {
        const ObjectLane& lane = m_trace.object(object);
        if (!isLock(lane.info.kind) || lane.crowd) return true; // any of several may be in the ring
        const auto hold = laneAt(lane.holds, index, m_holds, object.index());
        if (!hold || hold->subject == LaneValue::kNoSubject) return false;
        const auto holder = hold->subjectAs<ThreadId>();
        if (holder == thread) return true;
        const auto state = laneAt(m_trace.thread(holder).states, index, m_states, holder.index());
        if (!state) return true;
        if (goesOn(*state)) return false;
        object = state->subjectAs<ObjectId>();
    }
    return true;
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
