// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/interpreter/interpreterlock.h"

#include "core/sync/waits/sleep.h"

namespace lockstep::sync {

namespace {

// Where the clock is virtual nobody else moves meanwhile.
void letTimePass(std::chrono::microseconds time) {
    Worker& me = Worker::current();
    SessionClock& clock = me.runtime.clock;
    if (!clock.isVirtual() || me.isUnwinding()) return;
    constexpr std::int64_t kSecond = 1'000'000'000;
    const std::int64_t now = clock.after(time);
    clock.putForwardTo(now);
    me.recordOwn(EventKind::Tick, static_cast<std::int32_t>(now % kSecond),
                 static_cast<std::uint32_t>(now / kSecond));
}

} // namespace

InterpreterLock::InterpreterLock(std::chrono::microseconds interval, Site site)
    : m_interval(interval)
    , m_lock("GIL", Protocol::None, site)
    , m_request("drop request", 0, site)
    , m_switches("switches", 0, site)
    , m_lastHolder(site) {}

void InterpreterLock::take(Site site) {
    for (;;) {
        const std::int64_t seen = m_switches.load(site);
        if (m_lock.try_lock_for(m_interval, site)) break;
        if (m_switches.load(site) == seen) m_request.store(1, site);
    }
    m_request.store(0, site);
    if (m_lastHolder.become(site)) m_switches.fetch_add(1, site);
}

void InterpreterLock::drop(Site site) {
    m_lock.unlock(site);
}

void InterpreterLock::execute(std::chrono::microseconds cpuTime, Site site) {
    work(cpuTime, site);
    letTimePass(cpuTime);
    if (m_request.load(site) == 0) return;
    drop(site);
    m_lastHolder.waitForAnother(site); // or the same thread might take it again before any other wakes
    take(site);
}

bool InterpreterLock::LastHolder::become(Site site) {
    const RuntimeId me = Worker::current().id;
    bool isNew = false;
    perform({EventKind::Set, site}, kAlways, [&] {
        isNew = m_thread != me;
        m_thread = me;
        return 1;
    });
    return isNew;
}

void InterpreterLock::LastHolder::waitForAnother(Site site) {
    const RuntimeId me = Worker::current().id;
    perform(
        {EventKind::Pass, site}, [this, me] { return m_thread != me; }, [] { return 0; });
}

} // namespace lockstep::sync
