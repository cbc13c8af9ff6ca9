// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what goes through operator new and delete. Include in one file of a test; not under a sanitizer, which
// has its own.
#pragma once

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace lockstep {

inline std::atomic<long> g_liveAllocations{0};
inline thread_local long t_allocations = 0; ///< ever made by this thread

inline void* countedAllocation(std::size_t bytes, std::size_t alignment) {
    void* memory = alignment > alignof(std::max_align_t)
                       ? std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment)
                       : std::malloc(bytes == 0 ? 1 : bytes);
    if (!memory) throw std::bad_alloc();
    g_liveAllocations.fetch_add(1, std::memory_order_relaxed);
    ++t_allocations;
    return memory;
}

inline void countedFree(void* memory) {
    if (!memory) return;
    g_liveAllocations.fetch_sub(1, std::memory_order_relaxed);
    std::free(memory);
}

/// Bytes the program has from malloc, whoever asked for them.
inline std::size_t allocatedBytes() {
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

} // namespace lockstep

// clang-format off
void* operator new(std::size_t n) { return lockstep::countedAllocation(n, 0); }
void* operator new[](std::size_t n) { return lockstep::countedAllocation(n, 0); }
void* operator new(std::size_t n, std::align_val_t a) { return lockstep::countedAllocation(n, static_cast<std::size_t>(a)); }
void* operator new[](std::size_t n, std::align_val_t a) { return lockstep::countedAllocation(n, static_cast<std::size_t>(a)); }
void operator delete(void* p) noexcept { lockstep::countedFree(p); }
void operator delete[](void* p) noexcept { lockstep::countedFree(p); }
void operator delete(void* p, std::size_t) noexcept { lockstep::countedFree(p); }
void operator delete[](void* p, std::size_t) noexcept { lockstep::countedFree(p); }
void operator delete(void* p, std::align_val_t) noexcept { lockstep::countedFree(p); }
void operator delete[](void* p, std::align_val_t) noexcept { lockstep::countedFree(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { lockstep::countedFree(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { lockstep::countedFree(p); }
// clang-format on
