// SPDX-License-Identifier: GPL-3.0-or-later
// Composes a thread's logical state and what the kernel says of its CPU into the state that is shown.
//
// Pure: fed one fact at a time, it appends to the lane. A fact that the legal-transition table does not allow
// is not drawn: the state becomes Unknown until the next fact that settles it, and fact() says so.
#pragma once

#include "core/trace/lanes.h"

namespace lockstep {

/// What the kernel lets us know about CPUs in a trace.
enum class KernelSource : std::uint8_t {
    Silent,   ///< nothing
    Totals,   ///< time on a CPU and in the run queue, per thread (schedstat)
    Switches, ///< every context switch (perf_event_open)
    Gate,     ///< not asked: one thread moves at a time, and Lockstep knows which
};
std::string_view name(KernelSource source);

class ThreadTrack {
public:
    ThreadTrack(ThreadLane& lane, KernelSource source)
        : m_lane(&lane)
        , m_source(source) {}

    enum class Cpu : std::uint8_t { Unknown, On, Preempted, Off };

    /// The thread goes to a logical state. False when the table does not allow it.
    bool enter(ThreadState logical, Timestamp time, EventIndex event, ObjectId subject = {});
    /// The thread itself did something, so it had a CPU at that moment. False when it was parked and nobody
    /// had woken it, had not been started, or had ended.
    bool act(Timestamp time, EventIndex event) {
        const bool saysNothingNew = m_source != KernelSource::Switches || m_cpu == Cpu::On;
        if (m_logical == ThreadState::ReadyOrRunning && saysNothingNew) [[likely]] // nearly every event
            return true;
        return actAnew(time, event);
    }
    /// The kernel says so.
    void cpu(Cpu now, Timestamp time, EventIndex event);
    /// From here on this is what is known of CPUs; a parked thread is let go to look again.
    void open(KernelSource source, Timestamp time, EventIndex event);
    /// The session's clock stands still: parked threads are held as well.
    void pause(bool isPaused, Timestamp time, EventIndex event);
    /// A parked thread's own time was up at `since`; it tells so itself, now that it has a CPU again. From
    /// then until its last switch-in it was runnable. False when it was not parked.
    bool timeIsUp(Timestamp since, Timestamp time, EventIndex event);

    ThreadState logical() const { return m_logical; }
    ObjectId subject() const { return m_subject; }

private:
    bool actAnew(Timestamp time, EventIndex event);
    void show(Timestamp time, EventIndex event);
    ThreadState shown() const;

    ThreadLane* m_lane;
    KernelSource m_source;
    ThreadState m_logical = ThreadState::New;
    Cpu m_cpu = Cpu::Off; // before its first switch
    bool m_isPaused = false;
    ObjectId m_subject;
    Timestamp m_cpuSince = 0;
};

} // namespace lockstep
