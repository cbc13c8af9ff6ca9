// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contention.h"

#include <algorithm>

namespace lockstep {

namespace {

// Of one lock, or of one thread.
struct Samples {
    std::vector<std::int64_t> waits;
    std::vector<std::int64_t> holds;
    std::int64_t acquisitions = 0;
    std::int64_t contended = 0;

    template <class Use>
    void moveTo(Use& use) {
        use.acquisitions = acquisitions;
        use.contended = contended;
        use.wait = Distribution::of(std::move(waits));
        use.hold = Distribution::of(std::move(holds));
    }
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
        const std::size_t threads = m_trace.threadCount();
        m_threadSamples.resize(threads);
        for (std::uint32_t t = 0; t < threads; ++t) collectThread(m_trace.thread(ThreadId{t}));
        for (std::uint32_t o = 0; o < m_trace.objectCount(); ++o) {
            const ObjectLane& lane = m_trace.object(ObjectId{o});
            if (isLock(lane.info.kind)) collectLock(lane);
        }
        for (ThreadUse& use : m_result.threads) m_threadSamples[use.thread.index()].moveTo(use);
        return std::move(m_result);
    }

private:
    // Walks a thread's spans and deeds side by side; a deed closes the wait that led to it.
    void collectThread(const ThreadLane& lane) {
        ThreadUse use;
        use.thread = lane.id;
        std::map<ObjectId, std::int64_t> open;
        const std::size_t changes = lane.states.size();
        std::size_t change = 0;
        for (std::size_t i = 0, n = lane.events.size(); i < n && !m_stop.stop_requested(); ++i) {
            const EventIndex index = lane.events[i];
            for (; change < changes && lane.states[change].event <= index; ++change)
                addSpan(lane, change, use, open);
            close(m_trace.event(index), lane.id, open);
        }
        for (; change < changes; ++change) addSpan(lane, change, use, open);
        for (const auto& [lock, waited] : open) addWait(lane.id, lock, waited);
        addKernelTotals(lane, use);
        m_result.threads.push_back(std::move(use));
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

    void close(const Event& event, ThreadId thread, std::map<ObjectId, std::int64_t>& open) {
        const bool isTaken = event.kind == EventKind::Acquire || event.kind == EventKind::AcquireShared;
        if (!isTaken && event.kind != EventKind::Timeout) return;
        if (isTaken && m_trace.object(event.object).crowd) addAcquisition(thread, event.object);
        const auto waited = open.find(event.object);
        if (waited == open.end()) return;
        addWait(thread, event.object, waited->second);
        if (isTaken) {
            ++m_samples[event.object].contended;
            ++m_threadSamples[thread.index()].contended;
        }
        open.erase(waited);
    }

    void addWait(ThreadId thread, ObjectId lock, std::int64_t length) {
        m_samples[lock].waits.push_back(length);
        m_threadSamples[thread.index()].waits.push_back(length);
    }

    void addAcquisition(ThreadId thread, ObjectId lock) {
        ++m_samples[lock].acquisitions;
        if (thread.index() < m_threadSamples.size()) ++m_threadSamples[thread.index()].acquisitions;
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
        LockUse use;
        use.lock = lane.info.id;
        samples.moveTo(use);
        m_result.locks.push_back(std::move(use));
    }

    void addHold(const ObjectLane& lane, std::size_t change, Samples& samples) {
        const auto holder = lane.holds[change].lane().subjectAs<ThreadId>();
        // one that has come since is not of this look at the trace
        if (!holder.isValid() || holder.index() >= m_threadSamples.size()) return;
        const std::int64_t length = lengthOf(lane.holds.changes(), change);
        m_result.shares[{holder, lane.info.id}].hold += length;
        const bool goesOn = change > 0 && lane.holds[change - 1].lane().subject == holder.value;
        std::vector<std::int64_t>& holds = m_threadSamples[holder.index()].holds;
        if (goesOn) {
            samples.holds.back() += length;
            holds[m_lastHold] += length;
            return;
        }
        samples.holds.push_back(length);
        m_lastHold = holds.size();
        holds.push_back(length);
        if (!lane.crowd) addAcquisition(holder, lane.info.id);
    }

    std::int64_t lengthOf(const Track& track, std::size_t change) const {
        return track.rangeOf(change, m_known.end).intersected(m_known).length();
    }

    const Trace& m_trace;
    const std::stop_token& m_stop;
    const TimeRange m_known;
    std::map<ObjectId, Samples> m_samples;
    std::vector<Samples> m_threadSamples;
    std::size_t m_lastHold = 0; // of the lock that is looked at: its place among its holder's
    Contention m_result;
};

} // namespace

Contention Contention::of(const Trace& trace, const std::stop_token& stop) {
    return Collector(trace, stop).collect();
}

} // namespace lockstep
