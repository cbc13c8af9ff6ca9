// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/closeup.h"

#include "core/trace/stepaxis.h"
#include "ui/model/viewport.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr Timestamp kSpansAround = 25;  // as long as the span itself
constexpr Timestamp kLeastSpan = 1'000; // ns: whatever is shorter is shown with so much around it
constexpr Timestamp kMarginOfFour = 12; // the whole of a lost update is so many times as long as its margin

Timestamp spanAt(const Trace& trace, EventIndex place, ThreadId thread) {
    if (!thread.isValid()) return pictureEnd(trace);
    const Track& changes = trace.thread(thread).states.changes();
    const auto change = changes.indexAt(place);
    return change ? changes.rangeOf(*change, pictureEnd(trace)).length() : pictureEnd(trace);
}

} // namespace

void showClosely(Viewport& viewport, EventIndex place, ThreadId thread) {
    const Trace& trace = *viewport.trace();
    const Timestamp length = std::max(kLeastSpan, spanAt(trace, place, thread)) * kSpansAround;
    const Timestamp time = trace.event(place).time;
    viewport.setCursorEvent(place);
    viewport.setNamedEvents({});
    if (length >= viewport.bounds().length())
        viewport.fitAll();
    else
        viewport.setRange({time - length / 2, time + length / 2});
    viewport.setSelectedThread(thread);
}

void showClosely(Viewport& viewport, const LostUpdate& lost) {
    const Trace& trace = *viewport.trace();
    const Timestamp begin = trace.event(std::min(lost.read, lost.otherRead)).time;
    const Timestamp end = trace.event(lost.write).time;
    const Timestamp margin = std::max(kLeastSpan, end - begin) / kMarginOfFour;
    viewport.setCursorEvent(lost.write);
    viewport.setNamedEvents({lost.read, lost.otherRead, lost.otherWrite, lost.write});
    viewport.setRange({begin - margin, end + 3 * margin}); // more at the end, for the words there
    viewport.setSelectedThread(trace.event(lost.write).thread);
}

} // namespace lockstep::ui
