// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that is about to be written for the first time.
#pragma once

#include <cstddef>

namespace lockstep {

/// How far ahead of the writer a large chunk's pages are asked for.
inline constexpr std::size_t kFreshBytes = std::size_t{1} << 20;

/// Asks the kernel for the pages of this range in one call. Left to themselves they come one by one, each by
/// a page fault: a third of what it costs to append. Only a hint: where the kernel does not know it (before
/// Linux 5.14) nothing changes.
void prepareToWrite(void* begin, std::size_t bytes);

/// A part of a chunk that is about to be written, and how much of the chunk comes after it.
struct Stretch {
    char* begin;
    std::size_t bytes;
    std::size_t bytesAfter;
    bool isFirst; ///< of its chunk
};
/// Has this stretch ready, or, where the calling thread has a PagePreparer, the one after it soon.
void prepare(const Stretch& stretch);

} // namespace lockstep
