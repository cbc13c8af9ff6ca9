// SPDX-License-Identifier: GPL-3.0-or-later
// What a thread is about to do: a guard that says whether it can, and words for it.
//
// A primitive offers its operation at the gate before it touches the object. In free run nobody looks at it;
// a mode that lets one thread move at a time asks enabled() of every thread that stands at the gate, and
// calls record() for what it finds. Then only one thread moves, so no latch is needed.
#pragma once

#include "core/trace/event.h"

#include <chrono>
#include <optional>
#include <source_location>

namespace lockstep {

class Participant;

struct Announcement {
    EventKind kind = EventKind::Acquire; ///< what its commit will record
    std::uint32_t object = 0xffffffffu;  ///< RuntimeId, or none
    std::source_location site;
    /// Session time after which it gives up, or, for one that waits for time, may go on.
    std::optional<std::chrono::nanoseconds> limit = std::nullopt;
    bool waitsForTime = false; ///< a sleep: enabled once its limit is over, and by nothing else
    bool mayBeSpurious = false;
    bool choosesWaiter = false; ///< a notification of one: see victims()
};

class Operation {
public:
    /// The guard. Called with the object's latch held, or while nobody else moves.
    virtual bool enabled() const = 0;
    virtual Announcement describe() const = 0;
    /// How many waiters it has to choose from at this moment. Called while nobody else moves.
    virtual std::size_t victims() const { return 0; }
    /// While the guard is false: the thread it waits for, where that goes on with the waiting one's priority.
    virtual std::optional<std::uint32_t> heir() const { return std::nullopt; }
    /// Records an event about this operation and its object in the name of `by`, which is the calling thread
    /// or stands at the gate. Where it is about another thread (see siteOf) `by` does not stand at its line.
    virtual void record(Participant& by, EventKind kind, std::int32_t value) const = 0;

protected:
    ~Operation() = default; // lives on the stack of the thread that offers it
};

/// The line to record with an event about an operation at `site`: that another thread has made it possible,
/// or impossible, happens at no line of that thread.
inline std::source_location siteOf(EventKind kind, const std::source_location& site) {
    const bool isByAnother = kind == EventKind::Wake || kind == EventKind::Park;
    return isByAnother ? std::source_location{} : site;
}

/// How a thread comes through the gate.
enum class Admission : std::uint8_t {
    Go,    ///< carry it out; in free run the guard is still to be tested
    LetGo, ///< as Go: the gate was opened for all; what waits for a time does so until Participant::deadline
    TimedOut, ///< its limit is over: give up, or wake from the sleep
    Spurious, ///< go on although the guard is false
    Granted,  ///< the session stops: it counts as done and no object may be touched
};

/// Admission, and for a notification the place in the queue of the waiter that was chosen.
struct Passage {
    Admission admission = Admission::Go;
    std::uint16_t victim = 0;
};

} // namespace lockstep
