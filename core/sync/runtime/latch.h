// SPDX-License-Identifier: GPL-3.0-or-later
// The short lock inside every object that guards its model, its order number and its list of waiters.
//
// Held for some ten instructions. Spins briefly, then sleeps in the kernel (Drepper, "Futexes Are Tricky",
// mutex 3).
#pragma once

#include "core/platform/futex.h"

namespace lockstep {

class Latch {
public:
    /// False when it is taken: then lockSlowly().
    bool tryLock() {
        std::uint32_t expected = kFree;
        return m_word.compare_exchange_strong(expected, kTaken, std::memory_order_acquire,
                                              std::memory_order_relaxed);
    }
    /// Spins for some hundred nanoseconds; true when that was enough.
    bool spin();
    void lockSlowly();
    void lock() {
        if (!tryLock() && !spin()) lockSlowly();
    }
    void unlock() {
        if (m_word.exchange(kFree, std::memory_order_release) == kTakenAndWanted) [[unlikely]]
            futexWake(m_word, 1);
    }

private:
    static constexpr std::uint32_t kFree = 0;
    static constexpr std::uint32_t kTaken = 1;
    static constexpr std::uint32_t kTakenAndWanted = 2;

    std::atomic<std::uint32_t> m_word{kFree};
};

} // namespace lockstep
