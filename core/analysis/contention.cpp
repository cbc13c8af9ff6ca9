// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contention.h"

#include <algorithm>

namespace lockstep {

namespace {

struct Samples {
    std::vector<std::int64_t> waits;
    std::vector<std::int64_t> holds;
    std::int64_t contended = 0;
};

// Sums what one thread's lane shows as blocked, per lock, and closes a sample at each Acquire or Timeout.
class WaitCollector {
public:
    WaitCollector(const Trace& trace, Contention& contention, std::vector<Samples>& samples)
        : m_trace(trace)
        , m_contention(contention)
        , m_samples(samples) {}

    void collect(const ThreadLane& lane) {
        std::map<ObjectId, std::int64_t> open;
        std::size_t change = 0;
        const std::size_t changes = lane.states.size();
        for (std::size_t i = 0, n = lane.events.size(); i < n; ++i) {
            const EventIndex index = lane.events[i];
            for (; change < changes && lane.states[change].event <= index; ++change)
                addSpan(lane, change, open);
            close(m_trace.event(index), open);
        }
        for (; change < changes; ++change) addSpan(lane, change, open);
        for (const auto& [lock, waited] : open) m_samples[lock.index()].waits.push_back(waited);
    }

private:
    void addSpan(const ThreadLane& lane, std::size_t change, std::map<ObjectId, std::int64_t>& open) {
        const LaneValue value = lane.states[change].lane();
        if (static_cast<ThreadState>(value.state) != ThreadState::Blocked) return;
        const std::int64_t length = lane.states.changes().rangeOf(change, m_trace.end()).length();
        const auto lock = value.subjectAs<ObjectId>();
        open[lock] += length;
        m_contention.shares[{lane.id, lock}].wait += length;
    }
    void close(const Event& event, std::map<ObjectId, std::int64_t>& open) {
        if (event.kind != EventKind::Acquire && event.kind != EventKind::Timeout) return;
        const auto waited = open.find(event.object);
        if (waited == open.end()) return;
        Samples& samples = m_samples[event.object.index()];
        samples.waits.push_back(waited->second);
        if (event.kind == EventKind::Acquire) ++samples.contended;
        open.erase(waited);
    }

    const Trace& m_trace;
    Contention& m_contention;
    std::vector<Samples>& m_samples;
};

void collectHolds(const Trace& trace, const ObjectLane& lane, Contention& contention, Samples& samples) {
    const std::size_t changes = lane.holds.size();
    for (std::size_t i = 0; i < changes; ++i) {
        const auto holder = lane.holds[i].lane().subjectAs<ThreadId>();
        if (!holder.isValid()) continue;
        const std::int64_t length = lane.holds.changes().rangeOf(i, trace.end()).length();
        contention.shares[{holder, lane.info.id}].hold += length;
        const bool goesOn = i > 0 && lane.holds[i - 1].lane().subject == holder.value;
        if (goesOn)
            samples.holds.back() += length;
        else
            samples.holds.push_back(length);
    }
}

std::int64_t kernelTotal(const Event& event) {
    return std::int64_t{event.order} * 1'000'000'000 + event.value;
}

ThreadUse threadUse(const Trace& trace, const ThreadLane& lane) {
    ThreadUse use{.thread = lane.id};
    if (lane.states.size() > 0) use.states = lane.states.totals({lane.states[0].time, trace.end()});
    for (std::size_t n = lane.events.size(), i = n - std::min<std::size_t>(n, 3); i < n; ++i) {
        const Event& event = trace.event(lane.events[i]);
        if (event.kind == EventKind::CpuTime) use.onCpu = kernelTotal(event);
        if (event.kind == EventKind::QueueTime) use.inRunQueue = kernelTotal(event);
    }
    return use;
}

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

Contention Contention::of(const Trace& trace) {
    Contention result;
    std::vector<Samples> samples(trace.objectCount());
    WaitCollector waits(trace, result, samples);
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const ThreadLane& lane = trace.thread(ThreadId{t});
        waits.collect(lane);
        result.threads.push_back(threadUse(trace, lane));
    }
    for (std::uint32_t o = 0; o < samples.size(); ++o) {
        const ObjectLane& lane = trace.object(ObjectId{o});
        if (!isLock(lane.info.kind)) continue;
        collectHolds(trace, lane, result, samples[o]);
        LockUse use{.lock = lane.info.id, .contended = samples[o].contended};
        use.acquisitions = std::ssize(samples[o].holds);
        use.wait = Distribution::of(std::move(samples[o].waits));
        use.hold = Distribution::of(std::move(samples[o].holds));
        result.locks.push_back(use);
    }
    return result;
}

} // namespace lockstep
