// SPDX-License-Identifier: GPL-3.0-or-later
// std::latch, recorded: a count that only goes down; at zero all who wait go on, and nobody waits any more.
//
// | call            | steps            | returns when                                    |
// |-----------------|------------------|-------------------------------------------------|
// | count_down      | CountDown        | at once                                         |
// | wait            | Pass             | the count is zero                               |
// | try_wait        | Pass or Refuse   | at once; false: not zero                        |
// | wait_for        | Pass or Timeout  | as wait, or when the session time is over: false|
// | arrive_and_wait | CountDown, Pass  | the count is zero                               |
#pragma once

#include "core/sync/flow/signallable.h"

namespace lockstep::sync {

class Latch : public Signallable {
public:
    explicit Latch(std::int32_t count, std::string_view name = "latch", Site site = Site::current())
        : Signallable(ObjectKind::Latch, name, count, site)
        , m_left(count) {}

    /// Not below zero. Is done even while the thread unwinds.
    void count_down(std::int32_t by = 1, Site site = Site::current()) {
        perform({EventKind::CountDown, site, true}, kAlways,
                [this, by] { return m_left = by < m_left ? m_left - by : 0; });
    }
    void wait(Site site = Site::current()) { waitWithin(std::nullopt, site); }
    bool wait_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return waitWithin(limit, site);
    }
    bool try_wait(Site site = Site::current()) {
        return tryPerform(
            {EventKind::Pass, site}, [this] { return m_left == 0; }, [] { return 0; });
    }
    void arrive_and_wait(Site site = Site::current()) {
        count_down(1, site);
        wait(site);
    }

private:
    bool waitWithin(std::optional<Clock> limit, Site site) {
        return perform(
            {EventKind::Pass, site}, [this] { return m_left == 0; }, [] { return 0; }, limit);
    }

    std::int32_t m_left;
};

} // namespace lockstep::sync
