// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/runtime/resource.h"

#include <algorithm>
#include <limits>

namespace lockstep {

namespace {

std::int32_t asMicroseconds(std::optional<Resource::Clock> limit) {
    if (!limit) return 0;
    const auto count = std::chrono::duration_cast<std::chrono::microseconds>(*limit).count();
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(count, 1, std::numeric_limits<std::int32_t>::max()));
}

} // namespace

std::int32_t Resource::latenessOf(const SessionClock& clock, std::int64_t deadline) {
    const double late = static_cast<double>(clock.now() - deadline) / clock.speed();
    return static_cast<std::int32_t>(std::clamp(late, 0.0, 2e9));
}

Resource::Resource(ObjectKind kind, std::string_view name, std::int32_t value,
                   const std::source_location& site, RuntimeId thread)
    : m_id(Worker::current().runtime.nextObject()) {
    Worker& me = Worker::current();
    auto what = std::make_unique<Declaration>(
        Declaration{site, kind, std::string(name), me.nextPath(), value, thread});
    me.recordRaw({.site = what.release(),
                  .object = m_id,
                  .order = m_order++,
                  .value = value,
                  .kind = EventKind::Create});
}

Resource::~Resource() {
    if (!Worker::isWorkerThread()) return; // outlived the program it was part of: nobody to record it
    Worker::current().recordRaw({.object = m_id, .order = m_order++, .kind = EventKind::Destroy});
}

void Resource::declare(EventKind what, RuntimeId thread, const std::source_location& site) {
    Worker& me = Worker::current();
    if (me.isUnwinding()) return;
    lock(me);
    record(me, what, static_cast<std::int32_t>(thread), site);
    m_latch.unlock(); // no guard has changed
}

// Time spent here is Lockstep's, not the program's: recorded when it is long enough to sleep.
void Resource::lockSlowly(Worker& me) {
    if (m_latch.spin()) return;
    me.onHold(HoldReason::Latch);
    m_latch.lockSlowly();
    me.onLet();
}

Resource::Waiter* Resource::firstEnabled() const {
    Waiter* waiter = m_first;
    while (waiter && !waiter->operation.enabled()) waiter = waiter->next;
    return waiter;
}

// The waiter's thread looks again once the signal is raised; it may do so earlier, and be gone by then.
Signal& Resource::letGo(Worker& waker, Waiter& waiter) {
    Worker& woken = waiter.worker;
    Signal& signal = woken.signalCell();
    record(waker, EventKind::Wake, static_cast<std::int32_t>(woken.id), {}); // part of the deed before it
    unlink(waiter);
    woken.isParked.store(false, std::memory_order_release); // pairs with sleep
    return signal;
}

// Signalled only when the latch is free, which that thread will want at once.
Signal* Resource::wakeNext(Worker& waker) {
    if (m_onItsWay) return nullptr; // it will look for the next when its own check is done
    Waiter* waiter = firstEnabled();
    if (!waiter) return nullptr;
    m_onItsWay = &waiter->worker;
    return &letGo(waker, *waiter);
}

void Resource::unlockAndWake() {
    Signal* woken = wakeNext(Worker::current());
    m_latch.unlock();
    if (woken) woken->raise(); // by now the woken thread may have ended
}

void Resource::unlockAndWakeAll(Worker& me) {
    while (Waiter* waiter = firstEnabled()) letGo(me, *waiter).raise();
    m_latch.unlock();
}

void Resource::unlink(Waiter& waiter) {
    if (!waiter.isLinked) return;
    (waiter.previous ? waiter.previous->next : m_first) = waiter.next;
    (waiter.next ? waiter.next->previous : m_last) = waiter.previous;
    waiter.isLinked = false;
}

void Resource::park(Waiter& waiter, std::optional<Clock> limit) {
    record(waiter.worker, EventKind::Wait, asMicroseconds(limit), waiter.wanted.site,
           wayOfWait(waiter.wanted.kind));
    waiter.previous = m_last;
    waiter.next = nullptr;
    (m_last ? m_last->next : m_first) = &waiter;
    m_last = &waiter;
    waiter.isLinked = true;
    waiter.worker.isParked.store(true, std::memory_order_relaxed); // under the latch, as every wake
}

// No latch held. False when the time was over first.
bool Resource::sleep(Worker& me, const SessionClock* clock, std::int64_t deadline) {
    const Gate& gate = me.runtime.gate;
    const auto isOver = [&] { return !me.isParked.load(std::memory_order_acquire) || gate.isStopping(); };
    return me.waitUntil(isOver, clock, deadline);
}

Resource::Waited Resource::waitUntilEnabled(Worker& me, const Operation& operation,
                                            std::optional<Clock> limit, Admission admission) {
    const SessionClock& clock = me.runtime.clock;
    const std::int64_t deadline = admission == Admission::LetGo ? me.deadline
                                  : limit                       ? clock.after(*limit)
                                                                : 0;
    Waiter waiter{me, operation, operation.describe()};
    for (;;) {
        const auto left =
            limit ? std::optional(Clock(std::max<std::int64_t>(1, deadline - clock.now()))) : std::nullopt;
        Signal* next = wakeNext(me); // before it parks: a parked thread does nothing
        park(waiter, left);
        m_latch.unlock();
        if (next) next->raise();
        const bool isInTime = sleep(me, limit ? &clock : nullptr, deadline);
        const bool isStopping = me.runtime.gate.isStopping();
        if (!isInTime && !isStopping) me.recordPart(EventKind::Awake, latenessOf(clock, deadline));
        lock(me); // may have to wait for the latch: by then the trace must know that it is parked no more
        const bool wasWoken = !waiter.isLinked;
        unlink(waiter);
        if (m_onItsWay == &me) m_onItsWay = nullptr;
        if (isStopping) {
            m_latch.unlock();
            me.unwind(); // the object may be gone when it returns
            return {Wait::Granted, 0};
        }
        if (operation.enabled()) return {Wait::Enabled, 0};
        if (!wasWoken && !isInTime) return {Wait::TimedOut, latenessOf(clock, deadline)};
    }
}

} // namespace lockstep
