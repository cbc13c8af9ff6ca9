// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deadlockwatch.h"

#include <algorithm>

namespace lockstep {

namespace {

// Threads that exist, have been started and have not ended.
std::ptrdiff_t unfinished(const Moment& moment) {
    return std::ranges::count_if(moment.threads(), &ThreadMoment::isAlive);
}

} // namespace

bool DeadlockWatch::look(std::uint64_t changes) {
    const std::size_t size = m_trace.size();
    if (changes == m_changesSeen || size == 0) return false;
    m_changesSeen = changes;
    const Moment now(m_trace, EventIndex{static_cast<std::uint32_t>(size - 1)});
    add(findDeadlocks(m_trace, now));
    const auto stuck = std::ssize(irreducibleThreads(m_trace, now));
    const bool isStuck = stuck > 0 && stuck == unfinished(now);
    m_isStuck.store(isStuck, std::memory_order_release); // pairs with isStuck()
    return isStuck;
}

void DeadlockWatch::add(std::vector<Finding> found) {
    const std::lock_guard lock(m_mutex);
    for (Finding& finding : found) {
        const auto isSame = [&](const Finding& known) { return known.isSameAs(finding); };
        if (std::ranges::none_of(m_findings, isSame)) m_findings.push_back(std::move(finding));
    }
}

std::vector<Finding> DeadlockWatch::findings() const {
    const std::lock_guard lock(m_mutex);
    return m_findings;
}

} // namespace lockstep
