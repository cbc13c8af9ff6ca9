// SPDX-License-Identifier: GPL-3.0-or-later
// An event as a worker writes it, before the collector gives it a thread, a source line and trace ids.
#pragma once

#include "core/trace/event.h"
#include "core/trace/object.h"

#include <bit>
#include <source_location>

namespace lockstep {

/// Ids of the running program: given out by atomic counters, so they are not in trace order. The collector
/// exchanges them for trace ids.
using RuntimeId = std::uint32_t;
inline constexpr RuntimeId kNoRuntimeId = 0xffffffffu;

struct RawEvent {
    std::uint64_t ticks = 0;
    const void* site =
        nullptr; ///< a source_location in disguise; for Create a Declaration that the receiver owns
    RuntimeId object = kNoRuntimeId;
    std::uint32_t order = 0;
    std::int32_t value = 0; ///< Spawn, Join, Wake: a thread's RuntimeId
    EventKind kind = EventKind::Create;
    Alternative alternative = Alternative::Normal;
};
static_assert(sizeof(RawEvent) == 32 && std::is_trivially_copyable_v<RawEvent>);

/// What a Create event brings along; made by the worker, owned by the collector from then on.
struct Declaration {
    std::source_location site;
    ObjectKind kind = ObjectKind::Mutex;
    std::string name;
    std::string path;
    std::int32_t capacity = 0;
    RuntimeId thread = kNoRuntimeId; ///< for a thread object
};

// libstdc++'s source_location is one pointer to a constant of the program: eight bytes that outlive every
// ring.
static_assert(sizeof(std::source_location) == sizeof(const void*));
inline const void* toPointer(const std::source_location& site) {
    return std::bit_cast<const void*>(site);
}
inline std::source_location toLocation(const void* site) {
    return std::bit_cast<std::source_location>(site);
}

} // namespace lockstep
