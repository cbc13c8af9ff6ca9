// SPDX-License-Identifier: GPL-3.0-or-later
// Who decides which thread goes next where one moves at a time: a user, chance, a script.
#pragma once

#include "core/schedule/operation.h"
#include "core/trace/choice.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace lockstep {

struct Candidate {
    Choice choice;
    Announcement next; ///< what it would do
    /// The thread's own, or of whoever waits for something that it has and lends it theirs, whichever is
    /// more.
    std::int32_t priority = 0;
};

/// Where a choice is to be made: every thread has ended or stands at the gate.
struct Crossroads {
    std::size_t step = 0; ///< steps done so far
    /// How many threads have come to an operation that they cannot carry out and that time alone does not let
    /// through.
    std::size_t parked = 0;
    /// The thread that made the last step, if it has not ended.
    std::optional<std::uint32_t> current;
    /// The current thread's first, then by thread; of a thread: as usual, other victims, time-out, spurious.
    /// Empty only for a chooser that knowsBetter().
    std::span<const Candidate> candidates;
};

class Chooser {
public:
    virtual ~Chooser() = default;
    /// None: not now; BatonPolicy::choose() will be called. May also choose what is no candidate as long as
    /// it is possible (see BatonPolicy::choose). Called by whichever thread has come to the crossroads, one
    /// at a time; must not block.
    virtual std::optional<Choice> choose(const Crossroads& here) = 0;
    /// It has a choice that need not be a candidate: asked even when by the rules nobody can go.
    virtual bool knowsBetter() const { return false; }
    /// Somebody else is to choose. True: this one has choices to make before, and then asks `next` itself.
    virtual bool handOver(const std::shared_ptr<Chooser>& /*next*/) { return false; }
    /// Asked when choose() gave none: the run ends here.
    virtual bool hasEnded() const { return false; }
};

} // namespace lockstep
