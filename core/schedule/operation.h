// SPDX-License-Identifier: GPL-3.0-or-later
// What a thread is about to do: a guard that says whether it can, and words for it.
//
// A primitive offers its operation at the gate before it touches the object. In free run nobody looks at it;
// a mode that decides who goes next asks enabled() of every waiting thread.
#pragma once

#include "core/trace/event.h"

#include <source_location>

namespace lockstep {

struct Announcement {
    EventKind kind = EventKind::Acquire; ///< what its commit will record
    std::uint32_t object = 0xffffffffu;  ///< RuntimeId, or none
    std::source_location site;
};

class Operation {
public:
    /// The guard. Called with the object's latch held.
    virtual bool enabled() const = 0;
    virtual Announcement describe() const = 0;

protected:
    ~Operation() = default; // lives on the stack of the thread that offers it
};

} // namespace lockstep
