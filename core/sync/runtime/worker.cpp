// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/runtime/worker.h"

#include "core/sync/runtime/cancelled.h"
#include "core/sync/runtime/runtime.h"

#include <exception>

namespace lockstep {

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

} // namespace lockstep
