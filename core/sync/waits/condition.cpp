// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/waits/condition.h"

#include <algorithm>

namespace lockstep::sync {

class ConditionVariable::Notification final : public Operation {
public:
    Notification(ConditionVariable& condition, bool isForOne, const Site& site)
        : m_condition(condition)
        , m_isForOne(isForOne)
        , m_site(site) {}
    bool enabled() const override { return true; }
    Announcement describe() const override {
        return {.kind = EventKind::Notify,
                .object = m_condition.id(),
                .site = m_site,
                .choosesWaiter = m_isForOne};
    }
    std::size_t victims() const override { return m_isForOne ? m_condition.m_queue.size() : 0; }
    void record(Participant& by, EventKind kind, std::int32_t value) const override {
        m_condition.record(static_cast<Worker&>(by), kind, value, m_site);
    }

private:
    ConditionVariable& m_condition;
    bool m_isForOne;
    Site m_site;
};

ConditionVariable::End ConditionVariable::waitOnce(UniqueLock<Mutex>& held, std::optional<Clock> limit,
                                                   Site site) {
    Sleeper me;
    if (!enqueue(held.mutex(), me, site)) return End::Granted;
    const auto leave = [&] {
        std::erase(m_queue, &me); // no longer in it when it was notified
        return 0;
    };
    const bool isInTime = perform(
        {.kind = EventKind::Pass, .site = site, .mayBeSpurious = true}, [&] { return me.isNotified; }, leave,
        limit, leave);
    held.mutex().lock(site);
    if (Worker::current().isUnwinding()) return End::Granted;
    return isInTime ? End::Notified : End::TimedOut;
}

// Between giving the mutex back and joining the queue no notification can be missed.
bool ConditionVariable::enqueue(Mutex& mutex, Sleeper& sleeper, Site site) {
    Worker& me = Worker::current();
    const Step step{.kind = EventKind::Await, .site = site};
    const GuardedOperation operation(*this, step, kAlways);
    if (!me.admit(operation)) return false;
    const bool isMutexFirst = mutex.id() < id();
    if (isMutexFirst) mutex.latch(me);
    lock(me);
    if (!isMutexFirst) mutex.latch(me);
    mutex.giveBack(me, site); // and at once the rest of this step: see Merger
    m_queue.push_back(&sleeper);
    record(me, EventKind::Await, static_cast<std::int32_t>(m_queue.size()), site);
    Signal* next = mutex.wakeNext(me);
    unlock(me);
    mutex.unlatch();
    if (next) next->raise();
    return true;
}

void ConditionVariable::notify(std::size_t most, Site site) {
    Worker& me = Worker::current();
    const Notification operation(*this, most == 1, site);
    const Passage passage = me.pass(operation, true);
    if (passage.admission == Admission::Granted) return;
    lock(me);
    const std::size_t count = std::min(most, m_queue.size());
    const auto first = m_queue.begin() + std::min<std::size_t>(passage.victim, m_queue.size() - count);
    for (auto sleeper = first; sleeper != first + count; ++sleeper) (*sleeper)->isNotified = true;
    m_queue.erase(first, first + count);
    record(me, EventKind::Notify, static_cast<std::int32_t>(count), site, victim(passage.victim));
    unlockAndWakeAll(me);
}

} // namespace lockstep::sync
