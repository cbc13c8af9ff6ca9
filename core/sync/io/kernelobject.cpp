// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/kernelobject.h"

#include <cerrno>
#include <poll.h>
#include <system_error>
#include <vector>

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

void KernelObject::unwindIfStopping() {
    Worker& me = Worker::current();
    if (me.runtime.gate.isStopping()) me.unwind();
}

bool KernelObject::waitFor(std::span<const int> descriptors, short what) {
    std::vector<pollfd> all;
    for (const int descriptor : descriptors) all.push_back({descriptor, what, 0});
    all.push_back({Worker::current().runtime.stopDescriptor(), POLLIN, 0});
    while (::poll(all.data(), all.size(), -1) < 0)
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "cannot wait");
    return all.back().revents == 0;
}

bool KernelObject::waitUntilReadable(std::span<const int> descriptors) {
    return waitFor(descriptors, POLLIN);
}

bool KernelObject::waitUntilWritable(int descriptor) {
    return waitFor(std::span(&descriptor, 1), POLLOUT);
}

} // namespace lockstep::sync
