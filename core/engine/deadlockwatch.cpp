// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deadlockwatch.h"

#include <algorithm>

namespace lockstep {

namespace {

// Threads and objects that one look at timed cycles goes through: some milliseconds.
constexpr std::size_t kMostLooked = 20'000;

// Nothing that can still go on matters: every thread that the run waits for is among the stuck.
bool isAllStuck(const Trace& trace, const Moment& moment, const std::vector<ThreadId>& stuck) {
    const auto isWaitedFor = [&](ThreadId id) { return !trace.thread(id).info.isDaemon(); };
    const auto alive = std::ranges::count_if(moment.threads(), [&](const ThreadMoment& thread) {
        return thread.isAlive() && isWaitedFor(thread.id);
    });
    return alive > 0 && alive == std::ranges::count_if(stuck, isWaitedFor);
}

} // namespace

bool DeadlockWatch::look(std::uint64_t changes) {
    const std::size_t size = m_trace.size();
    if (changes == m_changesSeen || size == 0) return false;
    m_changesSeen = changes;
    lookForTimedCycles();
    const Moment now(m_trace, EventIndex{static_cast<std::uint32_t>(size - 1)});
    const WaitForGraph graph(m_trace, now);
    update(findDeadlocks(m_trace, now, graph));
    const bool isStuck = isAllStuck(m_trace, now, Reduction(now, graph, Trust::Anyone).stuck());
    m_isStuck.store(isStuck, std::memory_order_release); // pairs with isStuck()
    return isStuck;
}

// They may have come and gone since the last look.
void DeadlockWatch::lookForTimedCycles() {
    const std::size_t most = 1 + kMostLooked / (m_trace.threadCount() + m_trace.objectCount());
    for (const EventIndex event : m_timedWaits.next(most)) {
        const Moment then(m_trace, event);
        const WaitForGraph graph(m_trace, then);
        for (Finding& finding : findTimedCycles(m_trace, then, graph)) {
            const std::lock_guard lock(m_mutex);
            add(std::move(finding));
        }
    }
}

// What was suspected and is not any more is forgotten; what was true once stays.
void DeadlockWatch::update(std::vector<Finding> deadlocks) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_findings, [&](const Finding& known) {
        const auto isStill = [&](const Finding& found) {
            return found.isSameAs(known) || found.hasGrownFrom(known);
        };
        return known.isSuspected() && std::ranges::none_of(deadlocks, isStill);
    });
    for (Finding& finding : deadlocks) add(std::move(finding));
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
