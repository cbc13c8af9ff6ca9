// SPDX-License-Identifier: GPL-3.0-or-later
// Typed ids: a thread can never be passed where an object is meant.
//
// Ids are dense and count from 0 in the order in which the trace learned of their things, so they index
// tables directly. They mean something inside one trace only; what is the same in every run is a thing's
// creation path (ObjectInfo::path).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace lockstep {

template <class Tag>
struct Id {
    static constexpr std::uint32_t kNone = 0xffffffffu;

    std::uint32_t value = kNone;

    constexpr bool isValid() const { return value != kNone; }
    constexpr std::size_t index() const { return value; }
    constexpr auto operator<=>(const Id&) const = default;
};

using ThreadId = Id<struct ThreadTag>;
using ObjectId = Id<struct ObjectTag>;
using SiteId = Id<struct SiteTag>;

/// Place of an event in the trace: 0 is the first. A trace holds fewer than 2^32 - 1 events.
using EventIndex = Id<struct EventTag>;

} // namespace lockstep
