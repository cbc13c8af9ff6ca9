// SPDX-License-Identifier: GPL-3.0-or-later
// Which events are steps: a bit for each event, for in most traces nearly all of them are.
//
// Appended to by the collector, read by anyone, see AppendOnly. A quarter of a byte an event.
#pragma once

#include "core/trace/appendonly.h"
#include "core/trace/ids.h"

#include <optional>

namespace lockstep {

class StepEvents {
public:
    /// Writer only. Later than all before.
    void append(EventIndex event);
    std::size_t size() const { return m_size.load(std::memory_order_acquire); } // pairs with append
    /// O(log n).
    EventIndex operator[](std::size_t i) const;
    /// How many of them are at or before this event. O(1).
    std::size_t countUpTo(EventIndex event) const;
    /// The last of them at or before this event. O(log n).
    std::optional<EventIndex> lastUpTo(EventIndex event) const;

private:
    static constexpr std::uint32_t kEvents = 64;
    struct Row {
        explicit Row(std::size_t stepsBefore)
            : before(static_cast<std::uint32_t>(stepsBefore)) {}
        std::uint32_t before; // steps in the rows before it
        std::atomic<std::uint64_t> isStep{0};
    };
    AppendOnly<Row> m_rows;
    std::atomic<std::size_t> m_size{0};
};

} // namespace lockstep
