// SPDX-License-Identifier: GPL-3.0-or-later
// The machinery every primitive is built from: a guard and a commit on a small model, under the object's own
// latch.
//
// perform() offers the operation at the gate, takes the latch, commits and records when the guard holds, and
// parks the thread when it does not. There is one implementation for all modes. Free run barges, as real
// locks do: whoever finds the guard true goes on, a woken thread checks again and may have to park again
// (recorded as Wait again). At most one woken thread per object is on its way at any time; it wakes the next
// when its own check is done.
#pragma once

#include "core/sync/runtime/latch.h"
#include "core/sync/runtime/runtime.h"

#include <source_location>
#include <string_view>

namespace lockstep {

/// What a commit records, and where in the source the call stands.
struct Step {
    EventKind kind = EventKind::Acquire;
    std::source_location site;
    bool givesBack =
        false; ///< release-type: is done even while the thread unwinds, never waits, never throws
};

/// What a commit did, when that depends on the model.
struct Committed {
    EventKind kind;
    std::int32_t value;
};

class Resource {
public:
    Resource(const Resource&) = delete;
    Resource& operator=(const Resource&) = delete;

    RuntimeId id() const { return m_id; }

    using Clock = std::chrono::nanoseconds; ///< of session time

    // For primitives; scenario code has no use for them.

    /// Returns true when done (or granted to a thread that unwinds), false when `limit` was over first.
    /// Guard: bool(), pure. Commit: changes the model and returns the value to record, as std::int32_t, or as
    /// Committed when what happened is not step.kind (a put into a closed queue is refused).
    template <class Guard, class Commit>
    bool perform(Step step, Guard guard, Commit commit, std::optional<Clock> limit = std::nullopt) {
        Worker& me = Worker::current();
        GuardedOperation<Guard> operation(*this, step, guard);
        if (!me.admit(operation, step.givesBack)) [[unlikely]]
            return true;
        lock(me);
        if (!guard()) [[unlikely]]
            if (const Wait end = waitUntilEnabled(me, operation, limit); end != Wait::Enabled)
                return end == Wait::Granted;
        commitAndRecord(me, step, commit);
        unlock(me);
        return true;
    }

    /// A try form: commits when the guard holds, else records Refuse and returns false.
    template <class Guard, class Commit>
    bool tryPerform(Step step, Guard guard, Commit commit) {
        Worker& me = Worker::current();
        const auto always = [] { return true; };
        GuardedOperation<decltype(always)> operation(*this, step, always);
        if (!me.admit(operation)) [[unlikely]]
            return true;
        lock(me);
        const bool isTaken = guard();
        if (isTaken)
            commitAndRecord(me, step, commit);
        else
            record(me, EventKind::Refuse, 0, step.site);
        unlock(me);
        return isTaken;
    }

protected:
    /// Records Create: the object is part of the trace from here on. Worker threads only.
    Resource(ObjectKind kind, std::string_view name, std::int32_t value, const std::source_location& site,
             RuntimeId thread = kNoRuntimeId);
    ~Resource();

    template <class Guard>
    class GuardedOperation final : public Operation {
    public:
        GuardedOperation(const Resource& resource, const Step& step, Guard& guard)
            : m_resource(resource)
            , m_step(step)
            , m_guard(guard) {}
        bool enabled() const override { return m_guard(); }
        Announcement describe() const override { return {m_step.kind, m_resource.m_id, m_step.site}; }

    private:
        const Resource& m_resource;
        const Step& m_step;
        Guard& m_guard;
    };

    /// A parked thread in an object's list; on the stack of that thread, touched under the latch only.
    struct Waiter {
        Worker& worker;
        const Operation& operation;
        std::source_location site;
        Waiter* previous = nullptr;
        Waiter* next = nullptr;
        bool isLinked = false;
    };

    void lock(Worker& me) {
        if (!m_latch.tryLock()) [[unlikely]]
            lockSlowly(me);
    }
    /// Wakes the first waiter whose guard has become true, if none is on its way already.
    void unlock(Worker&) {
        if (!m_first) [[likely]]
            return m_latch.unlock();
        unlockAndWake();
    }
    template <class Commit>
    void commitAndRecord(Worker& me, const Step& step, Commit& commit) {
        const auto done = commit();
        if constexpr (std::is_same_v<decltype(done), const Committed>)
            record(me, done.kind, done.value, step.site);
        else
            record(me, step.kind, static_cast<std::int32_t>(done), step.site);
    }
    void record(Worker& me, EventKind kind, std::int32_t value, const std::source_location& site) {
        me.record(kind, m_id, m_order++, value, site);
    }

    /// Latch held on entry, and on return when Enabled: the guard holds.
    enum class Wait : std::uint8_t { Enabled, TimedOut, Granted /* to a thread that unwinds */ };
    Wait waitUntilEnabled(Worker& me, const Operation& operation, std::optional<Clock> limit);

    /// As waitUntilEnabled, in parts, for an object whose waiters are woken one by one (conditions).
    enum class Parked : std::uint8_t { Woken, TimedOut, Stopped };
    void park(Waiter& waiter, std::optional<Clock> limit);                          // latch held
    Parked sleep(Waiter& waiter, const SessionClock* clock, std::int64_t deadline); // no latch held
    void wake(Waiter& waiter, Worker& waker);                                       // latch held
    void unlink(Waiter& waiter);                                                    // latch held
    Waiter* firstWaiter() const { return m_first; }
    /// Latch held. Records that the first waiter whose guard is true is woken, if none is on its way already;
    /// signal() what it returns when the latch is free.
    Worker* wakeNext(Worker& waker);
    /// As commit, record and unlock, with the wake-up recorded first: for a thread's very last event.
    template <class Commit>
    void finish(Worker& me, Commit commit, EventKind kind) {
        lock(me);
        commit();
        Worker* woken = wakeNext(me);
        record(me, kind, 0, {});
        m_latch.unlock();
        if (woken) woken->signal();
    }
    /// How long ago a session deadline was, in real nanoseconds: what Timeout and Awake record.
    static std::int32_t latenessOf(const SessionClock& clock, std::int64_t deadline);

    const RuntimeId m_id;
    Latch m_latch;
    std::uint32_t m_order = 0;

private:
    void lockSlowly(Worker& me);
    void unlockAndWake();
    Waiter* firstEnabled() const;

    Waiter* m_first = nullptr;
    Waiter* m_last = nullptr;
    const Worker* m_onItsWay = nullptr; // woken and has not checked its guard yet
};

} // namespace lockstep
