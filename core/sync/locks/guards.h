// SPDX-License-Identifier: GPL-3.0-or-later
// std::lock_guard and std::unique_lock, with the source line of the call that the standard ones cannot carry.
#pragma once

#include "core/sync/locks/mutex.h"

namespace lockstep::sync {

/// Holds the lock until the end of the block. The release is recorded at the guard's own line.
template <class Lock>
class LockGuard {
public:
    explicit LockGuard(Lock& lock, Site site = Site::current())
        : m_lock(lock)
        , m_site(site) {
        m_lock.lock(site);
    }
    ~LockGuard() { m_lock.unlock(m_site); }
    LockGuard(const LockGuard&) = delete;
    LockGuard& operator=(const LockGuard&) = delete;

private:
    Lock& m_lock;
    Site m_site;
};

/// As LockGuard, and may be given back and taken again in between; a condition needs one.
template <class Lock>
class UniqueLock {
public:
    explicit UniqueLock(Lock& lock, Site site = Site::current())
        : m_lock(lock)
        , m_site(site) {
        this->lock(site);
    }
    ~UniqueLock() {
        if (m_owns) m_lock.unlock(m_site);
    }
    UniqueLock(const UniqueLock&) = delete;
    UniqueLock& operator=(const UniqueLock&) = delete;

    void lock(Site site = Site::current()) {
        m_lock.lock(site);
        m_owns = true;
    }
    void unlock(Site site = Site::current()) {
        m_lock.unlock(site);
        m_owns = false;
    }
    bool owns_lock() const { return m_owns; }
    Lock& mutex() const { return m_lock; }

private:
    Lock& m_lock;
    Site m_site;
    bool m_owns = false;
};

} // namespace lockstep::sync
