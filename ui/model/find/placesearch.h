// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for the next or the previous place in time that a query finds: an event, or where a thread enters a
// state.
//
// In portions, so that whoever asks stays alive in a trace of a hundred million events. States are found in
// the lanes' own tracks, and lanes that never were in one of them are passed over by their totals; what is
// found there bounds how many events are looked at.
#pragma once

#include "ui/model/find/tracequery.h"

namespace lockstep::ui {

struct Place {
    EventIndex event;
    ThreadId thread; ///< in whose lane it is; none for what concerns no thread
    bool operator==(const Place&) const = default;
};

class PlaceSearch {
public:
    enum class Way : std::uint8_t { Forward, Backward };

    /// Among the first `count` events; strictly behind or before `from`, where there is one. The trace must
    /// outlive it.
    PlaceSearch(const Trace& trace, TraceQuery query, std::optional<EventIndex> from, Way way,
                std::size_t count);

    /// Looks at about so many events or spans. True when found() is the answer.
    bool advance(std::size_t most);
    std::optional<Place> found() const { return m_found; }
    std::size_t looked() const { return m_looked; } ///< events and spans so far

private:
    bool isForward() const { return m_way == Way::Forward; }
    bool wantsStates() const;
    bool mayHave(ThreadId thread) const;
    void enterThread();
    bool lookAtSpan();
    bool lookAtEvent();
    void take(Place place);

    const Trace* m_trace;
    TraceQuery m_query;
    Way m_way;
    std::int64_t m_begin; // events that may still be the one: [begin, end)
    std::int64_t m_end;
    std::optional<Place> m_found;
    std::size_t m_looked = 0;
    std::uint32_t m_thread = 0; // whose spans are looked at
    std::uint32_t m_threads;
    std::optional<std::int64_t> m_span; // the next of them; none: the thread has to be entered
};

} // namespace lockstep::ui
