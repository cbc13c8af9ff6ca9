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
    Wait,    ///< guard false: the thread parks on the object; value: wait limit in microseconds, 0 for none;
             ///< alternative Shared when it wants a shared mutex as a reader
    Acquire, ///< taken; value: recursion depth, or permits left
    Release, ///< given back; value: recursion depth, or permits left
    Refuse,  ///< a try form found the guard false and went on
    Timeout, ///< a timed form gave up; value: how many nanoseconds ago its time was up
    AcquireShared, ///< taken beside other readers; value: readers
    ReleaseShared, ///< a reader gave it back; value: readers left

    // queues, conditions, futures, barriers, latches, events
    Put,    ///< value: items in the queue
    Take,   ///< value: items in the queue
    Close,  ///< nothing more will be put
    Notify, ///< a condition was signalled; value: how many waiters it woke
    Wake,   ///< a waiter of the object was made runnable; value: its ThreadId
    Set,    ///< a future got its value, an event was set
    Get,    ///< a future's value was read
    Reset,  ///< an event was unset
    Await,  ///< a condition's waiter gave its mutex back and is in the queue, in one step; value: its length
    Arrive, ///< at a barrier: value: how many of its parties have, the last of them lets all pass. At a
            ///< shared mutex that does not prefer readers: in line for it; value: how many are in line
    CountDown, ///< a latch; value: what is left
    Pass, ///< what the thread waited for has come: a notification, the others, zero, an event that is set
    Signaller, ///< the program promises that this thread may put, notify, give, set, count down or arrive,
               ///< and that nobody does who was not promised; value: its ThreadId
    Taker,     ///< likewise, that it may take items; value: its ThreadId

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

    // modes that let one thread move at a time
    Announce, ///< the thread will do this next, once it is let go (a parked one can't yet); value: an
              ///< Announced
    Park,     ///< its guard has become false before it was let go; value: its ThreadId
    Tick,     ///< the session's clock was put forward: to order seconds + value nanoseconds

    // what Lockstep and the kernel did
    Hold,       ///< Lockstep itself keeps the thread; value: a HoldReason
    Let,        ///< and lets it go
    Pause,      ///< the session's clock stops
    Resume,     ///< and goes on
    Open,       ///< one thread moved at a time until here; from here on all move at once; value: the
                ///< KernelSource from here on
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
enum class Alternative : std::uint16_t {
    Normal,
    Timeout,
    Spurious,
    Preempted,
    Teardown,
    Part,        ///< belongs to the step whose own event follows
    Shared,      ///< of a Wait: as one reader among others
    Attempt,     ///< of an Acquire: by a form that does not wait, or only until its time is up
    Victim = 256 ///< + n: a notification went to the waiter that n others in the queue were ahead of
};
constexpr Alternative victim(std::uint16_t place) {
    const auto first = static_cast<std::uint16_t>(Alternative::Victim);
    return place == 0 ? Alternative::Normal : static_cast<Alternative>(first + place);
}
/// How many others in the queue were ahead of the waiter that was chosen.
constexpr std::uint16_t placeOf(Alternative way) {
    const auto first = static_cast<std::uint16_t>(Alternative::Victim);
    const auto value = static_cast<std::uint16_t>(way);
    return value > first ? static_cast<std::uint16_t>(value - first) : std::uint16_t{0};
}

/// What an Announce tells of the operation to come. Packed into the 32 bits of Event::value.
struct Announced {
    EventKind kind = EventKind::Acquire; ///< what its commit will record
    bool isEnabled = true;               ///< its guard held when it was announced
    bool hasTimeLimit = false;           ///< it may give up
    bool choosesWaiter = false;          ///< it wakes one of those that wait, whichever is chosen

    constexpr std::int32_t packed() const {
        return static_cast<int>(kind) | isEnabled << 8 | hasTimeLimit << 9 | choosesWaiter << 10;
    }
    static constexpr Announced unpacked(std::int32_t value) {
        return {static_cast<EventKind>(value & 0xff), (value >> 8 & 1) != 0, (value >> 9 & 1) != 0,
                (value >> 10 & 1) != 0};
    }
};

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

/// A step: one operation carried out by a thread, and what a schedule is made of. In every mode each
/// operation leaves exactly one such event.
bool isStep(const Event& event);

/// "Acquire": the word used on screen, in JSON and in the documentation.
std::string_view name(EventKind kind);

} // namespace lockstep
