// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/futex.h"

#include <cerrno>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lockstep {

static_assert(sizeof(std::atomic<std::uint32_t>) == 4 && std::atomic<std::uint32_t>::is_always_lock_free);

bool futexWait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
               std::optional<std::int64_t> deadline) {
    timespec until{};
    if (deadline) until = {*deadline / 1'000'000'000, *deadline % 1'000'000'000};
    // FUTEX_WAIT_BITSET takes an absolute time, so an interrupted wait does not start its time anew
    const long rc = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected,
                            deadline ? &until : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
    return !(rc == -1 && errno == ETIMEDOUT);
}

void futexWake(const std::atomic<std::uint32_t>& word, int count) {
    syscall(SYS_futex, &word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, count, nullptr, nullptr, 0);
}

} // namespace lockstep
