// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for the large chunks of traces, of which all traces together hold no more than they may: what goes
// beyond stands in files without a name, mapped, which the kernel writes out and reads back as it must.
//
// Any thread.
#pragma once

#include <cstddef>
#include <string>

namespace lockstep {

/// Page-aligned, and cleared. Throws std::bad_alloc.
void* takeLarge(std::size_t bytes);
void giveLarge(void* begin, std::size_t bytes);

/// From now on chunks beyond `most` bytes stand in files of this folder. Where none can be made there, as on
/// a full disk, they are memory all the same: a limit never ends a run. From the beginning there is none.
void limitLargeMemory(std::size_t most, std::string folder);

/// Bytes of chunks that are memory now, and of those in files. Pages never written take no room in either.
struct LargeMemory {
    std::size_t inMemory = 0;
    std::size_t inFiles = 0;
};
LargeMemory largeMemory();

} // namespace lockstep
