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

bool Worker::unwind(bool givesBack) {
    if (m_isUnwinding || givesBack || std::uncaught_exceptions() > 0) return false;
    unwindParked();
}

void Worker::unwindParked() {
    m_isUnwinding = true;
    recordOwn(EventKind::Unwind);
    throw Cancelled{};
}

} // namespace lockstep
