// SPDX-License-Identifier: GPL-3.0-or-later
// std::lock_guard, std::unique_lock, std::shared_lock and std::scoped_lock, with the source line of the call
// that the standard ones cannot carry.
#pragma once

#include "core/sync/locks/sharedmutex.h"

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

/// As LockGuard, as one reader among others.
class SharedLock {
public:
    explicit SharedLock(SharedMutex& lock, Site site = Site::current())
        : m_lock(lock)
        , m_site(site) {
        m_lock.lock_shared(site);
    }
    ~SharedLock() { m_lock.unlock_shared(m_site); }
    SharedLock(const SharedLock&) = delete;
    SharedLock& operator=(const SharedLock&) = delete;

private:
    SharedMutex& m_lock;
    Site m_site;
};

/// Holds two locks until the end of the block, in whatever order others take them: it never waits for one
/// while it holds the other, but gives that back and begins with the one it could not have (as std::lock).
template <class First, class Second>
class ScopedLock {
public:
    ScopedLock(First& first, Second& second, Site site = Site::current())
        : m_first(first)
        , m_second(second)
        , m_site(site) {
        while (!takes(m_first, m_second) && !takes(m_second, m_first)) {
        }
    }
    ~ScopedLock() {
        m_second.unlock(m_site);
        m_first.unlock(m_site);
    }
    ScopedLock(const ScopedLock&) = delete;
    ScopedLock& operator=(const ScopedLock&) = delete;

private:
    template <class One, class Other>
    bool takes(One& one, Other& other) {
        one.lock(m_site);
        if (other.try_lock(m_site)) return true;
        one.unlock(m_site);
        return false;
    }

    First& m_first;
    Second& m_second;
    Site m_site;
};

} // namespace lockstep::sync
