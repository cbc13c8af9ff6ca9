// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows between lanes: who spawned, joined, woke, handed over to, or sent an item to whom.
#pragma once

#include "core/trace/trace.h"
#include "ui/model/theme.h"

#include <vector>

namespace lockstep::ui {

enum class ArrowMode : std::uint8_t {
    Off,
    Selection, ///< those of the selected thread and of the object under the mouse
    All,
};

/// Of a thread's life; drawn with dashes.
constexpr bool isLife(LinkKind kind) {
    return kind == LinkKind::Spawn || kind == LinkKind::Join;
}

struct Arrow {
    LinkKind kind = LinkKind::Spawn;
    ThreadId from;
    ThreadId to;
    Timestamp fromTime = 0;
    Timestamp toTime = 0;
    bool isLit = false; ///< belongs to the object under the mouse
};

/// So many are legible side by side in lanes of this width.
std::size_t mostArrows(int width);

/// The arrows that end within the range, in order of time. Where there are more than `most` links, each of
/// `most` stretches keeps its first: dense traffic stays visible as traffic. O(most * log links).
std::vector<Arrow> visibleArrows(const Trace& trace, TimeRange range, ArrowMode mode, ThreadId selected,
                                 ObjectId hovered, std::size_t most);

} // namespace lockstep::ui
