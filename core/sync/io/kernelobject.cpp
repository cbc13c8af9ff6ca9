// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/kernelobject.h"

#include "core/sync/waits/sleep.h"

#include <cerrno>
#include <poll.h>
#include <system_error>
#include <vector>

namespace lockstep::sync {

namespace {

Latch s_order; // taken last of all latches, for as long as it takes to record one event

// The gate was opened while it stood in a modelled wait, of which this is left.
void sleepForTheRest(Worker& me, const std::source_location& site) {
    if (me.runtime.clock.now() >= me.deadline) return;
    me.recordPart(EventKind::Awake, sleepUntil(me, me.deadline, site));
}

} // namespace

KernelObject::InOrder::InOrder() {
    s_order.lock();
    Worker::current().onChosen();
}

KernelObject::InOrder::~InOrder() {
    Worker::current().onComeToGate();
    s_order.unlock();
}

void KernelObject::comeBack(Site site, Clock latency, const std::function<void()>& leave) {
    Worker& me = Worker::current();
    me.recordPart(EventKind::Awake); // before the latch, for which it may have to wait
    const Step step{.kind = EventKind::IoEnd, .site = site, .givesBack = true, .waitsForTime = true};
    const Admission admission = me.pass(GuardedOperation(*this, step, kAlways, latency), true).admission;
    if (admission == Admission::Granted) return;
    if (admission == Admission::LetGo) sleepForTheRest(me, site);
    lock(me);
    {
        const InOrder untilRecorded;
        leave();
        record(me, EventKind::IoEnd, 0, site);
    }
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
