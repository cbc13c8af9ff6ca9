// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contention.h"

#include "core/trace/slice.h"

#include <algorithm>

namespace lockstep {

namespace {

// Of one lock, or of one thread.
struct Samples {
    Durations waits;
    Durations holds;
    std::int64_t acquisitions = 0;
    std::int64_t contended = 0;

    template <class Use>
    void moveTo(Use& use) {
        use.acquisitions = acquisitions;
        use.contended = contended;
        use.wait = waits.distribution();
        use.hold = holds.distribution();
    }
};

std::int64_t kernelTotal(const Event& event) {
    return std::int64_t{event.order} * 1'000'000'000 + event.value;
}

// The trace may grow meanwhile: everything is cut at the end that was seen first, times there and events
// behind the last one until then, and each span is looked at once.
class Collector {
public:
    Collector(const Trace& trace, const std::stop_token& stop)
        : m_trace(trace)
        , m_stop(stop)
        , m_known{knownFrom(trace), trace.end()}
        , m_last(trace.lastAt(m_known.end)) {}

    Contention collect() {
        const std::size_t threads = m_trace.threadCount();
        m_threadSamples.resize(threads);
        for (std::uint32_t t = 0; t < threads && !isStopped(); ++t)
            collectThread(m_trace.thread(ThreadId{t}));
        for (std::uint32_t o = 0; o < m_trace.objectCount() && !isStopped(); ++o) {
            const ObjectLane& lane = m_trace.object(ObjectId{o});
            if (isLock(lane.info.kind)) collectLock(lane);
        }
        for (ThreadUse& use : m_result.threads)
            if (!isStopped()) m_threadSamples[use.thread.index()].moveTo(use);
        return isStopped() ? Contention{} : std::move(m_result);
    }

private:
    bool isStopped() const { return m_stop.stop_requested(); }
    bool isKnown(EventIndex event) const { return m_last && event <= *m_last; }

    // Walks a thread's spans and deeds side by side; a deed closes the wait that led to it.
    void collectThread(const ThreadLane& lane) {
        ThreadUse use;
        use.thread = lane.id;
        std::map<ObjectId, std::int64_t> open;
        const std::size_t changes = lane.states.size();
        std::size_t change = 0;
        const auto addSpansUntil = [&](EventIndex event) {
            for (; change < changes && lane.states[change].event <= event && !isStopped(); ++change)
                addSpan(lane, change, use, open);
        };
        for (std::size_t i = 0, n = lane.events.size(); i < n && !isStopped(); ++i) {
            const EventIndex index = lane.events[i];
            if (!isKnown(index)) break;
            addSpansUntil(index);
            close(m_trace.event(index), lane.id, open);
        }
        if (m_last) addSpansUntil(*m_last);
        if (isStopped()) return;
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
        m_samples[lock].waits.add(length);
        m_threadSamples[thread.index()].waits.add(length);
    }

    void addAcquisition(ThreadId thread, ObjectId lock) {
        ++m_samples[lock].acquisitions;
        ++m_threadSamples[thread.index()].acquisitions;
    }

    void addKernelTotals(const ThreadLane& lane, ThreadUse& use) const {
        for (std::size_t i = 0, n = lane.kernelTotals.size(); i < n; ++i) {
            const Event& event = m_trace.event(lane.kernelTotals[i]);
            (event.kind == EventKind::CpuTime ? use.onCpu : use.inRunQueue) = kernelTotal(event);
        }
    }

    void collectLock(const ObjectLane& lane) {
        Samples& samples = m_samples[lane.info.id];
        Hold hold;
        for (std::size_t i = 0, n = lane.holds.size(); i < n && isKnown(lane.holds[i].event); ++i) {
            if (isStopped()) return;
            const auto holder = lane.holds[i].lane().subjectAs<ThreadId>();
            if (holder != hold.thread) {
                end(hold, samples);
                begin(hold, holder, lane);
            }
            addHeld(hold, lane, i);
        }
        end(hold, samples);
        LockUse use;
        use.lock = lane.info.id;
        samples.moveTo(use);
        m_result.locks.push_back(std::move(use));
    }

    // From the change by which a thread got the lock over all that follow until it is another's.
    struct Hold {
        ThreadId thread; // none: it is free
        std::int64_t length = 0;
    };
    void begin(Hold& hold, ThreadId holder, const ObjectLane& lane) {
        hold = {holder, 0};
        if (holder.isValid() && !lane.crowd) addAcquisition(holder, lane.info.id);
    }
    void addHeld(Hold& hold, const ObjectLane& lane, std::size_t change) {
        if (!hold.thread.isValid()) return;
        const std::int64_t length = lengthOf(lane.holds.changes(), change);
        hold.length += length;
        m_result.shares[{hold.thread, lane.info.id}].hold += length;
    }
    void end(const Hold& hold, Samples& samples) {
        if (!hold.thread.isValid()) return;
        samples.holds.add(hold.length);
        m_threadSamples[hold.thread.index()].holds.add(hold.length);
    }

    std::int64_t lengthOf(const Track& track, std::size_t change) const {
        return track.rangeOf(change, m_known.end).intersected(m_known).length();
    }

    const Trace& m_trace;
    const std::stop_token& m_stop;
    const TimeRange m_known;
    const std::optional<EventIndex> m_last; // that is known
    std::map<ObjectId, Samples> m_samples;
    std::vector<Samples> m_threadSamples;
    Contention m_result;
};

} // namespace

Contention Contention::of(const Trace& trace, const std::stop_token& stop) {
    return Collector(trace, stop).collect();
}

} // namespace lockstep
