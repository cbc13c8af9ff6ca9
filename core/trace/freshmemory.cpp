// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/freshmemory.h"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace lockstep {

void prepareToWrite(void* begin, std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
    static const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t before = reinterpret_cast<std::uintptr_t>(begin) % page; // the page it begins on
    madvise(static_cast<char*>(begin) - before, before + bytes, MADV_POPULATE_WRITE);
#endif
}

} // namespace lockstep
