// SPDX-License-Identifier: GPL-3.0-or-later
// std::condition_variable in three visible phases: give the mutex back and wait; be notified; take the mutex
// again.
#pragma once

#include "core/sync/locks/guards.h"

namespace lockstep::sync {

class ConditionVariable : public Resource {
public:
    explicit ConditionVariable(std::string_view name = "condition", Site site = Site::current())
        : Resource(ObjectKind::Condition, name, 0, site) {}

    /// The lock must be held. Giving it back and beginning to wait is one step: both latches, in order of
    /// ids.
    void wait(UniqueLock<Mutex>& lock, Site site = Site::current()) { waitOnce(lock, std::nullopt, site); }
    template <class Predicate>
    void wait(UniqueLock<Mutex>& lock, Predicate isDone, Site site = Site::current()) {
        while (!isDone() && waitOnce(lock, std::nullopt, site) != End::Granted) {
        }
    }
    /// False when the session time was over before a notification came. The lock is held again either way.
    bool wait_for(UniqueLock<Mutex>& lock, std::chrono::nanoseconds limit, Site site = Site::current()) {
        return waitOnce(lock, limit, site) != End::TimedOut;
    }

    /// Wakes the thread that has waited longest, or nobody: a notification is not kept.
    void notify_one(Site site = Site::current()) { notify(1, site); }
    void notify_all(Site site = Site::current()) { notify(-1, site); }

private:
    enum class End : std::uint8_t { Notified, TimedOut, Granted /* to a thread that unwinds */ };
    End waitOnce(UniqueLock<Mutex>& lock, std::optional<Clock> limit, Site site);
    void notify(int most, Site site);
};

} // namespace lockstep::sync
