// SPDX-License-Identifier: GPL-3.0-or-later
// One thing that happened: 32 bytes, plain, the same word from the primitive to the pixel.
#pragma once

#include "core/trace/ids.h"
#include "core/trace/time.h"

#include <string_view>
#include <type_traits>

namespace lockstep {

/// What happened. "value" below is Event::value: the object's value after the commit, where it has one.
enum class EventKind : std::uint16_t {
    // life of objects and threads
    Create,  ///< the object exists; value: capacity, initial count or initial value
    Destroy, ///< the object is gone; a later one with the same name is another object
    Spawn,   ///< a parent starts a thread; object: its thread object, value: its ThreadId
    Start,   ///< a thread's first act; value: its kernel thread id
    Exit,    ///< a thread's last act
    Join,    ///< the child had ended; object: its thread object, value: its ThreadId
    Failure, ///< the thread's code ended with an exception

    // locks, permits
    Wait,    ///< guard false: the thread parks on the object; value: wait limit in microseconds, 0 for none
    Acquire, ///< taken; value: recursion depth, or permits left
    Release, ///< given back; value: recursion depth, or permits left
    Refuse,  ///< a try form found the guard false and went on
    Timeout, ///< a timed form gave up; value: how many nanoseconds ago its time was up

    // queues, conditions, futures
    Put,    ///< value: items in the queue
    Take,   ///< value: items in the queue
    Close,  ///< nothing more will be put
    Notify, ///< a condition was signalled; value: how many waiters it woke
    Wake,   ///< a waiter of the object was made runnable; value: its ThreadId
    Set,    ///< a future got its value
    Get,    ///< a future's value was read

    // variables
    Read,
    Write,
    Update, ///< atomic read-modify-write

    // time
    Work,  ///< computes from here on; value: microseconds of CPU time asked for
    Sleep, ///< sleeps; value: microseconds
    Awake, ///< back from Sleep; value: how many nanoseconds ago its time was up
    Io,    ///< enters a blocking call of the kernel on the object (a file)
    IoEnd, ///< back from it; value: likewise, 0 where that is not known

    // what Lockstep and the kernel did
    Hold,       ///< Lockstep itself keeps the thread; value: a HoldReason
    Let,        ///< and lets it go
    Pause,      ///< the session's clock stops
    Resume,     ///< and goes on
    Stop,       ///< the run is over; every later event belongs to the teardown
    Unwind,     ///< the thread is being unwound
    Lost,       ///< value: events of this thread dropped just before this one
    SwitchIn,   ///< kernel: on a CPU; value: its number
    SwitchOut,  ///< kernel: off the CPU; alternative Preempted when it could have gone on; value: CPU
    KernelLost, ///< kernel: value records were dropped, its word is unknown from here to the next switch
    CpuTime,    ///< kernel total of the thread's time on a CPU so far: order seconds + value nanoseconds
    QueueTime,  ///< kernel total of the thread's time ready but without a CPU: likewise
};
inline constexpr int kEventKinds = static_cast<int>(EventKind::QueueTime) + 1;

/// Why Lockstep itself keeps a thread: the value of Hold.
enum class HoldReason : std::int32_t {
    Pause,    ///< the run is paused
    Pace,     ///< slow motion
    RingFull, ///< the collector must catch up
    Latch,    ///< another thread is inside the same object's record
};

/// Which of several possible ways an event took.
enum class Alternative : std::uint16_t { Normal, Timeout, Spurious, Preempted, Teardown };

/// The trace is a linear extension of thread order and object order; time never decreases along it.
struct Event {
    Timestamp time = 0;
    ThreadId thread;         ///< who did it; none for what concerns the session
    SiteId site;             ///< source line, none where there is none
    ObjectId object;         ///< on what, none where there is none
    std::uint32_t order = 0; ///< this object's sequence number, raised inside its latch
    std::int32_t value = 0;
    EventKind kind = EventKind::Create;
    Alternative alternative = Alternative::Normal;

    bool operator==(const Event&) const = default;
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

/// "Acquire": the word used on screen, in JSON and in the documentation.
std::string_view name(EventKind kind);

} // namespace lockstep
