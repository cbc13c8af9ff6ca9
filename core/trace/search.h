// SPDX-License-Identifier: GPL-3.0-or-later
// Binary search among places, for what is found by its number and has no iterators.
#pragma once

#include <cstddef>

namespace lockstep {

/// The first place from `low` on, and before `high`, for which holds(place) is false; it must be true for all
/// before it and false for all after. `high` where it is true for all. O(log(high - low)).
template <class Holds>
std::size_t firstNot(std::size_t low, std::size_t high, Holds holds) {
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (holds(middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace lockstep
