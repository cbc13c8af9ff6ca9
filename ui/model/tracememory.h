// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory all traces together may take, as somebody has chosen it.
//
// GUI thread, or that of a headless command.
#pragma once

#include <QString>

#include <array>
#include <cstddef>

namespace lockstep::ui {

enum class TraceMemory : std::uint8_t { Half, One, Four, Unlimited };

struct TraceMemoryChoice {
    TraceMemory memory;
    const char* id;   ///< as it is remembered
    const char* text; ///< for a menu, to be translated
};
inline constexpr std::array kTraceMemoryChoices{
    TraceMemoryChoice{TraceMemory::Half, "half", "&Half of this computer's"},
    TraceMemoryChoice{TraceMemory::One, "1GB", "&1 GB"},
    TraceMemoryChoice{TraceMemory::Four, "4GB", "&4 GB"},
    TraceMemoryChoice{TraceMemory::Unlimited, "unlimited", "&As much as there is"},
};

const TraceMemoryChoice& choiceOf(TraceMemory memory);

/// In bytes; SIZE_MAX for no limit.
std::size_t mostBytes(TraceMemory memory);

/// What goes beyond stands in files in the user's cache folder, see core/trace/largememory.h. Holds for what
/// is appended from now on.
void limitTraceMemory(TraceMemory memory);

} // namespace lockstep::ui
