// SPDX-License-Identifier: GPL-3.0-or-later
// Orders what the collector has drained and delivers it to the sink, on a thread and at a pace of its own.
//
// Deriving states costs several times what recording an event does. Were the rings drained by the thread that
// derives, every burst of a worker would end in a full ring; so the collector only hands over batches, and
// this thread may lag behind by up to kMostBehind blocks of events before producers have to wait.
#pragma once

#include "core/capture/kernelswitches.h"
#include "core/capture/merger.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace lockstep {

class Historian {
public:
    static constexpr std::size_t kMostBehind = 65'536; ///< blocks, of 8 KB and up to 255 events

    /// One thread's events, in its order; raw.ticks holds the Timestamp already.
    struct Part {
        std::shared_ptr<Merger::Source> source;
        EventChain events;
    };
    struct Batch {
        std::vector<Part> parts;
        std::vector<KernelRecord> kernel;
        Timestamp horizon = 0;  ///< nothing earlier will follow
        std::size_t blocks = 0; ///< in all parts
    };

    Historian(EventSink& sink, bool toleratesGaps)
        : m_sink(sink)
        , m_merger(sink, toleratesGaps) {}
    ~Historian();

    /// On the historian's thread, after each batch. Set before start().
    void onBatch(std::function<void()> callback) { m_onBatch = std::move(callback); }
    void start();
    /// Returns when everything handed over has been delivered. Once.
    void finish();

    /// The collector's thread.
    void add(Batch batch);
    /// For the events of batches. The collector's thread.
    EventBlocks& blocks() { return m_blocks; }
    bool isTooFarBehind() const { return m_behind.load(std::memory_order_relaxed) > kMostBehind; }

private:
    void workOff();
    void deliver(Batch& batch);
    void addKernel(const std::vector<KernelRecord>& records);

    EventSink& m_sink;
    EventBlocks m_blocks;
    EventBlocks m_kernelBlocks; // this thread takes them, too
    Merger m_merger;
    Merger::Source m_kernelSource{kKernelThread};
    std::vector<std::shared_ptr<Merger::Source>> m_sources; // of threads with events to come or to deliver
    std::function<void()> m_onBatch;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    bool m_isFinishing = false;
    std::atomic<std::size_t> m_behind{0};
    std::thread m_thread;
};

} // namespace lockstep
