// SPDX-License-Identifier: GPL-3.0-or-later
// std::shared_timed_mutex, recorded: many may read under it at a time, or one may write.
//
// The standard leaves open who goes first; here the policy says so (see SharedPolicy). Where writers are
// preferred a writer gets in line first, in a step of its own, and no reader passes it: so a thread that
// reads already and asks again waits behind a writer that waits for it. Fair: everybody gets in line.
// unlock and unlock_shared never throw; each other call may throw Cancelled when the session stops.
//
// | call                | steps                             | returns when                              |
// |---------------------|-----------------------------------|-------------------------------------------|
// | lock                | (Arrive,) Acquire                 | nobody has it, and it is my turn          |
// | lock_shared         | (Arrive,) AcquireShared           | no writer has it or is before me in line  |
// | try_lock...         | Acquire... or Refuse              | at once; false: not to be had, or no turn |
// | try_lock..._for     | as lock..., or Timeout            | or when the session time is over: false   |
// | unlock              | Release                           | at once                                   |
// | unlock_shared       | ReleaseShared                     | at once                                   |
#pragma once

#include "core/sync/locks/mutex.h"
#include "core/sync/locks/sharedmodel.h"

namespace lockstep::sync {

class SharedMutex : public Resource {
public:
    explicit SharedMutex(std::string_view name = "shared mutex",
                         SharedPolicy policy = SharedPolicy::PreferReaders, Site site = Site::current())
        : Resource(ObjectKind::SharedMutex, name, static_cast<std::int32_t>(policy), site)
        , m_model{.policy = policy} {}

    void lock(Site site = Site::current()) { take(site, std::nullopt); }
    bool try_lock(Site site = Site::current());
    bool try_lock_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return take(site, limit);
    }
    void unlock(Site site = Site::current());

    void lock_shared(Site site = Site::current()) { takeShared(site, std::nullopt); }
    bool try_lock_shared(Site site = Site::current());
    bool try_lock_shared_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return takeShared(site, limit);
    }
    void unlock_shared(Site site = Site::current());

private:
    void arrive(RuntimeId me, bool isShared, Site site);
    bool take(Site site, std::optional<Clock> limit);
    bool takeShared(Site site, std::optional<Clock> limit);

    SharedModel m_model;
};

} // namespace lockstep::sync
