// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "core/platform/futex.h"

#include <linux/membarrier.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lockstep {

namespace {

// A consumer that looks without pause takes the producers' cache lines from them and makes each event several
// times dearer; one that looks rarely needs large rings.
constexpr std::int64_t kPauseNanoseconds = 4'000'000;

// The kernel stamps a record a little before it becomes visible.
constexpr Timestamp kKernelDelay = 20'000;

bool registerMembarrier() {
    return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
}

// Every thread of the process has passed a full barrier when this returns.
void barrierEverywhere() {
    static const bool isExpedited = registerMembarrier();
    syscall(SYS_membarrier, isExpedited ? MEMBARRIER_CMD_PRIVATE_EXPEDITED : MEMBARRIER_CMD_GLOBAL, 0, 0);
}

RawEvent toRaw(const KernelRecord& record) {
    using Kind = KernelRecord::Kind;
    RawEvent raw{.order = static_cast<std::uint32_t>(record.tid), .value = record.cpu};
    raw.kind = record.kind == Kind::In ? EventKind::SwitchIn : EventKind::SwitchOut;
    if (record.kind == Kind::Preempted) raw.alternative = Alternative::Preempted;
    if (record.kind == Kind::Lost) {
        raw.kind = EventKind::KernelLost;
        raw.value = record.count;
    }
    return raw;
}

} // namespace

Recorder::Recorder(EventSink& sink, Options options, std::int64_t origin,
                   std::unique_ptr<KernelSwitches> kernel)
    : m_sink(sink)
    , m_options(options)
    , m_clock(origin)
    , m_kernel(std::move(kernel))
    , m_merger(sink, options.whenFull == RingBuffer::WhenFull::Drop) {}

Recorder::~Recorder() {
    stop();
}

void Recorder::start() {
    m_collector = std::thread([this] { collectUntilStopped(); });
    pthread_setname_np(m_collector.native_handle(), "ls-collector");
}

void Recorder::stop() {
    if (!m_collector.joinable()) return;
    m_isStopping.store(true, std::memory_order_release); // pairs with collectUntilStopped
    m_nudged.store(1, std::memory_order_release);
    futexWake(m_nudged, 1);
    m_collector.join();
}

RingBuffer& Recorder::attach(RuntimeId thread) {
    const std::lock_guard lock(m_lanesMutex);
    std::unique_ptr<RingBuffer> ring;
    if (m_idleRings.empty()) {
        ++m_ringCount;
        const auto nudge = [this] {
            if (m_nudged.exchange(1, std::memory_order_release) == 0) futexWake(m_nudged, 1);
        };
        ring = std::make_unique<RingBuffer>(m_options.ringCapacity, m_options.whenFull, nudge);
    } else {
        ring = std::move(m_idleRings.back());
        m_idleRings.pop_back();
    }
    return *m_lanes.emplace_back(std::move(ring), thread).ring;
}

void Recorder::detach(RingBuffer& ring) {
    const std::lock_guard lock(m_lanesMutex);
    for (Lane& lane : m_lanes)
        if (lane.ring.get() == &ring)
            lane.hasEnded.store(true, std::memory_order_release); // pairs with retireLanes
}

void Recorder::collectUntilStopped() {
    while (!m_isStopping.load(std::memory_order_acquire)) {
        collect();
        if (m_nudged.load(std::memory_order_acquire) == 0)
            futexWait(m_nudged, 0, monotonicNanoseconds() + kPauseNanoseconds);
        m_nudged.store(0, std::memory_order_relaxed);
    }
    collect(); // everything has been recorded by now, so this horizon is beyond all of it
    collect(); // and numbers that were dropped are not waited for any longer
}

void Recorder::collect() {
    const std::uint64_t now = m_clock.advance();
    barrierEverywhere();
    Timestamp horizon = drainRings(now);
    if (m_kernel) {
        drainKernel();
        const bool isLast = m_isStopping.load(std::memory_order_relaxed);
        if (!isLast) horizon = std::min(horizon, m_clock.now() - kKernelDelay);
    }
    std::vector<Merger::Source*> sources;
    {
        const std::lock_guard lock(m_lanesMutex);
        for (Lane& lane : m_lanes) sources.push_back(&lane.source);
    }
    sources.push_back(&m_kernelSource);
    m_merger.merge(sources, horizon);
    m_sink.advanceTo(horizon);
    retireLanes();
    if (m_onBatch) m_onBatch();
}

Timestamp Recorder::drainRings(std::uint64_t now) {
    std::vector<Lane*> lanes; // taken after the clock was read: whoever attaches later records later
    {
        const std::lock_guard lock(m_lanesMutex);
        for (Lane& lane : m_lanes) lanes.push_back(&lane);
    }
    std::uint64_t oldest = now;
    std::uint64_t drained = 0;
    for (Lane* lane : lanes) {
        const bool mayBringOlder = lane->ring->drain(now, [&](const RawEvent& raw) {
            lane->source.add(m_clock.toTime(raw.ticks), raw);
            lane->bound = raw.ticks;
            ++drained;
        });
        if (!mayBringOlder) lane->bound = now;
        oldest = std::min(oldest, lane->bound);
    }
    m_stored.fetch_add(drained, std::memory_order_relaxed);
    return m_clock.toTime(oldest);
}

void Recorder::drainKernel() {
    for (const KernelRecord& record : m_kernel->read()) {
        if (record.kind != KernelRecord::Kind::Lost) m_sink.kernelSaw(record.tid);
        if (record.kind != KernelRecord::Kind::Born) m_kernelSource.add(record.time, toRaw(record));
    }
}

void Recorder::retireLanes() {
    const std::lock_guard lock(m_lanesMutex);
    for (auto lane = m_lanes.begin(); lane != m_lanes.end();) {
        const bool isDone = lane->hasEnded.load(std::memory_order_acquire) && lane->ring->isEmpty() &&
                            lane->source.isEmpty(); // pairs with detach
        if (!isDone) {
            ++lane;
            continue;
        }
        m_stored.fetch_sub(lane->ring->own(), std::memory_order_relaxed);
        m_lost.fetch_add(lane->ring->lost(), std::memory_order_relaxed);
        lane->ring->reuse();
        m_idleRings.push_back(std::move(lane->ring));
        lane = m_lanes.erase(lane);
    }
}

Accounting Recorder::accounting() const {
    return {m_stored.load(std::memory_order_relaxed), m_lost.load(std::memory_order_relaxed)};
}

std::size_t Recorder::ringCount() const {
    const std::lock_guard lock(m_lanesMutex);
    return m_ringCount;
}

} // namespace lockstep
