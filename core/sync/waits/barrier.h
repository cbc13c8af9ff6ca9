// SPDX-License-Identifier: GPL-3.0-or-later
// std::barrier, recorded: each of its parties waits until all have come, again and again.
//
// | call                | steps                       | returns when                                       |
// |---------------------|-----------------------------|----------------------------------------------------|
// | arrive_and_wait     | Arrive, Pass                | all parties of this generation have arrived        |
// | arrive_and_wait_for | Arrive, then Pass or Timeout| or when the session time is over: false, and the   |
// |                     |                             | party has not arrived                              |
//
// The last to arrive moves the generation on, so nobody can meet a party of the next one.
#pragma once

#include "core/sync/flow/signallable.h"

namespace lockstep::sync {

class Barrier : public Signallable {
public:
    explicit Barrier(std::int32_t parties, std::string_view name = "barrier", Site site = Site::current())
        : Signallable(ObjectKind::Barrier, name, parties, site)
        , m_parties(parties) {}

    void arrive_and_wait(Site site = Site::current()) { wait(arrive(site), std::nullopt, site); }
    bool arrive_and_wait_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return wait(arrive(site), limit, site);
    }

private:
    /// Returns the generation it belongs to.
    std::uint64_t arrive(Site site) {
        std::uint64_t mine = 0;
        perform({EventKind::Arrive, site}, kAlways, [&] {
            mine = m_generation;
            const std::int32_t count = ++m_arrived;
            if (count >= m_parties) startNextGeneration();
            return count;
        });
        return mine;
    }
    bool wait(std::uint64_t mine, std::optional<Clock> limit, Site site) {
        return perform(
            {EventKind::Pass, site}, [this, mine] { return m_generation != mine; }, [] { return 0; }, limit,
            [this, mine] { takeBack(mine); });
    }
    void startNextGeneration() {
        ++m_generation;
        m_arrived = 0;
    }
    // Not of a generation that is complete: a time-out may be chosen although the way is free.
    void takeBack(std::uint64_t mine) {
        if (m_generation == mine) --m_arrived;
    }

    const std::int32_t m_parties;
    std::int32_t m_arrived = 0;
    std::uint64_t m_generation = 0;
};

} // namespace lockstep::sync
