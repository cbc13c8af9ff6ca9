// SPDX-License-Identifier: GPL-3.0-or-later
// A trace written by hand, as a sequence of sentences: `at(100).wait("Worker 1", "lock1")`.
//
// Threads and objects are named; each word appends the event that the engine would record, with the value it
// would carry (depth, items, permits), and moves the trace's end to it. A trailing number is the line of the
// file given with in(). Times are nanoseconds and must not decrease. A name that does not exist throws
// std::out_of_range. Neither copied nor moved: a trace stays where it is.
#pragma once

#include "core/trace/trace.h"

#include <initializer_list>
#include <map>
#include <string>

namespace lockstep {

class TraceBuilder {
public:
    explicit TraceBuilder(KernelSource source = KernelSource::Silent)
        : m_trace(source) {}
    TraceBuilder(const TraceBuilder&) = delete;
    TraceBuilder& operator=(const TraceBuilder&) = delete;

    Trace& trace() { return m_trace; }
    const Trace& trace() const { return m_trace; }
    ThreadId thread(const std::string& name) const { return m_trace.object(object(name)).info.thread; }
    ObjectId object(const std::string& name) const { return m_ids.at(name); }
    /// The event that was appended last.
    EventIndex last() const { return EventIndex{static_cast<std::uint32_t>(m_trace.size() - 1)}; }
    Timestamp now() const { return m_now; }

    // --- where and when
    TraceBuilder& at(Timestamp nanoseconds) {
        m_now = nanoseconds;
        m_trace.advanceTo(m_now);
        return *this;
    }
    TraceBuilder& in(std::string file) {
        m_file = std::move(file);
        return *this;
    }

    // --- what there is
    /// Each made, spawned and started now, by the session itself.
    TraceBuilder& addThreads(std::initializer_list<const char*> names) {
        for (const char* name : names) addThread(name).spawn("", name).start(name);
        return *this;
    }
    /// Made, not yet spawned: it is New.
    TraceBuilder& addThread(const std::string& name, const std::string& creator = {}) {
        return add(ObjectKind::Thread, name, 0, 0, creator);
    }
    TraceBuilder& addLocks(std::initializer_list<const char*> names) {
        for (const char* name : names) add(ObjectKind::Mutex, name);
        return *this;
    }
    TraceBuilder& addQueue(const std::string& name, std::int32_t capacity = 0) {
        return add(ObjectKind::Queue, name, capacity, capacity);
    }
    TraceBuilder& addSemaphore(const std::string& name, std::int32_t permits) {
        return add(ObjectKind::Semaphore, name, permits, permits);
    }
    /// Any kind; `first` is the Create event's value.
    TraceBuilder& add(ObjectKind kind, const std::string& name, std::int32_t first = 0,
                      std::int32_t capacity = 0, const std::string& creator = {}) {
        ObjectInfo info{.kind = kind, .name = name, .path = "0." + std::to_string(m_ids.size())};
        info.capacity = capacity;
        info.creator = threadOrNone(creator);
        const ObjectId id = m_ids[name] = m_trace.addObject(info);
        m_values[id] = kind == ObjectKind::Queue ? 0 : first;
        return event(EventKind::Create, creator, id, first);
    }
    TraceBuilder& destroy(const std::string& who, const std::string& what) {
        return event(EventKind::Destroy, who, object(what));
    }

    // --- life of a thread; an empty parent is the session itself
    TraceBuilder& spawn(const std::string& parent, const std::string& child, std::uint32_t line = 0) {
        return event(EventKind::Spawn, parent, object(child), valueOf(thread(child)), line);
    }
    TraceBuilder& start(const std::string& who) { return event(EventKind::Start, who, object(who)); }
    TraceBuilder& exit(const std::string& who) { return event(EventKind::Exit, who, object(who)); }
    TraceBuilder& join(const std::string& who, const std::string& child, std::uint32_t line = 0) {
        return event(EventKind::Join, who, object(child), valueOf(thread(child)), line);
    }
    TraceBuilder& failure(const std::string& who) { return event(EventKind::Failure, who, object(who)); }

    // --- locks and permits
    TraceBuilder& wait(const std::string& who, const std::string& what, std::uint32_t line = 0,
                       std::int32_t limitMicroseconds = 0) {
        return event(EventKind::Wait, who, object(what), limitMicroseconds, line);
    }
    TraceBuilder& acquire(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Acquire, who, object(what), change(what, isPermits(what) ? -1 : 1), line);
    }
    TraceBuilder& release(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Release, who, object(what), change(what, isPermits(what) ? 1 : -1), line);
    }
    TraceBuilder& refuse(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Refuse, who, object(what), 0, line);
    }
    TraceBuilder& timeout(const std::string& who, const std::string& what, std::uint32_t line = 0,
                          std::int32_t nanosecondsAgo = 0) {
        return event(EventKind::Timeout, who, object(what), nanosecondsAgo, line, Alternative::Timeout);
    }

    // --- shared mutexes
    TraceBuilder& addShared(const std::string& name, SharedPolicy policy = SharedPolicy::PreferReaders) {
        return add(ObjectKind::SharedMutex, name, static_cast<std::int32_t>(policy),
                   static_cast<std::int32_t>(policy));
    }
    TraceBuilder& waitShared(const std::string& who, const std::string& what, std::uint32_t line = 0,
                             std::int32_t limitMicroseconds = 0) {
        return event(EventKind::Wait, who, object(what), limitMicroseconds, line, Alternative::Shared);
    }
    TraceBuilder& acquireShared(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::AcquireShared, who, object(what), ++m_readers[object(what)], line);
    }
    TraceBuilder& releaseShared(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::ReleaseShared, who, object(what), --m_readers[object(what)], line);
    }
    /// `there`: how many have arrived or are in line now.
    TraceBuilder& arrive(const std::string& who, const std::string& what, std::int32_t there,
                         std::uint32_t line = 0) {
        return event(EventKind::Arrive, who, object(what), there, line);
    }

    // --- barriers, latches, events, and what a program promises
    TraceBuilder& addBarrier(const std::string& name, std::int32_t parties) {
        return add(ObjectKind::Barrier, name, parties, parties);
    }
    TraceBuilder& addLatch(const std::string& name, std::int32_t count) {
        return add(ObjectKind::Latch, name, count, count);
    }
    TraceBuilder& countDown(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::CountDown, who, object(what), change(what, -1), line);
    }
    TraceBuilder& pass(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Pass, who, object(what), 0, line);
    }
    TraceBuilder& reset(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Reset, who, object(what), 0, line);
    }
    TraceBuilder& await(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Await, who, object(what), 1, line);
    }
    TraceBuilder& promiseSignallers(const std::string& what, std::initializer_list<const char*> threads) {
        for (const char* name : threads) event(EventKind::Signaller, {}, object(what), valueOf(thread(name)));
        return *this;
    }
    TraceBuilder& promiseTakers(const std::string& what, std::initializer_list<const char*> threads) {
        for (const char* name : threads) event(EventKind::Taker, {}, object(what), valueOf(thread(name)));
        return *this;
    }

    // --- queues, conditions, futures
    TraceBuilder& put(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Put, who, object(what), change(what, 1), line);
    }
    TraceBuilder& take(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Take, who, object(what), change(what, -1), line);
    }
    TraceBuilder& close(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Close, who, object(what), m_values.at(object(what)), line);
    }
    TraceBuilder& notify(const std::string& who, const std::string& what, std::int32_t woken,
                         std::uint32_t line = 0) {
        return event(EventKind::Notify, who, object(what), woken, line);
    }
    TraceBuilder& wake(const std::string& who, const std::string& what, const std::string& woken) {
        return event(EventKind::Wake, who, object(what), valueOf(thread(woken)));
    }
    TraceBuilder& set(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Set, who, object(what), 1, line);
    }
    TraceBuilder& get(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Get, who, object(what), 1, line);
    }

    // --- variables
    TraceBuilder& read(const std::string& who, const std::string& what, std::uint32_t line = 0) {
        return event(EventKind::Read, who, object(what), m_values.at(object(what)), line);
    }
    TraceBuilder& write(const std::string& who, const std::string& what, std::int32_t value,
                        std::uint32_t line = 0) {
        return event(EventKind::Write, who, object(what), m_values[object(what)] = value, line);
    }
    TraceBuilder& update(const std::string& who, const std::string& what, std::int32_t by,
                         std::uint32_t line = 0) {
        return event(EventKind::Update, who, object(what), change(what, by), line);
    }

    // --- time
    TraceBuilder& work(const std::string& who, std::int32_t microseconds, std::uint32_t line = 0) {
        return event(EventKind::Work, who, {}, microseconds, line);
    }
    TraceBuilder& sleep(const std::string& who, std::int32_t microseconds, std::uint32_t line = 0) {
        return event(EventKind::Sleep, who, {}, microseconds, line);
    }
    TraceBuilder& awake(const std::string& who, std::int32_t nanosecondsAgo = 0) {
        return event(EventKind::Awake, who, {}, nanosecondsAgo);
    }
    TraceBuilder& io(const std::string& who, const std::string& file, std::uint32_t line = 0) {
        return event(EventKind::Io, who, object(file), 0, line);
    }
    TraceBuilder& ioEnd(const std::string& who, const std::string& file, std::int32_t nanosecondsAgo = 0) {
        return event(EventKind::IoEnd, who, object(file), nanosecondsAgo);
    }

    // --- Lockstep and the kernel
    TraceBuilder& hold(const std::string& who) { return event(EventKind::Hold, who, {}); }
    TraceBuilder& let(const std::string& who) { return event(EventKind::Let, who, {}); }
    TraceBuilder& pause() { return event(EventKind::Pause, {}, {}); }
    TraceBuilder& resume() { return event(EventKind::Resume, {}, {}); }
    TraceBuilder& stop() { return event(EventKind::Stop, {}, {}); }
    TraceBuilder& unwind(const std::string& who) { return event(EventKind::Unwind, who, {}); }
    TraceBuilder& lost(const std::string& who, std::int32_t count) {
        return event(EventKind::Lost, who, {}, count);
    }
    TraceBuilder& kernelLost(std::int32_t count) { return event(EventKind::KernelLost, {}, {}, count); }
    TraceBuilder& switchIn(const std::string& who, std::int32_t cpu = 0) {
        return event(EventKind::SwitchIn, who, {}, cpu);
    }
    TraceBuilder& switchOut(const std::string& who, std::int32_t cpu = 0) {
        return event(EventKind::SwitchOut, who, {}, cpu);
    }
    TraceBuilder& preempt(const std::string& who, std::int32_t cpu = 0) {
        return event(EventKind::SwitchOut, who, {}, cpu, 0, Alternative::Preempted);
    }

    /// Any event, in the words of Event.
    TraceBuilder& event(EventKind kind, const std::string& who, ObjectId what, std::int32_t value = 0,
                        std::uint32_t line = 0, Alternative alternative = Alternative::Normal) {
        Event e{.time = m_now, .thread = threadOrNone(who), .object = what, .value = value};
        e.kind = kind;
        e.alternative = alternative;
        if (line > 0) e.site = m_trace.addSite({m_file, line, "run"});
        if (what.isValid()) e.order = m_orders[what]++;
        m_trace.append(e);
        m_trace.advanceTo(m_now);
        return *this;
    }

private:
    ThreadId threadOrNone(const std::string& name) const { return name.empty() ? ThreadId{} : thread(name); }
    static std::int32_t valueOf(ThreadId id) { return static_cast<std::int32_t>(id.value); }
    bool isPermits(const std::string& what) const {
        return m_trace.object(object(what)).info.kind == ObjectKind::Semaphore;
    }
    std::int32_t change(const std::string& what, std::int32_t by) { return m_values[object(what)] += by; }

    Trace m_trace;
    std::map<std::string, ObjectId> m_ids;
    std::map<ObjectId, std::int32_t> m_values;  // depth, items, permits or value
    std::map<ObjectId, std::int32_t> m_readers; // of shared mutexes
    std::map<ObjectId, std::uint32_t> m_orders;
    std::string m_file = "two_locks.cpp";
    Timestamp m_now = 0;
};

} // namespace lockstep
