// SPDX-License-Identifier: GPL-3.0-or-later
// std::condition_variable in three visible phases: give the mutex back and wait; be notified; take the mutex
// again.
#pragma once

#include "core/sync/flow/signallable.h"
#include "core/sync/locks/guards.h"

#include <vector>

namespace lockstep::sync {

class ConditionVariable : public Signallable {
public:
    explicit ConditionVariable(std::string_view name = "condition", Site site = Site::current())
        : Signallable(ObjectKind::Condition, name, 0, site) {}

    /// The lock must be held. Giving it back and joining the queue is one step: both latches, in order of
    /// ids. Returns when notified, or for no reason (a spurious wake-up, where the mode has such), with the
    /// lock held again.
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
    /// False when the session time was over and the predicate is still false.
    template <class Predicate>
    bool wait_for(UniqueLock<Mutex>& lock, std::chrono::nanoseconds limit, Predicate isDone,
                  Site site = Site::current()) {
        const std::int64_t deadline = Worker::current().runtime.clock.after(limit);
        while (!isDone()) {
            const Clock left(deadline - Worker::current().runtime.clock.now());
            const End end = waitOnce(lock, std::max(left, Clock(0)), site);
            if (end == End::Granted) return true;
            if (end == End::TimedOut) return isDone();
        }
        return true;
    }

    /// Wakes the thread that has waited longest, or nobody: a notification is not kept.
    void notify_one(Site site = Site::current()) { notify(1, site); }
    void notify_all(Site site = Site::current()) { notify(SIZE_MAX, site); }

private:
    enum class End : std::uint8_t { Notified, TimedOut, Granted /* to a thread that unwinds */ };
    struct Sleeper { // on the stack of a waiting thread
        bool isNotified = false;
    };
    class Notification;

    End waitOnce(UniqueLock<Mutex>& lock, std::optional<Clock> limit, Site site);
    bool enqueue(Mutex& mutex, Sleeper& sleeper, Site site);
    void notify(std::size_t most, Site site);

    std::vector<Sleeper*> m_queue; // not yet notified, longest wait first
};

} // namespace lockstep::sync
