// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/track.h"

#include "core/trace/search.h"

#include <algorithm>

namespace lockstep {

namespace {

std::optional<std::size_t> last(std::size_t count) {
    return count == 0 ? std::nullopt : std::optional(count - 1);
}

// The last place for which it holds: 1, 2, 4, ... changes ahead until past it, then between the last two.
template <class Holds>
std::size_t lastNear(std::size_t from, std::size_t count, Holds holds) {
    std::size_t stride = 1;
    while (from + stride < count && holds(from + stride)) {
        from += stride;
        stride *= 2;
    }
    return firstNot(from + 1, std::min(from + stride, count), holds) - 1;
}

} // namespace

std::optional<std::size_t> Track::indexAt(Timestamp time) const {
    return last(firstNot(0, size(), [&](std::size_t i) { return (*this)[i].time <= time; }));
}

std::optional<std::size_t> Track::indexAt(EventIndex event) const {
    return last(firstNot(0, size(), [&](std::size_t i) { return (*this)[i].event <= event; }));
}

std::size_t Track::indexNear(Timestamp time, std::size_t from, std::size_t count) const {
    return lastNear(from, count, [&](std::size_t i) { return (*this)[i].time <= time; });
}

std::size_t Track::indexNear(EventIndex event, std::size_t from, std::size_t count) const {
    return lastNear(from, count, [&](std::size_t i) { return (*this)[i].event <= event; });
}

} // namespace lockstep
