// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recorder.h"

#include "core/platform/futex.h"

#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lockstep {

namespace {

// A consumer that looks without pause takes the producers' cache lines from them and makes each event several
// times dearer; one that looks rarely needs large rings.
constexpr std::int64_t kPauseNanoseconds = 4'000'000;

// The kernel stamps a record a little before it becomes visible.
constexpr Timestamp kKernelDelay = 20'000;

// The collector works for some microseconds and must not wait for them: a short slice gets it a CPU soon
// among threads that compute (sched_setattr(2); kernels that know no slices for normal threads leave things
// as they are).
void askForShortSlice() {
    struct {
        std::uint32_t size, policy;
        std::uint64_t flags;
        std::int32_t nice;
        std::uint32_t priority;
        std::uint64_t runtime, deadline, period;
    } attributes{.size = 48,
                 .policy = SCHED_OTHER,
                 .flags = 0,
                 .nice = 0,
                 .priority = 0,
                 .runtime = 100'000,
                 .deadline = 0,
                 .period = 0};
    syscall(SYS_sched_setattr, 0, &attributes, 0);
}

bool registerMembarrier() {
    return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
}

// Every thread of the process has passed a full barrier when this returns.
void barrierEverywhere() {
    static const bool isExpedited = registerMembarrier();
    syscall(SYS_membarrier, isExpedited ? MEMBARRIER_CMD_PRIVATE_EXPEDITED : MEMBARRIER_CMD_GLOBAL, 0, 0);
}

} // namespace

Recorder::Recorder(EventSink& sink, Options options, std::int64_t origin,
                   std::unique_ptr<KernelSwitches> kernel)
    : m_options(options)
    , m_clock(origin)
    , m_kernel(std::move(kernel))
    , m_historian(sink, options.whenFull == RingBuffer::WhenFull::Drop) {}

Recorder::~Recorder() {
    stop();
}

void Recorder::start() {
    m_historian.start();
    m_collector = std::thread([this] { collectUntilStopped(); });
    pthread_setname_np(m_collector.native_handle(), "ls-collector");
}

void Recorder::stop() {
    if (!m_collector.joinable()) return;
    m_isStopping.store(true, std::memory_order_release); // pairs with collectUntilStopped
    m_nudged.store(1, std::memory_order_release);
    futexWake(m_nudged, 1);
    m_collector.join();
    m_historian.finish();
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
    askForShortSlice();
    while (!m_isStopping.load(std::memory_order_acquire)) {
        if (!m_historian.isTooFarBehind()) collect(); // else full rings make the producers wait
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
    Historian::Batch batch;
    drainRings(now, batch);
    if (m_kernel) {
        batch.kernel = m_kernel->read(m_clock.origin());
        const bool isLast = m_isStopping.load(std::memory_order_relaxed);
        if (!isLast) batch.horizon = std::min(batch.horizon, m_clock.now() - kKernelDelay);
    }
    m_historian.add(std::move(batch));
    retireLanes();
}

void Recorder::drainRings(std::uint64_t now, Historian::Batch& batch) {
    std::vector<Lane*> lanes; // taken after the clock was read: whoever attaches later records later
    {
        const std::lock_guard lock(m_lanesMutex);
        for (Lane& lane : m_lanes) lanes.push_back(&lane);
    }
    std::uint64_t oldest = now;
    std::uint64_t stored = 0;
    for (Lane* lane : lanes) {
        EventChain events(m_historian.blocks());
        const bool mayBringOlder = lane->ring->drain(now, [&](const RawEvent& raw) {
            lane->bound = raw.ticks;
            RawEvent event = raw;
            event.ticks = static_cast<std::uint64_t>(m_clock.toTime(raw.ticks));
            events.append(event);
        });
        events.close();
        if (!mayBringOlder) lane->bound = now;
        oldest = std::min(oldest, lane->bound);
        if (!events.first()) continue;
        stored += events.size();
        batch.blocks += events.blockCount();
        batch.parts.push_back({lane->source, events});
    }
    m_stored.fetch_add(stored, std::memory_order_relaxed);
    batch.horizon = m_clock.toTime(oldest);
}

void Recorder::retireLanes() {
    const std::lock_guard lock(m_lanesMutex);
    for (auto lane = m_lanes.begin(); lane != m_lanes.end();) {
        const bool isDone =
            lane->hasEnded.load(std::memory_order_acquire) && lane->ring->isEmpty(); // pairs with detach
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
