// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/locks/sharedmutex.h"

namespace lockstep::sync {

void SharedMutex::arrive(RuntimeId me, bool isShared, Site site) {
    if (m_model.arrivesFirst(isShared))
        perform({EventKind::Arrive, site}, kAlways, [&] { return m_model.arrive(me, isShared); });
}

// Whoever gives up leaves the line, and then perhaps somebody behind can go: perform() wakes them.
bool SharedMutex::take(Site site, std::optional<Clock> limit) {
    const RuntimeId me = Worker::current().id;
    arrive(me, false, site);
    return perform(
        {EventKind::Acquire, site}, [this, me] { return m_model.canLock(me); },
        [this, me] { return m_model.lock(me); }, limit, [this, me] { m_model.leave(me); });
}

bool SharedMutex::takeShared(Site site, std::optional<Clock> limit) {
    const RuntimeId me = Worker::current().id;
    arrive(me, true, site);
    return perform(
        {EventKind::AcquireShared, site}, [this, me] { return m_model.canLockShared(me); },
        [this, me] { return m_model.lockShared(me); }, limit, [this, me] { m_model.leave(me); });
}

bool SharedMutex::try_lock(Site site) {
    const RuntimeId me = Worker::current().id;
    return tryPerform(
        {EventKind::Acquire, site}, [this, me] { return m_model.canLock(me); },
        [this, me] { return m_model.lock(me); });
}

bool SharedMutex::try_lock_shared(Site site) {
    const RuntimeId me = Worker::current().id;
    return tryPerform(
        {EventKind::AcquireShared, site}, [this, me] { return m_model.canLockShared(me); },
        [this, me] { return m_model.lockShared(me); });
}

void SharedMutex::unlock(Site site) {
    const RuntimeId me = Worker::current().id;
    perform({EventKind::Release, site, true}, kAlways, [this, me] {
        return Committed{m_model.unlock(me) ? EventKind::Release : EventKind::Refuse, 0};
    });
}

void SharedMutex::unlock_shared(Site site) {
    const RuntimeId me = Worker::current().id;
    perform({EventKind::ReleaseShared, site, true}, kAlways, [this, me] {
        const bool isMine = m_model.unlockShared(me);
        return Committed{isMine ? EventKind::ReleaseShared : EventKind::Refuse,
                         static_cast<std::int32_t>(m_model.readers.size())};
    });
}

} // namespace lockstep::sync
