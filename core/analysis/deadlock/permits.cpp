// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock/permits.h"

namespace lockstep {

// An event tells what is left; the difference to the one before is what was taken or given.
std::map<ThreadId, int> permitsHeld(const Trace& trace, ObjectId semaphore, EventIndex upTo) {
    std::map<ThreadId, int> held;
    const EventList& events = trace.object(semaphore).events;
    int left = 0;
    for (std::size_t i = 0, n = events.countUpTo(upTo); i < n; ++i) {
        const Event& event = trace.event(events[i]);
        const bool isChange = event.kind == EventKind::Acquire || event.kind == EventKind::Release;
        if (!isChange && event.kind != EventKind::Create) continue;
        if (isChange) held[event.thread] += left - event.value;
        left = event.value;
    }
    std::erase_if(held, [](const auto& share) { return share.second <= 0; });
    return held;
}

} // namespace lockstep
