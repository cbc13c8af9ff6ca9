// SPDX-License-Identifier: GPL-3.0-or-later
// A ring for each thread, and one collector thread that drains them every few milliseconds. What it drains,
// the historian orders and delivers to the sink.
//
// Delivered is only what nothing earlier can precede. The collector reads the clock, issues a membarrier, and
// looks at each ring: one with nothing begun and unpublished cannot bring anything older than that reading;
// for any other the last event seen is the bound. The smallest bound is the horizon. Where the kernel has no
// membarrier the order by thread and by object still holds and only the times of unrelated events may be out
// by a scheduling delay.
#pragma once

#include "core/capture/historian.h"
#include "core/capture/ringbuffer.h"

#include <list>
#include <mutex>
#include <thread>

namespace lockstep {

/// In the absence of dropping, lost is 0. Always: events recorded = stored + lost.
struct Accounting {
    std::uint64_t stored = 0;
    std::uint64_t lost = 0;
    bool operator==(const Accounting&) const = default;
};

class Recorder {
public:
    struct Options {
        std::size_t ringCapacity = 4096; ///< events; a power of two
        RingBuffer::WhenFull whenFull = RingBuffer::WhenFull::Wait;
    };

    /// `kernel` may be null. `origin`: CLOCK_MONOTONIC of the session's start.
    Recorder(EventSink& sink, Options options, std::int64_t origin,
             std::unique_ptr<KernelSwitches> kernel = nullptr);
    ~Recorder();

    /// Called on the historian's thread after each batch, every few milliseconds. Set before start().
    void onBatch(std::function<void()> callback) { m_historian.onBatch(std::move(callback)); }
    void start();
    /// Everything recorded is delivered when this returns. All producers must have been detached.
    void stop();

    /// A ring for a thread that begins; the caller's until detach(). Any thread.
    RingBuffer& attach(RuntimeId thread);
    /// After its thread's last event. The ring is used again once that is drained. Any thread.
    void detach(RingBuffer& ring);

    /// Exact after stop().
    Accounting accounting() const;
    /// Rings ever allocated: as many as threads were alive at once.
    std::size_t ringCount() const;

private:
    struct Lane {
        Lane(std::unique_ptr<RingBuffer> r, RuntimeId thread)
            : ring(std::move(r))
            , source(std::make_shared<Merger::Source>(thread)) {}
        std::unique_ptr<RingBuffer> ring;
        std::shared_ptr<Merger::Source> source; // the historian's
        std::uint64_t bound = 0;                // nothing older than these ticks can come
        std::atomic<bool> hasEnded{false};
    };

    void collectUntilStopped();
    void collect();
    void drainRings(std::uint64_t now, Historian::Batch& batch);
    void retireLanes();

    const Options m_options;
    TickConverter m_clock;
    std::unique_ptr<KernelSwitches> m_kernel;
    Historian m_historian;

    mutable std::mutex
        m_lanesMutex; // attach, detach, and the collector's look at the list; never on the hot path
    std::list<Lane> m_lanes;
    std::vector<std::unique_ptr<RingBuffer>> m_idleRings;
    std::size_t m_ringCount = 0;
    std::atomic<std::uint64_t> m_stored{0};
    std::atomic<std::uint64_t> m_lost{0};

    std::atomic<std::uint32_t> m_nudged{0};
    std::atomic<bool> m_isStopping{false};
    std::thread m_collector;
};

} // namespace lockstep
