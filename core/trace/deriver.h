// SPDX-License-Identifier: GPL-3.0-or-later
// The writer's half of Trace: what follows from each event, worked out once, when it is appended.
#pragma once

#include "core/trace/objectderiver.h"
#include "core/trace/threadderiver.h"

namespace lockstep {

class Deriver {
public:
    explicit Deriver(Trace& trace)
        : m_trace(trace)
        , m_threads(trace)
        , m_objects(trace) {}

    void addObject(const ObjectInfo& info);
    /// The event must be readable in the trace already.
    void derive(const Event& event, EventIndex index);
    bool isStopped() const { return m_isStopped; }

private:
    void countLost(const Event& event);

    Trace& m_trace;
    ThreadDeriver m_threads;
    ObjectDeriver m_objects;
    bool m_isStopped = false;
};

} // namespace lockstep
