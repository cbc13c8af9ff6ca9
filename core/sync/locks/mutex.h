// SPDX-License-Identifier: GPL-3.0-or-later
// std::timed_mutex and std::recursive_timed_mutex on real threads, recorded.
//
// Worker threads of a session only. Locking a Mutex one holds already deadlocks, as it may with std::mutex;
// it is reported at once. Every call may throw Cancelled when the session stops, except unlock.
//
// | call         | returns when                                | owner afterwards                  |
// |--------------|---------------------------------------------|-----------------------------------|
// | lock         | it was free (recursive: or mine already)    | me                                |
// | try_lock     | at once                                     | me, or as before: false           |
// | try_lock_for | as lock, or when the session time is over   | me, or as before: false           |
// | unlock       | at once                                     | nobody (recursive: at depth 0)    |
#pragma once

#include "core/sync/locks/models.h"
#include "core/sync/runtime/resource.h"

namespace lockstep::sync {

using Site = std::source_location;

/// What both kinds share; the model says who may have it.
template <class Model>
class OwnedMutex : public Resource {
public:
    void lock(Site site = Site::current()) { take(site, std::nullopt); }
    bool try_lock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        return tryPerform(
            {EventKind::Acquire, site}, [this, me] { return m_model.canLock(me); },
            [this, me] { return m_model.lock(me); });
    }
    bool try_lock_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return take(site, limit);
    }
    /// By anyone but the owner: recorded as refused, and nothing changes.
    void unlock(Site site = Site::current()) {
        const RuntimeId me = Worker::current().id;
        perform({EventKind::Release, site, true}, kAlways, [this, me] { return released(me); });
    }

protected:
    void lendPriority() { m_heir = &m_model.owner; }
    OwnedMutex(std::string_view name, Site site)
        : Resource(Model::kKind, name, 0, site) {}

    Committed released(RuntimeId me) {
        const bool isMine = m_model.owner == me;
        return {isMine ? EventKind::Release : EventKind::Refuse, m_model.unlock(me)};
    }

private:
    bool take(Site site, std::optional<Clock> limit) {
        const RuntimeId me = Worker::current().id;
        return perform(
            {.kind = EventKind::Acquire, .site = site, .heir = m_heir},
            [this, me] { return m_model.canLock(me); }, [this, me] { return m_model.lock(me); }, limit);
    }

    Model m_model;
    const RuntimeId* m_heir = nullptr;
};

/// Whether who waits for a mutex lends its owner its priority, as POSIX's PTHREAD_PRIO_INHERIT. See
/// Thread::setPriority.
enum class Protocol : std::uint8_t { None, Inherit };

class Mutex : public OwnedMutex<MutexModel> {
public:
    explicit Mutex(std::string_view name = "mutex", Protocol protocol = Protocol::None,
                   Site site = Site::current())
        : OwnedMutex(name, site) {
        if (protocol == Protocol::Inherit) lendPriority();
    }

private:
    friend class ConditionVariable; // gives the mutex back and parks in one step
    void latch(Worker& me) { Resource::lock(me); }
    void unlatch() { m_latch.unlock(); }
    void giveBack(Worker& me, Site site) {
        const Committed done = released(me.id);
        record(me, done.kind, done.value, site, Alternative::Part);
    }
};

class RecursiveMutex : public OwnedMutex<RecursiveMutexModel> {
public:
    explicit RecursiveMutex(std::string_view name = "recursive mutex", Site site = Site::current())
        : OwnedMutex(name, site) {}
};

} // namespace lockstep::sync
