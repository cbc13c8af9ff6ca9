// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/freshmemory.h"

#include "core/trace/pagepreparer.h"

#include <algorithm>
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

void prepare(const Stretch& stretch) {
    PagePreparer* preparer = PagePreparer::current();
    if (!preparer || stretch.isFirst) prepareToWrite(stretch.begin, stretch.bytes);
    if (!preparer || stretch.bytesAfter == 0) return;
    char* const next = stretch.begin + stretch.bytes;
    const std::size_t bytes = std::min(stretch.bytes, stretch.bytesAfter);
    if (!preparer->request(next, bytes)) prepareToWrite(next, bytes); // both at work
}

} // namespace lockstep
