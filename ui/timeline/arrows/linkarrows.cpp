// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/arrows/linkarrows.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

std::size_t firstEndingAtOrAfter(const Trace& trace, Timestamp time) {
    std::size_t low = 0;
    std::size_t high = trace.links().size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (trace.links()[middle].toTime < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool concerns(const Link& link, ThreadId selected, ObjectId hovered) {
    const bool isSelected = selected.isValid() && (link.fromThread == selected || link.toThread == selected);
    return isSelected || (hovered.isValid() && link.object == hovered);
}

constexpr int kMostLooks = 256; // at links of one stretch that do not matter

} // namespace

std::size_t mostArrows(int width) {
    return static_cast<std::size_t>(std::max(8, width / 24));
}

std::vector<Arrow> visibleArrows(const Trace& trace, TimeRange range, ArrowMode mode, ThreadId selected,
                                 ObjectId hovered, std::size_t most) {
    std::vector<Arrow> arrows;
    const bool isNothingChosen = !selected.isValid() && !hovered.isValid();
    if (mode == ArrowMode::Off || (mode == ArrowMode::Selection && isNothingChosen)) return arrows;
    const std::size_t end = firstEndingAtOrAfter(trace, range.end);
    std::size_t i = firstEndingAtOrAfter(trace, range.begin);
    const bool isDense = end - i > most;
    const Timestamp stretch = std::max<Timestamp>(1, range.length() / static_cast<Timestamp>(most));
    for (int looks = 0; i < end;) {
        const Link& link = trace.links()[i];
        const Timestamp time = link.toTime;
        const bool isWanted = mode == ArrowMode::All || concerns(link, selected, hovered);
        if (isWanted) {
            const bool isLit = hovered.isValid() && link.object == hovered;
            arrows.push_back({link.kind, link.fromThread, link.toThread, link.fromTime, time, isLit});
        }
        const bool isStretchDone = isDense && (isWanted || ++looks >= kMostLooks);
        i = isStretchDone ? std::max(i + 1, firstEndingAtOrAfter(trace, (time / stretch + 1) * stretch))
                          : i + 1;
        if (isStretchDone) looks = 0;
    }
    return arrows;
}

} // namespace lockstep::ui
