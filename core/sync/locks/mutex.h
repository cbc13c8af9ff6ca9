// SPDX-License-Identifier: GPL-3.0-or-later
// std::mutex and std::recursive_mutex on real threads, recorded.
//
// Worker threads of a session only. Locking a Mutex one holds already deadlocks, as it may with std::mutex;
// it is reported at once. Every call may throw Cancelled when the session stops, except unlock.
#pragma once

#include "core/sync/locks/models.h"
#include "core/sync/runtime/resource.h"

namespace lockstep::sync {

using Site = std::source_location;

class Mutex : public Resource {
public:
    explicit Mutex(std::string_view name = "mutex", Site site = Site::current())
        : Resource(ObjectKind::Mutex, name, 0, site) {}

    void lock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        perform(
            {EventKind::Acquire, site}, [this] { return m_model.canLock(); },
            [this, me] { return m_model.lock(me); });
    }
    bool try_lock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        return tryPerform(
            {EventKind::Acquire, site}, [this] { return m_model.canLock(); },
            [this, me] { return m_model.lock(me); });
    }
    /// False when the session time was over first.
    bool try_lock_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        return perform(
            {EventKind::Acquire, site}, [this] { return m_model.canLock(); },
            [this, me] { return m_model.lock(me); }, limit);
    }
    void unlock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        perform(
            {EventKind::Release, site, true}, [] { return true; }, [this, me] { return released(me); });
    }

private:
    friend class ConditionVariable; // gives the mutex back and parks in one step
    void latch(Worker& me) { Resource::lock(me); }
    void unlatch() { m_latch.unlock(); }
    void giveBack(Worker& me, Site site) {
        const Committed done = released(me.id);
        record(me, done.kind, done.value, site, Alternative::Part);
    }

    // unlocking what another thread holds, or nobody, changes nothing
    Committed released(RuntimeId me) {
        const bool isMine = m_model.owner == me;
        return {isMine ? EventKind::Release : EventKind::Refuse, m_model.unlock(me)};
    }

    MutexModel m_model;
};

class RecursiveMutex : public Resource {
public:
    explicit RecursiveMutex(std::string_view name = "recursive mutex", Site site = Site::current())
        : Resource(ObjectKind::RecursiveMutex, name, 0, site) {}

    void lock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        perform(
            {EventKind::Acquire, site}, [this, me] { return m_model.canLock(me); },
            [this, me] { return m_model.lock(me); });
    }
    bool try_lock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        return tryPerform(
            {EventKind::Acquire, site}, [this, me] { return m_model.canLock(me); },
            [this, me] { return m_model.lock(me); });
    }
    void unlock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        perform(
            {EventKind::Release, site, true}, [] { return true; }, [this, me] { return released(me); });
    }

private:
    Committed released(RuntimeId me) {
        const bool isMine = m_model.owner == me;
        return {isMine ? EventKind::Release : EventKind::Refuse, m_model.unlock(me)};
    }

    RecursiveMutexModel m_model;
};

} // namespace lockstep::sync
