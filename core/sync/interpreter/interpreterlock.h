// SPDX-License-Identifier: GPL-3.0-or-later
// One lock for a whole interpreter, handed over as CPython does with its global interpreter lock (see
// Python/ceval_gil.h of CPython 3.11).
//
// | call    | steps                                            | returns when                              |
// |---------|--------------------------------------------------|-------------------------------------------|
// | take    | Read: the switches so far; then Acquire; after   | the lock was free                         |
// |         | an interval in vain Timeout, Read, and if nobody |                                           |
// |         | else has got it Write: the request; and again.   |                                           |
// |         | Then Write: no request; Set: it is me; and if    |                                           |
// |         | another was the last, Update: one switch more    |                                           |
// | drop    | Release                                          | at once                                   |
// | execute | Work, Read: is there a request? If so as drop,   | the time is used; after a request, when   |
// |         | Pass: another has got it, and as take            | another thread has had the lock           |
//
// Built from recorded parts, so that each request and each hand-over is seen as what it is.
#pragma once

#include "core/sync/cells/variable.h"
#include "core/sync/flow/signallable.h"

namespace lockstep::sync {

class InterpreterLock {
public:
    /// `interval`: how long a waiter lets the holder go on before it asks; Python's sys.setswitchinterval().
    explicit InterpreterLock(std::chrono::microseconds interval, Site site = Site::current());

    void take(Site site = Site::current());
    void drop(Site site = Site::current());
    /// The holder computes for so long, and then looks whether somebody has asked for the lock. Here session
    /// time passes also where one thread moves at a time, or nobody would ever have waited long enough.
    void execute(std::chrono::microseconds cpuTime, Site site = Site::current());

    std::int64_t switches() const { return m_switches.value(); } ///< when all threads have ended

private:
    /// Who had the lock last. It never becomes the one who waits for another, so no wake-up can be missed.
    class LastHolder : public Signallable {
    public:
        explicit LastHolder(Site site)
            : Signallable(ObjectKind::Event, "hand-over", 0, site) {}
        bool become(Site site); ///< false: it was me before
        void waitForAnother(Site site);

    private:
        RuntimeId m_thread = kNoRuntimeId;
    };

    const std::chrono::microseconds m_interval;
    Mutex m_lock;
    Atomic<std::int64_t> m_request;
    Atomic<std::int64_t> m_switches;
    LastHolder m_lastHolder;
};

} // namespace lockstep::sync
