// SPDX-License-Identifier: GPL-3.0-or-later
// A gate that one thread opens for all: Python's threading.Event, Windows' manual-reset event; recorded.
//
// | call     | steps            | returns when                                       |
// |----------|------------------|----------------------------------------------------|
// | set      | Set              | at once; it stays set until it is reset            |
// | reset    | Reset            | at once                                            |
// | wait     | Pass             | it is set                                          |
// | wait_for | Pass or Timeout  | as wait, or when the session time is over: false   |
//
// Who waits looks again when it is set. Whoever comes to look only after a reset waits on.
#pragma once

#include "core/sync/flow/signallable.h"

namespace lockstep::sync {

class ManualResetEvent : public Signallable {
public:
    explicit ManualResetEvent(std::string_view name = "event", bool isSet = false,
                              Site site = Site::current())
        : Signallable(ObjectKind::Event, name, isSet, site)
        , m_isSet(isSet) {}

    void set(Site site = Site::current()) { change(EventKind::Set, true, site); }
    void reset(Site site = Site::current()) { change(EventKind::Reset, false, site); }
    void wait(Site site = Site::current()) { waitWithin(std::nullopt, site); }
    bool wait_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return waitWithin(limit, site);
    }

private:
    void change(EventKind kind, bool isSet, Site site) {
        perform({kind, site, true}, kAlways, [this, isSet] { return m_isSet = isSet; });
    }
    bool waitWithin(std::optional<Clock> limit, Site site) {
        return perform(
            {EventKind::Pass, site}, [this] { return m_isSet; }, [] { return 0; }, limit);
    }

    bool m_isSet;
};

} // namespace lockstep::sync
