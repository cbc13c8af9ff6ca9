// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lanes.h"

#include "core/trace/search.h"

#include <algorithm>

namespace lockstep {

void EventList::append(EventIndex event) {
    const std::uint32_t upper = event.value >> 16;
    if (upper != m_upper) {
        m_rows.append(Row{upper, static_cast<std::uint32_t>(size())});
        m_upper = upper;
    }
    m_lower.append(static_cast<std::uint16_t>(event.value));
}

std::size_t EventList::rowOf(std::size_t i) const {
    return firstNot(0, m_rows.size(), [&](std::size_t r) { return m_rows[r].first <= i; }) - 1;
}

std::size_t EventList::countUpTo(EventIndex event) const {
    const std::size_t all = size(); // before the rows, which may know of one more
    const std::uint32_t upper = event.value >> 16;
    const std::size_t after =
        firstNot(0, m_rows.size(), [&](std::size_t r) { return m_rows[r].upper <= upper; });
    if (after == 0) return 0;
    const std::size_t end = after < m_rows.size() ? std::min<std::size_t>(all, m_rows[after].first) : all;
    const Row& row = m_rows[after - 1];
    if (row.upper < upper) return end;
    return firstNot(std::min<std::size_t>(row.first, end), end,
                    [&](std::size_t i) { return m_lower[i] <= static_cast<std::uint16_t>(event.value); });
}

std::optional<EventIndex> EventList::lastUpTo(EventIndex event) const {
    const std::size_t count = countUpTo(event);
    return count == 0 ? std::nullopt : std::optional((*this)[count - 1]);
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
