// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stepplaces.h"

namespace lockstep {

namespace {

std::optional<EventIndex> lastPlace(const Trace& trace) {
    const EventList& teardown = trace.teardown();
    const std::size_t count = teardown.size() > 0 ? teardown[0].index() : trace.size();
    if (count == 0) return std::nullopt;
    return EventIndex{static_cast<std::uint32_t>(count - 1)};
}

} // namespace

std::size_t stepsUpTo(const Trace& trace, std::optional<EventIndex> cursor) {
    return cursor ? trace.steps().countUpTo(*cursor) : 0;
}

// What belongs to a step was recorded by its thread right before it, since that thread announced it.
std::optional<EventIndex> placeAfter(const Trace& trace, std::size_t count) {
    const StepEvents& steps = trace.steps();
    if (count >= steps.size()) return lastPlace(trace);
    const ThreadId next = trace.event(steps[count]).thread;
    const std::uint32_t least = count == 0 ? 0 : steps[count - 1].value;
    std::uint32_t place = steps[count].value;
    if (place > least) --place;
    const auto belongsToNext = [&](const Event& event) {
        return event.thread == next && event.kind != EventKind::Announce;
    };
    while (place > least && belongsToNext(trace[place])) --place;
    return EventIndex{place};
}

} // namespace lockstep
