// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of sentences that several of them share.
#pragma once

#include "core/trace/trace.h"

#include <string>

namespace lockstep {

/// What a thread is parked for, by the kind of object, to follow "waiting 3 ms": "for a permit of `slots`".
std::string parkedWords(const Trace& trace, ObjectId object);
/// ", which is full"; empty for what is no queue.
std::string queueWords(const Trace& trace, ObjectId object, EventIndex when);
/// Why Lockstep keeps a thread, to follow "held": ": slow motion"; empty for a span that a pause made.
std::string holdReason(const Event& hold);
/// " at two_locks.cpp:31"; empty where there is no site.
std::string atSite(const Trace& trace, SiteId site);

} // namespace lockstep
