// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/kernelobject.h"

#include <cerrno>
#include <poll.h>
#include <system_error>

namespace lockstep::sync {

void KernelObject::comeBack(Site site, Clock latency) {
    Worker& me = Worker::current();
    me.recordPart(EventKind::Awake); // before the latch, for which it may have to wait
    const Step step{.kind = EventKind::IoEnd, .site = site, .givesBack = true, .waitsForTime = true};
    if (!me.admit(GuardedOperation(*this, step, kAlways, latency), true)) return;
    lock(me);
    record(me, EventKind::IoEnd, 0, site);
    unlock(me);
}

bool KernelObject::waitUntilReadable(int descriptor) {
    const int stop = Worker::current().runtime.stopDescriptor();
    pollfd both[]{{descriptor, POLLIN, 0}, {stop, POLLIN, 0}};
    while (::poll(both, 2, -1) < 0)
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "cannot wait");
    return both[1].revents == 0;
}

} // namespace lockstep::sync
