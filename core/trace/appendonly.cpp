// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/appendonly.h"

#include <cstdint>
#include <sys/mman.h>

namespace lockstep {

void adviseHugePages(void* memory, std::size_t bytes) {
    constexpr std::uintptr_t kHugePage = std::uintptr_t{2} << 20;
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (begin + kHugePage - 1) & ~(kHugePage - 1);
    const std::uintptr_t last = (begin + bytes) & ~(kHugePage - 1);
    if (first < last) madvise(static_cast<char*>(memory) + (first - begin), last - first, MADV_HUGEPAGE);
}

} // namespace lockstep
