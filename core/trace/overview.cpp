// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/overview.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr std::size_t kMostCells = std::size_t{1} << 18; // columns of all lanes
constexpr std::size_t kLeastColumns = 64;

class LaneColumns {
public:
    LaneColumns(std::vector<Overview::Span>& spans, Timestamp end, std::size_t columns)
        : m_spans(spans)
        , m_end(end)
        , m_columns(std::min(columns, static_cast<std::size_t>(std::max<Timestamp>(end, 1)))) {}

    template <int States>
    void add(const MixTrack<States>& track) {
        if (track.size() == 0) return;
        typename MixTrack<States>::Sweep sweep(track, track[0].time);
        for (std::size_t c = 0; c < m_columns; ++c) {
            const Timestamp columnEnd = endOf(c);
            if (columnEnd <= track[0].time) continue;
            addColumn(columnEnd, sweep.advanceTo(columnEnd));
        }
    }

private:
    Timestamp endOf(std::size_t column) const {
        const double share = static_cast<double>(column + 1) / static_cast<double>(m_columns);
        return column + 1 == m_columns ? m_end : static_cast<Timestamp>(static_cast<double>(m_end) * share);
    }
    // First goes on what the column before ended with.
    template <class Totals>
    void addColumn(Timestamp columnEnd, Totals totals) {
        Timestamp place = columnEnd;
        for (const std::int64_t length : totals) place -= length;
        const auto put = [&](std::size_t state) {
            if (totals[state] > 0) begin(place, static_cast<std::uint8_t>(state));
            place += std::exchange(totals[state], 0);
        };
        if (!m_spans.empty()) put(m_spans.back().state);
        for (std::size_t state = 0; state < totals.size(); ++state) put(state);
    }
    void begin(Timestamp time, std::uint8_t state) {
        if (m_spans.empty() || m_spans.back().state != state) m_spans.push_back({time, state});
    }

    std::vector<Overview::Span>& m_spans;
    const Timestamp m_end;
    const std::size_t m_columns;
};

std::vector<ObjectId> heldLocks(const Trace& trace) {
    std::vector<ObjectId> locks;
    for (std::uint32_t i = 0; i < trace.objectCount(); ++i)
        if (trace.object(ObjectId{i}).holds.size() > 0) locks.push_back(ObjectId{i});
    return locks;
}

} // namespace

Overview overviewOf(const Trace& trace, std::size_t columns) {
    const std::vector<ObjectId> locks = heldLocks(trace);
    const std::size_t lanes = trace.threadCount() + locks.size();
    columns = std::min(columns, std::max(kLeastColumns, kMostCells / std::max<std::size_t>(lanes, 1)));
    Overview overview{.end = trace.end(), .lanes = {}};
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const ThreadLane& thread = trace.thread(ThreadId{t});
        overview.lanes.push_back({thread.info, thread.parent, {}});
        LaneColumns(overview.lanes.back().spans, trace.end(), columns).add(thread.states);
    }
    for (const ObjectId lock : locks) {
        overview.lanes.push_back({trace.object(lock).info, {}, {}});
        LaneColumns(overview.lanes.back().spans, trace.end(), columns).add(trace.object(lock).holds);
    }
    return overview;
}

std::unique_ptr<Trace> traceOf(const Overview& overview) {
    auto trace = std::make_unique<Trace>(KernelSource::Silent);
    Event lost{.thread = ThreadId{0}, .site = {}, .object = ObjectId{0}};
    lost.kind = EventKind::Lost;
    trace->m_events.append(lost);
    const auto fill = [](auto& track, const Overview::Lane& lane) {
        for (const Overview::Span& span : lane.spans)
            track.append(span.begin, EventIndex{0}, LaneValue{.state = span.state});
    };
    for (const Overview::Lane& lane : overview.lanes) {
        ObjectInfo info = lane.info;
        info.id = ObjectId{static_cast<std::uint32_t>(trace->m_objects.size())};
        ObjectLane& object = *trace->m_objects.append(std::make_unique<ObjectLane>(info));
        if (info.kind != ObjectKind::Thread) {
            fill(object.holds, lane);
            continue;
        }
        info.thread = ThreadId{static_cast<std::uint32_t>(trace->m_threads.size())};
        fill(trace->m_threads.append(std::make_unique<ThreadLane>(info.thread, info, lane.parent))->states,
             lane);
    }
    trace->advanceTo(overview.end);
    return trace;
}

} // namespace lockstep
