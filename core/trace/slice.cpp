// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/slice.h"

#include "core/trace/beforeslice.h"
#include "core/trace/stepaxis.h"

#include <algorithm>
#include <limits>

namespace lockstep {

namespace {

// The events of the whole that a stretch is about.
struct Stretch {
    std::optional<EventIndex> before; // the last one before it
    EventIndex last;
    TimeRange time;

    std::uint32_t first() const { return before ? before->value + 1 : 0; }
    std::size_t size() const { return last.value < first() ? 0 : last.value - first() + 1; }
};

// Who tells only later that its time was up within the stretch belongs to it.
EventIndex lastToldOf(const Trace& whole, Timestamp end, EventIndex last) {
    for (std::uint32_t t = 0; t < whole.threadCount(); ++t) {
        const auto& states = whole.thread(ThreadId{t}).states;
        if (const auto change = states.changes().indexAt(end)) last = std::max(last, states[*change].event);
    }
    return last;
}

std::optional<Stretch> stretchOf(const Trace& whole, TimeRange time) {
    Stretch stretch;
    stretch.time.end = whole.end();
    stretch.last = EventIndex{static_cast<std::uint32_t>(whole.size() - 1)};
    if (time.end < whole.end()) {
        const auto last = whole.lastAt(time.end);
        if (!last) return std::nullopt;
        stretch.last = lastToldOf(whole, time.end, *last);
        stretch.time.end = std::max(time.end, whole.event(stretch.last).time);
    }
    if (kernelSourceAtFirst(whole) == KernelSource::Gate || time.begin <= 0) return stretch;
    stretch.time.begin = std::min(time.begin, stretch.time.end);
    stretch.before = whole.lastAt(stretch.time.begin - 1);
    return stretch;
}

std::int32_t lostCount(std::size_t events) {
    return static_cast<std::int32_t>(std::min<std::size_t>(events, std::numeric_limits<std::int32_t>::max()));
}

void append(const Trace& whole, EventIndex index, Trace& part) {
    const Event event = whole.event(index);
    if (event.kind == EventKind::Create) part.addObject(whole.object(event.object).info);
    part.append(event);
}

Slice sliceOf(const Trace& whole, const Stretch& stretch, std::vector<EventIndex> kept) {
    Slice slice{std::make_unique<Trace>(kernelSourceAtFirst(whole), whole.axis()), std::move(kept)};
    Trace& part = *slice.trace;
    for (std::uint32_t s = 0; s < whole.siteCount(); ++s) part.addSite(whole.site(SiteId{s}));
    for (const EventIndex event : slice.events) append(whole, event, part);
    if (const std::size_t left = stretch.first() - slice.events.size(); left > 0) {
        part.append(Event{.time = stretch.time.begin, .value = lostCount(left), .kind = EventKind::Lost});
        slice.events.push_back(*stretch.before);
    }
    for (std::uint32_t e = stretch.first(); e <= stretch.last.value; ++e) {
        append(whole, EventIndex{e}, part);
        slice.events.push_back(EventIndex{e});
    }
    part.advanceTo(stretch.time.end);
    return slice;
}

} // namespace

std::optional<EventIndex> Slice::placeOf(EventIndex whole) const {
    const auto found = std::ranges::lower_bound(events, whole);
    if (found == events.end() || *found != whole) return std::nullopt;
    return EventIndex{static_cast<std::uint32_t>(found - events.begin())};
}

std::optional<Slice> sliceOf(const Trace& whole, TimeRange time, std::size_t most) {
    if (whole.size() == 0 || whole.lost() > 0) return std::nullopt;
    const auto stretch = stretchOf(whole, time);
    if (!stretch || stretch->size() > most) return std::nullopt;
    std::vector<EventIndex> kept;
    if (stretch->before) {
        auto before = BeforeSlice(whole, *stretch->before).events();
        if (!before || before->size() > most - stretch->size()) return std::nullopt;
        kept = std::move(*before);
    }
    return sliceOf(whole, *stretch, std::move(kept));
}

std::optional<EventIndex> sliceBegin(const Trace& trace) {
    if (trace.lost() == 0) return std::nullopt;
    for (std::size_t i = 0; i < trace.marks().size(); ++i) {
        const Event event = trace.event(trace.marks()[i]);
        if (event.kind != EventKind::Lost) continue;
        return event.thread.isValid() ? std::nullopt : std::optional(trace.marks()[i]);
    }
    return std::nullopt;
}

Timestamp knownFrom(const Trace& trace) {
    const auto begin = sliceBegin(trace);
    return begin ? trace.event(*begin).time : 0;
}

} // namespace lockstep
