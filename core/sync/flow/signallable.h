// SPDX-License-Identifier: GPL-3.0-or-later
// Objects on which a thread waits for others, any of whom may let it go on: a program can declare who.
#pragma once

#include "core/sync/flow/thread.h"

namespace lockstep::sync {

/// A declaration is a promise: besides those declared, nobody will ever signal the object. Once they have all
/// ended, or are stuck themselves, whoever waits is known to be stuck; without one, any thread that can still
/// run might help. No step: nobody waits for it, and no schedule has it. Declare before it can matter, at
/// best before the threads start.
class Signallable : public Resource {
public:
    /// This thread may signal it: notify, give, set, count down, arrive.
    void declareSignaller(ThreadRef thread, Site site = Site::current()) {
        declare(EventKind::Signaller, thread.id, site);
    }

protected:
    using Resource::Resource;
};

} // namespace lockstep::sync
