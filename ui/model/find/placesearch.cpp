// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/find/placesearch.h"

namespace lockstep::ui {

PlaceSearch::PlaceSearch(const Trace& trace, TraceQuery query, std::optional<EventIndex> from, Way way,
                         std::size_t count)
    : m_trace(&trace)
    , m_query(std::move(query))
    , m_way(way)
    , m_begin(way == Way::Forward && from ? std::int64_t{from->value} + 1 : 0)
    , m_end(static_cast<std::int64_t>(count))
    , m_threads(static_cast<std::uint32_t>(trace.threadCount())) {
    if (way == Way::Backward && from) m_end = std::min<std::int64_t>(m_end, from->value);
    if (!wantsStates()) m_thread = m_threads;
}

bool PlaceSearch::wantsStates() const {
    return !m_query.states().empty();
}

bool PlaceSearch::mayHave(ThreadId thread) const {
    const auto totals = m_trace->thread(thread).states.totals({0, kNever});
    for (std::size_t s = 0; s < totals.size(); ++s)
        if (totals[s] > 0 && m_query.names(static_cast<ThreadState>(s))) return true;
    return false;
}

bool PlaceSearch::advance(std::size_t most) {
    for (std::size_t i = 0; i < most; ++i, ++m_looked) {
        if (m_begin >= m_end) return true;
        const bool goesOn = m_thread < m_threads ? lookAtSpan() : lookAtEvent();
        if (!goesOn) return true;
    }
    return m_begin >= m_end;
}

// To its first span that begins with one of the events in question, or to its last.
void PlaceSearch::enterThread() {
    const ThreadId thread{m_thread};
    const Track& changes = m_trace->thread(thread).states.changes();
    const std::int64_t edge = isForward() ? m_begin - 1 : m_end - 1;
    const auto at = edge < 0 ? std::nullopt : changes.indexAt(EventIndex{static_cast<std::uint32_t>(edge)});
    m_span = (at ? static_cast<std::int64_t>(*at) : -1) + (isForward() ? 1 : 0);
    if (!mayHave(thread)) m_span = -1;
}

bool PlaceSearch::lookAtSpan() {
    if (!m_span) enterThread();
    const ThreadId thread{m_thread};
    const Track& changes = m_trace->thread(thread).states.changes();
    const bool isThere = *m_span >= 0 && *m_span < static_cast<std::int64_t>(changes.size());
    const Change change = isThere ? changes[static_cast<std::size_t>(*m_span)] : Change{};
    const std::int64_t event = change.event.value;
    if (!isThere || event < m_begin || event >= m_end) {
        m_span.reset();
        ++m_thread;
        return true;
    }
    if (m_query.hasSpan(thread, change)) take({change.event, thread});
    m_span = *m_span + (isForward() ? 1 : -1);
    return true;
}

// Once one is found, only what is nearer can be better.
void PlaceSearch::take(Place place) {
    m_found = place;
    if (isForward())
        m_end = place.event.value;
    else
        m_begin = std::int64_t{place.event.value} + 1;
}

bool PlaceSearch::lookAtEvent() {
    const std::int64_t at = isForward() ? m_begin++ : --m_end;
    const EventIndex event{static_cast<std::uint32_t>(at)};
    if (!m_query.hasEvent(event)) return true;
    m_found = Place{event, m_trace->event(event).thread};
    return false;
}

} // namespace lockstep::ui
