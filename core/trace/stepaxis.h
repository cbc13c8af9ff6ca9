// SPDX-License-Identifier: GPL-3.0-or-later
// A run along its steps instead of its time: the same events with the same indices, threads and objects.
//
// Position n * kStepLength is the moment after n steps, with all that followed from them; step n itself lies
// just behind position n - 1, the teardown just behind the last. So every view that draws a trace along time
// draws this one along steps, and a cursor, a finding or a link means the same event in both. Costs as much
// memory as the trace itself.
#pragma once

#include "core/trace/trace.h"

#include <memory>

namespace lockstep {

/// Where a picture of the whole trace ends: along steps a little behind the last one, or the states that it
/// has led to could not be seen. Less than half a step, so that it counts as none; what is measured ends with
/// the trace.
Timestamp pictureEnd(const Trace& trace);

/// In force at the beginning: what a trace of the same events is made with.
KernelSource kernelSourceAtFirst(const Trace& trace);

class StepAxis {
public:
    /// The source must outlive it; it may be growing. Takes `most` of its events at once.
    explicit StepAxis(const Trace& source, std::size_t most = SIZE_MAX);

    /// Takes what the source has got since, no more than `most` events; true when that was all. One thread at
    /// a time, which counts as the writer of trace().
    bool catchUp(std::size_t most = SIZE_MAX);
    const Trace& trace() const { return *m_trace; }

private:
    void copyThings();
    Event placed(Event event);

    const Trace& m_source;
    std::unique_ptr<Trace> m_trace;
    std::size_t m_events = 0;
    std::size_t m_steps = 0;
    bool m_isStopped = false;
};

} // namespace lockstep
