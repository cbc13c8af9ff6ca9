// SPDX-License-Identifier: GPL-3.0-or-later
// A place in a run, asked for in words: "first Wait on lock2 by Worker 1". What links in lessons are made of.
//
//     [first | last | 2nd | 3rd ...] KIND [on OBJECT] [by THREAD]
//     deadlock | lost-update | start | end
//
// KIND is an event's word as name(EventKind) has it, or a state's in lower case as name(ThreadState) has it;
// after a state "of" means the same as "by", after an event the same as "on". "running" means "ready or
// running" too, where the kernel does not tell which. Names are as shown and may have spaces; one that has
// "on", "of" or "by" in it stands in double quotes.
#pragma once

#include "core/analysis/findings.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace lockstep {

enum class Landmark : std::uint8_t { Start, Deadlock, LostUpdate, End };

struct PlaceQuery {
    std::variant<Landmark, EventKind, ThreadState> what;
    std::size_t nth = 1; ///< 0: the last
    std::string object;  ///< empty: any
    std::string thread;  ///< empty: any
};

/// None when the words make no query.
std::optional<PlaceQuery> parsedPlaceQuery(std::string_view words);

/// The event at which it came to be: of a state the one that led to it, of the deadlock the first finding's,
/// of a lost update the write that overwrites. None when there is no such place. `findings` are those of the
/// trace. O(events).
std::optional<EventIndex> findPlace(const Trace& trace, const PlaceQuery& query,
                                    std::span<const Finding> findings = {});

} // namespace lockstep
