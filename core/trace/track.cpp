// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/track.h"

#include <algorithm>

namespace lockstep {

namespace {

// The number of leading changes for which isBefore holds; they come first.
template <class Predicate>
std::size_t countLeading(const Track& track, std::size_t low, std::size_t high, Predicate isBefore) {
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (isBefore(track[middle]))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<std::size_t> last(std::size_t count) {
    return count == 0 ? std::nullopt : std::optional(count - 1);
}

} // namespace

std::optional<std::size_t> Track::indexAt(Timestamp time) const {
    return last(countLeading(*this, 0, size(), [&](const Change& c) { return c.time <= time; }));
}

std::optional<std::size_t> Track::indexAt(EventIndex event) const {
    return last(countLeading(*this, 0, size(), [&](const Change& c) { return c.event <= event; }));
}

std::size_t Track::indexNear(Timestamp time, std::size_t from, std::size_t count) const {
    // gallop: 1, 2, 4, ... changes ahead until past the time, then search between the last two places
    std::size_t low = from;
    std::size_t stride = 1;
    while (low + stride < count && (*this)[low + stride].time <= time) {
        low += stride;
        stride *= 2;
    }
    const std::size_t high = std::min(low + stride, count);
    return countLeading(*this, low + 1, high, [&](const Change& c) { return c.time <= time; }) - 1;
}

} // namespace lockstep
