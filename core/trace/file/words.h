// SPDX-License-Identifier: GPL-3.0-or-later
// What a file calls the kinds of events and objects: its numbers are places in lists of names, so that an
// older program understands what it knows of a newer one's file.
#pragma once

#include "core/trace/file/bytes.h"
#include "core/trace/trace.h"

#include <optional>
#include <set>

namespace lockstep {

struct Words {
    /// From the content of the words' frame; a name that is not known has no kind.
    static Words from(ByteReader in);

    std::optional<ObjectKind> object(std::uint64_t number) const;

    KernelSource atFirst = KernelSource::Silent;
    std::vector<std::string> names;                 ///< of kinds of events
    std::vector<std::optional<EventKind>> kinds;    ///< by the file's number
    std::vector<std::optional<ObjectKind>> objects; ///< likewise
    bool areOurs = false;                           ///< kinds of events have our numbers
};

struct EventsFrame {
    Timestamp until = 0;           ///< everything before is known
    std::vector<Event> events;     ///< those of kinds that are known
    std::set<std::string> unknown; ///< names of those that are left out
};

/// False when the content is nothing that a writer can have written.
bool readEvents(const Words& words, ByteReader content, EventsFrame& frame);

} // namespace lockstep
