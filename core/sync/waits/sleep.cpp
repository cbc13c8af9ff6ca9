// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/waits/sleep.h"

#include "core/sync/runtime/runtime.h"

#include <algorithm>
#include <ctime>
#include <limits>

namespace lockstep::sync {

namespace {

class TimeOperation final : public Operation {
public:
    explicit TimeOperation(const Announcement& announcement)
        : m_announcement(announcement) {}
    bool enabled() const override { return true; }
    Announcement describe() const override { return m_announcement; }
    void record(Participant& by, EventKind kind, std::int32_t value) const override {
        static_cast<Worker&>(by).recordOwn(kind, value, siteOf(kind, m_announcement.site));
    }

private:
    Announcement m_announcement;
};

constexpr std::chrono::microseconds kLongest = std::chrono::hours(24 * 365);

// As an event holds it: at most some 35 minutes.
std::int32_t recorded(std::chrono::microseconds time) {
    return static_cast<std::int32_t>(
        std::min<std::int64_t>(time.count(), std::numeric_limits<std::int32_t>::max()));
}

std::int64_t threadCpuNanoseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// A little real arithmetic, some tens of microseconds of it.
void computeBriefly() {
    volatile std::uint32_t x = 1;
    for (int i = 0; i < 20'000; ++i) x = x * 1664525u + 1013904223u;
}

void computeReally(Worker& me, std::chrono::microseconds cpuTime) {
    double left = static_cast<double>(cpuTime.count()) * 1000;
    std::int64_t last = threadCpuNanoseconds();
    while (left > 0) {
        computeBriefly();
        const std::int64_t now = threadCpuNanoseconds();
        left -= static_cast<double>(now - last) * me.runtime.clock.speed();
        last = now;
        if (!me.runtime.gate.checkpoint(me)) return me.unwind();
    }
}

} // namespace

std::int32_t sleepUntil(Worker& me, std::int64_t deadline, const std::source_location& site) {
    const SessionClock& clock = me.runtime.clock;
    const std::chrono::nanoseconds left(std::max<std::int64_t>(0, deadline - clock.now()));
    me.recordOwn(EventKind::Sleep, recorded(std::chrono::ceil<std::chrono::microseconds>(left)), site);
    me.waitUntil([&] { return me.runtime.gate.isStopping(); }, &clock, deadline);
    const double late = static_cast<double>(clock.now() - deadline) / clock.speed();
    return static_cast<std::int32_t>(std::clamp(late, 0.0, 2e9));
}

void sleepFor(std::chrono::microseconds time, std::source_location site) {
    Worker& me = Worker::current();
    const std::chrono::microseconds length = std::min(time, kLongest);
    const TimeOperation operation(
        {.kind = EventKind::Awake, .site = site, .limit = length, .waitsForTime = true});
    const Admission admission = me.pass(operation).admission;
    if (admission == Admission::Granted) return;
    const std::int64_t deadline =
        admission == Admission::LetGo ? me.deadline : me.runtime.clock.after(length);
    std::int32_t lateness = 0;
    if (admission != Admission::TimedOut) {
        lateness = sleepUntil(me, deadline, site);
        if (me.runtime.gate.isStopping()) return me.unwind();
    }
    me.recordOwn(EventKind::Awake, lateness, site);
}

void work(std::chrono::microseconds cpuTime, std::source_location site) {
    Worker& me = Worker::current();
    if (!me.admit(TimeOperation({.kind = EventKind::Work, .site = site}))) return;
    me.recordOwn(EventKind::Work, recorded(cpuTime), site);
    if (!me.runtime.clock.isVirtual()) computeReally(me, cpuTime);
}

} // namespace lockstep::sync
