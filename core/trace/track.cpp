// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/track.h"

#include "core/trace/search.h"

#include <algorithm>

namespace lockstep {

namespace {

std::optional<std::size_t> last(std::size_t count) {
    return count == 0 ? std::nullopt : std::optional(count - 1);
}

} // namespace

std::optional<std::size_t> Track::indexAt(Timestamp time) const {
    return last(firstNot(0, size(), [&](std::size_t i) { return (*this)[i].time <= time; }));
}

std::optional<std::size_t> Track::indexAt(EventIndex event) const {
    return last(firstNot(0, size(), [&](std::size_t i) { return (*this)[i].event <= event; }));
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
    return firstNot(low + 1, high, [&](std::size_t i) { return (*this)[i].time <= time; }) - 1;
}

} // namespace lockstep
