// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/runtime/latch.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lockstep {

namespace {
void relax() {
#if defined(__x86_64__)
    _mm_pause();
#endif
}
} // namespace

bool Latch::spin() {
    for (int i = 0; i < 40; ++i) {
        relax();
        if (m_word.load(std::memory_order_relaxed) == kFree && tryLock()) return true;
    }
    return false;
}

void Latch::lockSlowly() {
    while (m_word.exchange(kTakenAndWanted, std::memory_order_acquire) != kFree)
        futexWait(m_word, kTakenAndWanted);
}

} // namespace lockstep
