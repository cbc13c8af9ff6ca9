// SPDX-License-Identifier: GPL-3.0-or-later
// std::counting_semaphore, recorded.
#pragma once

#include "core/sync/flow/signallable.h"

namespace lockstep::sync {

/// acquire(n) waits for n permits at once; it does not collect them one by one.
class Semaphore : public Signallable {
public:
    explicit Semaphore(std::int32_t permits, std::string_view name = "semaphore", Site site = Site::current())
        : Signallable(ObjectKind::Semaphore, name, permits, site)
        , m_permits(permits) {}

    void acquire(std::int32_t count = 1, Site site = Site::current()) {
        perform(
            {EventKind::Acquire, site}, [this, count] { return m_permits >= count; },
            [this, count] { return m_permits -= count; });
    }
    bool try_acquire(std::int32_t count = 1, Site site = Site::current()) {
        return tryPerform(
            {EventKind::Acquire, site}, [this, count] { return m_permits >= count; },
            [this, count] { return m_permits -= count; });
    }
    bool try_acquire_for(std::chrono::nanoseconds limit, std::int32_t count = 1,
                         Site site = Site::current()) {
        return perform(
            {EventKind::Acquire, site}, [this, count] { return m_permits >= count; },
            [this, count] { return m_permits -= count; }, limit);
    }
    void release(std::int32_t count = 1, Site site = Site::current()) {
        perform(
            {EventKind::Release, site, true}, [] { return true; },
            [this, count] { return m_permits += count; });
    }

private:
    std::int32_t m_permits;
};

} // namespace lockstep::sync
