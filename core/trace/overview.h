// SPDX-License-Identifier: GPL-3.0-or-later
// A whole run from far away: how long each thread and lock was in each state, in a fixed number of columns.
// It stands at the begin of a large file, so that there is a picture before the file has been read.
//
// Pure; any thread.
#pragma once

#include "core/trace/trace.h"

namespace lockstep {

struct Overview {
    struct Span {
        Timestamp begin = 0;
        std::uint8_t state = 0; ///< a ThreadState or LockState
        bool operator==(const Span&) const = default;
    };
    struct Lane {
        ObjectInfo info;         ///< kind, name and path
        ThreadId parent;         ///< of a thread
        std::vector<Span> spans; ///< each lasts until the next one
    };
    Timestamp end = 0;
    std::vector<Lane> lanes; ///< threads first, each in the order of its id; no lock that never was held
};

/// In this many columns; fewer where there are so many lanes that it would be large. Within a column the
/// states stand in any order, each as long as it lasted altogether. O(lanes * columns * log).
inline constexpr std::size_t kOverviewColumns = 2048;
Overview overviewOf(const Trace& trace, std::size_t columns = kOverviewColumns);

/// A trace that looks the same from far away, with no events but one that says that they are lost.
std::unique_ptr<Trace> traceOf(const Overview& overview);

} // namespace lockstep
