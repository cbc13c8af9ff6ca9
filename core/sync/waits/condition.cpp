// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/waits/condition.h"

namespace lockstep::sync {

ConditionVariable::End ConditionVariable::waitOnce(UniqueLock<Mutex>& held, std::optional<Clock> limit,
                                                   Site site) {
    Worker& me = Worker::current();
    Mutex& mutex = held.mutex();
    const auto isNotified = [] { return false; }; // only notify() wakes it
    const Step step{EventKind::Wait, site};
    const GuardedOperation<const decltype(isNotified)> operation(*this, step, isNotified);
    if (!me.admit(operation)) return End::Granted;

    const SessionClock& clock = me.runtime.clock;
    const std::int64_t deadline = limit ? clock.after(*limit) : 0;
    Waiter waiter{me, operation, site};
    const bool isMutexFirst = mutex.id() < id();
    if (isMutexFirst) mutex.latch(me);
    lock(me);
    if (!isMutexFirst) mutex.latch(me);
    Worker* next = mutex.giveBack(me, site);
    park(waiter, limit);
    m_latch.unlock();
    mutex.unlatch();
    if (next) next->signal();

    const Parked end = sleep(waiter, limit ? &clock : nullptr, deadline);
    if (end == Parked::TimedOut) me.recordOwn(EventKind::Awake, latenessOf(clock, deadline));
    lock(me);
    const bool isTimeUp = waiter.isLinked && end == Parked::TimedOut;
    unlink(waiter);
    if (isTimeUp) record(me, EventKind::Timeout, latenessOf(clock, deadline), site);
    unlock(me);
    if (end == Parked::Stopped) {
        me.unwind();
        return End::Granted;
    }
    mutex.lock(site);
    return isTimeUp ? End::TimedOut : End::Notified;
}

void ConditionVariable::notify(int most, Site site) {
    Worker& me = Worker::current();
    const auto always = [] { return true; };
    const Step step{EventKind::Notify, site, true};
    const GuardedOperation<const decltype(always)> operation(*this, step, always);
    if (!me.admit(operation, true)) return;
    lock(me);
    int waiting = 0;
    for (const Waiter* w = firstWaiter(); w && waiting != most; w = w->next) ++waiting;
    record(me, EventKind::Notify, waiting, site);
    for (int i = 0; i < waiting; ++i) wake(*firstWaiter(), me);
    unlock(me);
}

} // namespace lockstep::sync
