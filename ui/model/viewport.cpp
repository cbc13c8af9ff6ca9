// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/viewport.h"

#include "core/analysis/stepplaces.h"
#include "core/trace/slice.h"
#include "core/trace/stepaxis.h"

#include <cmath>

namespace lockstep::ui {

namespace {

constexpr std::size_t kMostRemembered = 256;

Timestamp scaled(Timestamp length, double factor) {
    return std::llround(static_cast<double>(length) * factor);
}

// Where the cursor can be: what a slice has from before it is not for itself.
EventIndex firstEvent(const Trace& trace) {
    return sliceBegin(trace).value_or(EventIndex{0});
}

} // namespace

Viewport::Viewport(QObject* parent)
    : QObject(parent)
    , m_lanes(new ShownLanes(this))
    , m_folding(new Folding(*m_lanes, this)) {}

void Viewport::setTrace(const Trace* trace) {
    m_trace = trace;
    m_isFollowing = true;
    m_showsAll = true;
    m_last = Move::None;
    m_undo.clear();
    m_redo.clear();
    m_range = bounds();
    m_cursor = cursorAtEnd();
    m_selection.reset();
    m_hoveredObject = {};
    m_selectedThread = {};
    m_parting.reset();
    m_namedEvents.clear();
    m_notes.clear();
    m_markedSpans.clear();
    m_lanes->setTrace(trace);
    m_folding->setTrace(trace);
    emit traceChanged();
    emit rangeChanged();
    emit cursorChanged();
    emit selectionChanged();
    emit hoverChanged();
    emit selectedThreadChanged();
    emit partingChanged();
    emit namedEventsChanged();
    emit notesChanged();
    emit markedSpansChanged();
    emit followingChanged(true);
}

void Viewport::traceGrew() {
    if (m_isFollowing) goToEnd();
    m_lanes->traceGrew();
    m_folding->traceGrew();
    emit grew();
}

void Viewport::goToEnd() {
    const Timestamp end = bounds().end;
    showRange(m_showsAll ? bounds() : TimeRange{end - m_range.length(), end});
    moveCursor(cursorAtEnd());
}

TimeRange Viewport::bounds() const {
    if (!m_trace) return {0, kShortestBounds};
    const Timestamp begin = knownFrom(*m_trace);
    return {begin, std::max(begin + kShortestBounds, pictureEnd(*m_trace))};
}

// --- range ----------------------------------------------------------------------------------------------

TimeRange Viewport::clipped(TimeRange range) const {
    const TimeRange all = bounds();
    const Timestamp margin = all.length() / 10;
    const Timestamp first = all.begin > 0 ? all.begin : all.begin - margin; // a slice has more before it
    const Timestamp length = std::clamp(range.length(), kShortestRange, all.length() + 2 * margin);
    const Timestamp begin = std::clamp(range.begin, first, all.end + margin - length);
    return {begin, begin + length};
}

void Viewport::showRange(TimeRange range) {
    if (range == m_range) return;
    m_range = range;
    emit rangeChanged();
}

void Viewport::navigate(TimeRange range, Move move) {
    range = clipped(range);
    if (range == m_range) return;
    if (move == Move::Jump || move != m_last) {
        m_undo.push_back(m_range);
        if (m_undo.size() > kMostRemembered) m_undo.erase(m_undo.begin());
    }
    m_last = move;
    m_redo.clear();
    showRange(range);
}

void Viewport::setRange(TimeRange range) {
    setFollowing(false);
    navigate(range, Move::Jump);
}

void Viewport::zoom(double factor, Timestamp anchor) {
    if (!(factor > 0)) return;
    setFollowing(false);
    const TimeCoordinates at = coordinates(0, 1);
    if (!at.isLinear()) return navigate(at.zoomed(factor, anchor), Move::Zoom);
    const Timestamp length = std::max(kShortestRange, scaled(m_range.length(), factor));
    const double place = static_cast<double>(anchor - m_range.begin) / static_cast<double>(m_range.length());
    const Timestamp begin = anchor - scaled(length, place);
    navigate({begin, begin + length}, Move::Zoom);
}

void Viewport::pan(Timestamp delta) {
    setFollowing(false);
    navigate({m_range.begin + delta, m_range.end + delta}, Move::Pan);
}

void Viewport::panBy(double share) {
    setFollowing(false);
    navigate(coordinates(0, 1).shifted(share), Move::Pan);
}

void Viewport::fitAll() {
    m_showsAll = true;
    navigate(bounds(), Move::Jump);
}

void Viewport::travel(std::vector<TimeRange>& from, std::vector<TimeRange>& to) {
    if (from.empty()) return;
    setFollowing(false);
    to.push_back(m_range);
    const TimeRange range = from.back();
    from.pop_back();
    m_last = Move::None;
    showRange(range);
}

void Viewport::undoNavigation() {
    travel(m_undo, m_redo);
}

void Viewport::redoNavigation() {
    travel(m_redo, m_undo);
}

// --- cursor ---------------------------------------------------------------------------------------------

std::optional<EventIndex> Viewport::lastEvent() const {
    if (!m_trace || m_trace->size() == 0) return std::nullopt;
    const EventList& teardown = m_trace->teardown();
    const std::size_t count = teardown.size() > 0 ? teardown[0].index() : m_trace->size();
    if (count == 0) return std::nullopt;
    return EventIndex{static_cast<std::uint32_t>(count - 1)};
}

Cursor Viewport::cursorAtEnd() const {
    const auto last = lastEvent();
    if (!last) return {};
    return {std::max(m_trace->end(), m_trace->event(*last).time), last};
}

void Viewport::moveCursor(Cursor cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    emit cursorChanged();
}

void Viewport::setCursorTime(Timestamp time) {
    if (!m_trace) return;
    setFollowing(false);
    m_last = Move::None;
    const auto last = lastEvent();
    const Timestamp end = std::max(m_trace->end(), last ? m_trace->event(*last).time : 0);
    time = std::clamp<Timestamp>(time, std::min(bounds().begin, end), end);
    auto event = m_trace->lastAt(time);
    if (event && last && *event > *last) event = last;
    moveCursor({time, event});
}

void Viewport::setCursorEvent(EventIndex event) {
    const auto last = lastEvent();
    if (!last) return;
    setFollowing(false);
    m_last = Move::None;
    event = std::clamp(event, std::min(firstEvent(*m_trace), *last), *last);
    const Timestamp time = m_trace->event(event).time;
    moveCursor({time, event});
    const Timestamp half = m_range.length() / 2;
    if (time < m_range.begin || time > m_range.end)
        showRange(clipped({time - half, time - half + m_range.length()}));
}

void Viewport::goToStart() {
    if (!m_trace || m_trace->size() == 0) return;
    const std::uint32_t place = placeAfter(*m_trace, 0).value_or(EventIndex{0}).value;
    bool isAnnounced = false;
    for (std::uint32_t e = 0; e <= place; ++e) isAnnounced |= (*m_trace)[e].kind == EventKind::Announce;
    setCursorEvent(isAnnounced ? EventIndex{place} : firstEvent(*m_trace));
}

void Viewport::stepCursor(int events) {
    const auto last = lastEvent();
    if (!last) return;
    const std::int64_t now = m_cursor.event ? std::int64_t{m_cursor.event->value} : -1;
    const std::int64_t next = std::clamp<std::int64_t>(now + events, 0, last->value);
    setCursorEvent(EventIndex{static_cast<std::uint32_t>(next)});
}

// --- the rest -------------------------------------------------------------------------------------------

void Viewport::setFollowing(bool on) {
    if (on == m_isFollowing) return;
    m_isFollowing = on;
    m_showsAll = m_range.length() >= bounds().length();
    emit followingChanged(on);
    if (on) goToEnd();
}

void Viewport::setSelection(std::optional<TimeRange> selection) {
    if (selection == m_selection) return;
    m_selection = selection;
    m_last = Move::None;
    emit selectionChanged();
}

void Viewport::setHoveredObject(ObjectId object) {
    if (object == m_hoveredObject) return;
    m_hoveredObject = object;
    emit hoverChanged();
}

void Viewport::setSelectedThread(ThreadId thread) {
    if (thread == m_selectedThread) return;
    m_selectedThread = thread;
    emit selectedThreadChanged();
}

void Viewport::setNamedEvents(std::vector<EventIndex> events) {
    std::erase_if(events, [this](EventIndex e) { return !m_trace || e.index() >= m_trace->size(); });
    if (events == m_namedEvents) return;
    m_namedEvents = std::move(events);
    emit namedEventsChanged();
}

void Viewport::setNotes(Notes notes) {
    std::erase_if(notes, [&](const Note& note) { return !m_trace || note.event.value >= m_trace->size(); });
    if (notes == m_notes) return;
    m_notes = std::move(notes);
    emit notesChanged();
}

void Viewport::setMarkedSpans(std::vector<MarkedSpan> spans) {
    if (spans == m_markedSpans) return;
    m_markedSpans = std::move(spans);
    emit markedSpansChanged();
}

void Viewport::setParting(std::optional<EventIndex> event) {
    if (event && (!m_trace || event->index() >= m_trace->size())) event.reset();
    if (event == m_parting) return;
    m_parting = event;
    emit partingChanged();
}

} // namespace lockstep::ui
