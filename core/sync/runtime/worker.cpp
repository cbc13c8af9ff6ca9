// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/runtime/worker.h"

#include "core/sync/runtime/cancelled.h"
#include "core/sync/runtime/runtime.h"

#include <exception>

namespace lockstep {

static_assert(Participant::kNoThread == kNoRuntimeId);

thread_local constinit Worker* Worker::t_current = nullptr;

void Worker::begin(RingBuffer& ring) {
    m_ring = &ring;
    m_gate = &runtime.gate;
    t_current = this;
}

bool Worker::stop(bool givesBack) {
    // nobody unwinds before everybody is at rest, so until then what is given back still exists
    if (givesBack) return !mayUnwind();
    if (!m_isUnwinding) unwind();
    return false;
}

void Worker::unwind() {
    restUntilMyTurn();
    if (m_isUnwinding || std::uncaught_exceptions() > 0) return;
    m_isUnwinding = true;
    recordOwn(EventKind::Unwind);
    throw Cancelled{};
}

void Worker::onRest() {
    if (runtime.onStrandChanged) runtime.onStrandChanged();
}

// Counters of two CPUs may differ by some ticks, and the same nanosecond would be no order either.
constexpr std::uint64_t kMargin = 100;

void Worker::onComeToGate() {
    runtime.lastTicks.store(readTicksInOrder(), std::memory_order_release); // pairs with onChosen
}

void Worker::onChosen() {
    const std::uint64_t last = runtime.lastTicks.load(std::memory_order_acquire);
    while (readTicksInOrder() <= last + kMargin) {
    }
}

} // namespace lockstep
