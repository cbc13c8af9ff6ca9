// SPDX-License-Identifier: GPL-3.0-or-later
// One schedule of a small program on real threads, without a session around it: what a search runs by the
// hundred thousand.
#pragma once

#include "core/schedule/batonpolicy.h"
#include "core/sync/flow/thread.h"

#include <condition_variable>
#include <functional>
#include <sched.h>

namespace lockstep {

/// Keeps nothing; a Create's declaration must be freed.
class Forgetful final : public EventSink {
public:
    void deliver(RuntimeId, Timestamp, const RawEvent& raw) override {
        if (raw.kind == EventKind::Create) delete static_cast<const Declaration*>(raw.site);
    }
    void advanceTo(Timestamp) override {}
};

/// Many trials, one after the other, that share a recorder.
class Laboratory {
public:
    Laboratory()
        : m_recorder(m_sink, {.ringCapacity = 512}, monotonicNanoseconds()) {
        m_recorder.start();
        cpu_set_t here;
        CPU_ZERO(&here);
        CPU_SET(static_cast<std::size_t>(sched_getcpu()), &here);
        sched_getaffinity(0, sizeof m_before, &m_before);
        sched_setaffinity(0, sizeof here, &here); // handing on is several times cheaper on one CPU
    }
    ~Laboratory() {
        sched_setaffinity(0, sizeof m_before, &m_before);
        m_recorder.stop();
    }

    /// Runs main as the first thread until it is over or nobody can go, and unwinds what is left.
    Halt run(const std::function<void()>& main, std::shared_ptr<Chooser> chooser,
             BatonPolicy::Rules rules = {});

private:
    Forgetful m_sink;
    Recorder m_recorder;
    cpu_set_t m_before{};
};

inline Halt Laboratory::run(const std::function<void()>& main, std::shared_ptr<Chooser> chooser,
                            BatonPolicy::Rules rules) {
    std::mutex mutex;
    std::condition_variable changed;
    const auto tell = [&] {
        const std::lock_guard lock(mutex);
        changed.notify_all();
    };
    SessionClock clock(SessionClock::Virtual{});
    auto policy = std::make_unique<BatonPolicy>(clock, std::move(chooser), rules);
    BatonPolicy& baton = *policy;
    baton.onHalt(tell);
    Gate gate(std::move(policy));
    Runtime runtime(m_recorder, gate, clock);
    runtime.onStrandChanged = tell;
    RingBuffer& ring = m_recorder.attach(kNoRuntimeId);
    Worker self(runtime, kNoRuntimeId, kNoRuntimeId, "");
    self.begin(ring);
    Halt halt = Halt::None;
    {
        sync::Thread first("Main", main, {});
        self.letUnwind();
        first.start({});
        const auto waitFor = [&](auto condition) {
            std::unique_lock lock(mutex);
            changed.wait(lock, condition);
        };
        waitFor([&] { return baton.halt() != Halt::None || !runtime.nextToUnwind(); });
        halt = baton.halt();
        gate.stop();
        runtime.signalAll();
        waitFor([&] { return runtime.isQuiet(); });
        while (const auto strand = runtime.nextToUnwind()) {
            strand->worker.letUnwind();
            strand->worker.signal();
            waitFor([&] { return strand->hasEnded.load(std::memory_order_acquire) != 0; });
        }
    }
    Worker::end();
    m_recorder.detach(ring);
    return halt;
}

} // namespace lockstep
