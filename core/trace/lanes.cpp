// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lanes.h"

namespace lockstep {

std::size_t EventList::countUpTo(EventIndex event) const {
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (m_events[middle] <= event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<EventIndex> EventList::lastUpTo(EventIndex event) const {
    const std::size_t count = countUpTo(event);
    return count == 0 ? std::nullopt : std::optional(m_events[count - 1]);
}

std::string_view name(LinkKind kind) {
    switch (kind) {
    case LinkKind::Spawn: return "spawn";
    case LinkKind::Join: return "join";
    case LinkKind::HandOver: return "hand-over";
    case LinkKind::Wake: return "wake";
    case LinkKind::Item: return "item";
    }
    return {};
}

} // namespace lockstep
