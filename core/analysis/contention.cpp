// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contention.h"

#include <algorithm>

namespace lockstep {

namespace {

struct Samples {
    std::vector<std::int64_t> waits;
    std::vector<std::int64_t> holds;
    std::int64_t contended = 0;
    std::int64_t shares = 0; // of a shared mutex: acquisitions by readers and writers
};

std::int64_t kernelTotal(const Event& event) {
    return std::int64_t{event.order} * 1'000'000'000 + event.value;
}

// The trace may grow meanwhile: everything is cut at the end that was seen first, and each span is looked at
// once.
class Collector {
public:
    Collector(const Trace& trace, const std::stop_token& stop)
        : m_trace(trace)
        , m_stop(stop)
        , m_known{std::numeric_limits<Timestamp>::min(), trace.end()} {}

    Contention collect() {
        for (std::uint32_t t = 0; t < m_trace.threadCount(); ++t) collectThread(m_trace.thread(ThreadId{t}));
        for (std::uint32_t o = 0; o < m_trace.objectCount(); ++o) {
            const ObjectLane& lane = m_trace.object(ObjectId{o});
            if (isLock(lane.info.kind)) collectLock(lane);
        }
        return std::move(m_result);
    }

private:
    // Walks a thread's spans and deeds side by side; a deed closes the wait that led to it.
    void collectThread(const ThreadLane& lane) {
        ThreadUse use{.thread = lane.id};
        std::map<ObjectId, std::int64_t> open;
        const std::size_t changes = lane.states.size();
        std::size_t change = 0;
        for (std::size_t i = 0, n = lane.events.size(); i < n && !m_stop.stop_requested(); ++i) {
            const EventIndex index = lane.events[i];
            for (; change < changes && lane.states[change].event <= index; ++change)
                addSpan(lane, change, use, open);
            close(m_trace.event(index), open);
        }
        for (; change < changes; ++change) addSpan(lane, change, use, open);
        for (const auto& [lock, waited] : open) m_samples[lock].waits.push_back(waited);
        addKernelTotals(lane, use);
        m_result.threads.push_back(use);
    }

    void addSpan(const ThreadLane& lane, std::size_t change, ThreadUse& use,
                 std::map<ObjectId, std::int64_t>& open) {
        const LaneValue value = lane.states[change].lane();
        const std::int64_t length = lengthOf(lane.states.changes(), change);
        use.states[value.state] += length;
        if (static_cast<ThreadState>(value.state) != ThreadState::Blocked) return;
        const auto lock = value.subjectAs<ObjectId>();
        open[lock] += length;
        m_result.shares[{lane.id, lock}].wait += length;
    }

    void close(const Event& event, std::map<ObjectId, std::int64_t>& open) {
        const bool isTaken = event.kind == EventKind::Acquire || event.kind == EventKind::AcquireShared;
        if (!isTaken && event.kind != EventKind::Timeout) return;
        if (isTaken && m_trace.object(event.object).crowd) ++m_samples[event.object].shares;
        const auto waited = open.find(event.object);
        if (waited == open.end()) return;
        Samples& samples = m_samples[event.object];
        samples.waits.push_back(waited->second);
        if (isTaken) ++samples.contended;
        open.erase(waited);
    }

    void addKernelTotals(const ThreadLane& lane, ThreadUse& use) const {
        for (std::size_t i = 0, n = lane.kernelTotals.size(); i < n; ++i) {
            const Event& event = m_trace.event(lane.kernelTotals[i]);
            (event.kind == EventKind::CpuTime ? use.onCpu : use.inRunQueue) = kernelTotal(event);
        }
    }

    void collectLock(const ObjectLane& lane) {
        Samples& samples = m_samples[lane.info.id];
        for (std::size_t i = 0, n = lane.holds.size(); i < n && !m_stop.stop_requested(); ++i)
            addHold(lane, i, samples);
        LockUse use{.lock = lane.info.id, .contended = samples.contended};
        use.acquisitions = lane.crowd ? samples.shares : std::ssize(samples.holds);
        use.wait = Distribution::of(std::move(samples.waits));
        use.hold = Distribution::of(std::move(samples.holds));
        m_result.locks.push_back(use);
    }

    void addHold(const ObjectLane& lane, std::size_t change, Samples& samples) {
        const auto holder = lane.holds[change].lane().subjectAs<ThreadId>();
        if (!holder.isValid()) return;
        const std::int64_t length = lengthOf(lane.holds.changes(), change);
        m_result.shares[{holder, lane.info.id}].hold += length;
        const bool goesOn = change > 0 && lane.holds[change - 1].lane().subject == holder.value;
        if (goesOn)
            samples.holds.back() += length;
        else
            samples.holds.push_back(length);
    }

    std::int64_t lengthOf(const Track& track, std::size_t change) const {
        return track.rangeOf(change, m_known.end).intersected(m_known).length();
    }

    const Trace& m_trace;
    const std::stop_token& m_stop;
    const TimeRange m_known;
    std::map<ObjectId, Samples> m_samples;
    Contention m_result;
};

} // namespace

Distribution Distribution::of(std::vector<std::int64_t> durations) {
    Distribution d;
    if (durations.empty()) return d;
    std::ranges::sort(durations);
    const std::size_t n = durations.size();
    d.count = std::ssize(durations);
    for (std::int64_t duration : durations) d.total += duration;
    d.mean = d.total / d.count;
    d.p50 = durations[(n * 50 + 99) / 100 - 1];
    d.p99 = durations[(n * 99 + 99) / 100 - 1];
    d.max = durations.back();
    return d;
}

Contention Contention::of(const Trace& trace, const std::stop_token& stop) {
    return Collector(trace, stop).collect();
}

} // namespace lockstep
