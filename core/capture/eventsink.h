// SPDX-License-Identifier: GPL-3.0-or-later
// Where the collector delivers events once their order is settled.
#pragma once

#include "core/capture/rawevent.h"

#include <span>

namespace lockstep {

class EventSink {
public:
    virtual ~EventSink() = default;

    /// In the true order: a linear extension of thread order and object order. `thread` is kNoRuntimeId for
    /// the session, kKernelThread for the kernel (then raw.order is the kernel's thread id and raw.value the
    /// CPU).
    virtual void deliver(RuntimeId thread, Timestamp time, const RawEvent& raw) = 0;
    /// Several of one thread, one after the other; raw.ticks holds each one's time.
    virtual void deliverRun(RuntimeId thread, std::span<const RawEvent> run) {
        for (const RawEvent& raw : run) deliver(thread, static_cast<Timestamp>(raw.ticks), raw);
    }
    /// Nothing earlier will be delivered.
    virtual void advanceTo(Timestamp time) = 0;
    /// The kernel has recorded this thread's birth or a switch of it.
    virtual void kernelSaw(std::int32_t) {}
};

inline constexpr RuntimeId kKernelThread = 0xfffffffeu;

} // namespace lockstep
