// SPDX-License-Identifier: GPL-3.0-or-later
// Who went next at a step, and which way: what a schedule is a list of.
#pragma once

#include "core/trace/event.h"

namespace lockstep {

struct Choice {
    std::uint32_t thread = 0; ///< counted in the order in which threads are made; 0 is the main thread
    Alternative way = Alternative::Normal;

    bool operator==(const Choice&) const = default;
};

} // namespace lockstep
