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
    update(findDeadlocks(m_trace, now), findTimedCycles(m_trace, now));
    const auto stuck = std::ssize(irreducibleThreads(m_trace, now));
    const bool isStuck = stuck > 0 && stuck == unfinished(now);
    m_isStuck.store(isStuck, std::memory_order_release); // pairs with isStuck()
    return isStuck;
}

// What was suspected and is not any more is forgotten; what was true once stays.
void DeadlockWatch::update(std::vector<Finding> deadlocks, std::vector<Finding> timedCycles) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_findings, [&](const Finding& known) {
        const auto isStill = [&](const Finding& found) {
            return found.isSameAs(known) || found.hasGrownFrom(known);
        };
        return known.isSuspected() && std::ranges::none_of(deadlocks, isStill);
    });
    for (Finding& finding : deadlocks) add(std::move(finding));
    for (Finding& finding : timedCycles) add(std::move(finding));
}

void DeadlockWatch::add(Finding finding) {
    for (Finding& known : m_findings) {
        if (known.isSameAs(finding) && !known.isSuspected()) return;
        if (!known.isSameAs(finding) && !finding.hasGrownFrom(known)) continue;
        known = std::move(finding);
        return;
    }
    m_findings.push_back(std::move(finding));
}

std::vector<Finding> DeadlockWatch::findings() const {
    const std::lock_guard lock(m_mutex);
    return m_findings;
}

} // namespace lockstep
