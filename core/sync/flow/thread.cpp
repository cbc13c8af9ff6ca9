// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/flow/thread.h"

#include "core/sync/runtime/cancelled.h"

#include <pthread.h>

namespace lockstep::sync {

namespace {

std::shared_ptr<Runtime::Strand> newStrand() {
    const Worker& me = Worker::current();
    return me.runtime.makeStrand(me.id, me.peekPath());
}

void recordSchedTotals(Worker& me) {
    SchedTotals totals;
    if (!me.runtime.recordsSchedTotals || !readSchedTotals(currentTid(), totals)) return;
    constexpr std::int64_t kSecond = 1'000'000'000;
    const auto record = [&](EventKind kind, std::int64_t time) {
        me.recordOwn(kind, static_cast<std::int32_t>(time % kSecond),
                     static_cast<std::uint32_t>(time / kSecond));
    };
    record(EventKind::CpuTime, totals.onCpu);
    record(EventKind::QueueTime, totals.inRunQueue);
}

} // namespace

Thread::Thread(std::string_view name, std::function<void()> body, Site site)
    : Thread(name, std::move(body), newStrand(), Kind::Ordinary, site) {}

Thread::Thread(std::string_view name, std::function<void()> body, std::shared_ptr<Runtime::Strand> strand,
               Kind kind, Site site)
    : Resource(ObjectKind::Thread, name, static_cast<std::int32_t>(kind), site, strand->worker.id)
    , m_sharedStrand(std::move(strand))
    , m_strand(*m_sharedStrand)
    , m_name(name)
    , m_body(std::move(body)) {
    m_strand.worker.isDaemon = kind == Kind::Daemon;
}

std::unique_ptr<Thread> Thread::make(std::string_view name, std::function<void()> body, Site site) {
    return std::make_unique<Thread>(name, std::move(body), site);
}

std::shared_ptr<Thread> Thread::daemon(std::string_view name, std::function<void()> body, Site site) {
    const std::shared_ptr<Thread> made(new Thread(name, std::move(body), newStrand(), Kind::Daemon, site));
    Worker::current().runtime.keepDaemon(made, made->m_sharedStrand);
    return made;
}

Thread::~Thread() {
    if (!m_isStarted) return;
    try {
        if (!m_isJoined) join({}); // no line of the program says so
    } catch (const Cancelled&) {   // the session stopped meanwhile, and the child has unwound before us
        Worker::current().rearm();
    }
    // in a teardown whoever owns a thread waits for its end, so its turn comes with the owner's
    if (m_strand.worker.runtime.gate.isStopping()) {
        m_strand.worker.letUnwind();
        m_strand.worker.signal();
    }
    reap();
}

void Thread::start(Site site) {
    const auto id = static_cast<std::int32_t>(m_strand.worker.id);
    perform(
        {EventKind::Spawn, site}, [] { return true; },
        [&] {
            m_isStarted = true;
            return id;
        });
    if (!m_isStarted) return; // this thread is being unwound
    Runtime& runtime = m_strand.worker.runtime;
    runtime.gate.onSpawning(Worker::current(), m_strand.worker);
    try {
        runtime.start(m_sharedStrand, [this] { run(); });
    } catch (...) {
        recordStillbirth();
        runtime.gate.onStillbirth(m_strand.worker);
        throw;
    }
    runtime.gate.onSpawn(Worker::current(), m_strand.worker);
}

// The kernel gave no thread: what Spawn promised is taken back on its behalf.
void Thread::recordStillbirth() {
    Worker& me = Worker::current();
    RingBuffer& ring = me.runtime.recorder.attach(m_strand.worker.id);
    lock(me);
    m_isStarted = false;
    m_hasEnded = true;
    ring.push({.object = id(), .order = m_order++, .kind = EventKind::Start});
    ring.push({.object = id(), .order = m_order++, .kind = EventKind::Exit});
    unlock(me);
    me.runtime.recorder.detach(ring);
}

void Thread::join(Site site) {
    joinWithin(std::nullopt, site);
    if (m_isJoined) reap();
}

bool Thread::try_join_for(std::chrono::nanoseconds limit, Site site) {
    return joinWithin(limit, site);
}

bool Thread::joinWithin(std::optional<Clock> limit, Site site) {
    const auto commit = [this] {
        m_isJoined = true;
        return static_cast<std::int32_t>(m_strand.worker.id);
    };
    return perform(
        {EventKind::Join, site}, [this] { return m_hasEnded; }, commit, limit);
}

void Thread::run() {
    Worker& me = Worker::current();
    pthread_setname_np(pthread_self(), m_name.substr(0, 15).c_str());
    try {
        runBody(me);
    } catch (const Cancelled&) { // the session stopped
    } catch (const std::exception& e) {
        me.recordOwn(EventKind::Failure);
        me.runtime.setFailure(m_name + " ended with an exception: " + e.what());
    }
    m_body = nullptr; // what it captured belongs to the program, and goes while the thread still counts
    const Step step{.kind = EventKind::Exit, .givesBack = true};
    me.admit(GuardedOperation(*this, step, kAlways), true);
    recordSchedTotals(me);
    finish(
        me, [this] { m_hasEnded = true; }, EventKind::Exit);
}

void Thread::runBody(Worker& me) {
    const Step step{.kind = EventKind::Start, .givesBack = true};
    me.admit(GuardedOperation(*this, step, kAlways), true);
    const auto tid = currentTid();
    lock(me);
    record(me, EventKind::Start, tid, {});
    unlock(me);
    m_body();
}

} // namespace lockstep::sync
