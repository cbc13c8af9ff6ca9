// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/spans.h"

namespace lockstep {

namespace {

// `siteAt` is asked for each change, in order.
template <class SiteAt>
void eachSpan(const Trace& trace, const Track& track, SiteAt siteAt, const TakeSpan& take) {
    for (std::size_t i = 0, n = track.size(); i < n; ++i) {
        const SiteId site = siteAt(i);
        const TimeRange range = spanRange(trace, track, i);
        if (range.isEmpty() && (i + 1 < n || track[i].time > trace.end())) continue;
        take({.range = range, .value = track[i].lane(), .site = site});
    }
}

// Where who has a lock from this change on took it: of a reader that was there before others left, where it
// began to read.
SiteId siteOfTaking(const Trace& trace, const ObjectLane& lane, const Change& change) {
    if (lane.crowd)
        for (const Member& reader : lane.crowd->readers.at(change.event))
            if (reader.thread == change.lane().subjectAs<ThreadId>()) return trace.event(reader.since).site;
    return trace.event(change.event).site;
}

} // namespace

TimeRange spanRange(const Trace& trace, const Track& track, std::size_t i) {
    return track.rangeOf(i, trace.end()).intersected({std::numeric_limits<Timestamp>::min(), trace.end()});
}

void eachThreadSpan(const Trace& trace, const ThreadLane& lane, const TakeSpan& take) {
    SiteId site;
    std::size_t deed = 0;
    const std::size_t deeds = lane.events.size();
    const auto standsAt = [&](std::size_t change) {
        for (; deed < deeds && lane.events[deed] <= lane.states[change].event; ++deed)
            if (const SiteId next = trace.event(lane.events[deed]).site; next.isValid()) site = next;
        return site;
    };
    eachSpan(trace, lane.states.changes(), standsAt, take);
}

void eachLockSpan(const Trace& trace, const ObjectLane& lane, const TakeSpan& take) {
    std::uint32_t holder = LaneValue::kNoSubject;
    SiteId site;
    const auto takenAt = [&](std::size_t i) {
        const Change& change = lane.holds[i];
        if (std::exchange(holder, change.lane().subject) != holder) site = siteOfTaking(trace, lane, change);
        return holder == LaneValue::kNoSubject ? SiteId{} : site;
    };
    eachSpan(trace, lane.holds.changes(), takenAt, take);
}

} // namespace lockstep
