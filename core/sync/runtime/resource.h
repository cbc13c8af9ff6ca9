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
    /// Release-type: is done even while the thread unwinds, never waits, never throws.
    bool givesBack = false;
    bool waitsForTime = false; ///< see Announcement
    bool mayBeSpurious = false;
    bool mayGiveUp = false;          ///< a try form; perform() knows timed ones by their limit
    const RuntimeId* heir = nullptr; ///< the thread, or none, that a waiting one lends its priority to
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
    struct Nothing {
        void operator()() const {}
    };

    // For primitives; scenario code has no use for them.

    /// Returns true when done (or granted to a thread that unwinds), false when `limit` was over first.
    /// Guard: bool(), pure. Commit: changes the model and returns the value to record, as std::int32_t, or as
    /// Committed when what happened is not step.kind (a put into a closed queue is refused). GiveUp: changes
    /// the model when the limit was over.
    template <class Guard, class Commit, class GiveUp = Nothing>
    bool perform(Step step, Guard guard, Commit commit, std::optional<Clock> limit = std::nullopt,
                 GiveUp giveUp = {}) {
        Worker& me = Worker::current();
        step.mayGiveUp |= limit.has_value();
        const GuardedOperation<Guard> operation(*this, step, guard, limit);
        const Admission admission = me.pass(operation, step.givesBack).admission;
        if (admission == Admission::Granted) [[unlikely]]
            return true;
        lock(me);
        Waited waited{admission == Admission::TimedOut ? Wait::TimedOut : Wait::Enabled, 0};
        if (admission <= Admission::LetGo && !guard()) [[unlikely]]
            waited = waitUntilEnabled(me, operation, limit, admission);
        if (waited.end == Wait::Granted) [[unlikely]]
            return true;
        if (waited.end == Wait::TimedOut) [[unlikely]] {
            giveUp();
            record(me, EventKind::Timeout, waited.lateness, step.site);
        } else {
            commitAndRecord(me, step, commit, admission);
        }
        unlock(me);
        return waited.end == Wait::Enabled;
    }

    /// A try form: commits when the guard holds, else records Refuse and returns false.
    template <class Guard, class Commit>
    bool tryPerform(Step step, Guard guard, Commit commit) {
        bool isTaken = true; // granted to a thread that unwinds, without a look
        step.mayGiveUp = true;
        perform(step, kAlways, [&] {
            isTaken = guard();
            return isTaken ? committed(step.kind, commit()) : Committed{EventKind::Refuse, 0};
        });
        return isTaken;
    }

protected:
    /// Records Create: the object is part of the trace from here on. Worker threads only.
    Resource(ObjectKind kind, std::string_view name, std::int32_t value, const std::source_location& site,
             RuntimeId thread = kNoRuntimeId);
    ~Resource();

    static constexpr auto kAlways = [] { return true; };

    template <class Guard>
    class GuardedOperation final : public Operation {
    public:
        GuardedOperation(Resource& resource, const Step& step, const Guard& guard,
                         std::optional<Clock> limit = std::nullopt)
            : m_resource(resource)
            , m_step(step)
            , m_guard(guard)
            , m_limit(limit) {}
        bool enabled() const override { return m_guard(); }
        std::optional<std::uint32_t> heir() const override {
            if (!m_step.heir || *m_step.heir == kNoRuntimeId) return std::nullopt;
            return *m_step.heir;
        }
        Announcement describe() const override {
            return {.kind = m_step.kind,
                    .object = m_resource.m_id,
                    .site = m_step.site,
                    .limit = m_limit,
                    .waitsForTime = m_step.waitsForTime,
                    .mayBeSpurious = m_step.mayBeSpurious};
        }
        void record(Participant& by, EventKind kind, std::int32_t value) const override {
            m_resource.record(static_cast<Worker&>(by), kind, value, siteOf(kind, m_step.site),
                              kind == EventKind::Wait ? wayOfWait(m_step.kind) : Alternative::Normal);
        }

    private:
        Resource& m_resource;
        const Step& m_step;
        const Guard& m_guard;
        std::optional<Clock> m_limit;
    };

    /// A parked thread in an object's list; on the stack of that thread, touched under the latch only.
    struct Waiter {
        Worker& worker;
        const Operation& operation;
        Announcement wanted;
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
    static Committed committed(EventKind kind, std::int32_t value) { return {kind, value}; }
    static Committed committed(EventKind, Committed done) { return done; }
    template <class Commit>
    void commitAndRecord(Worker& me, const Step& step, Commit& commit, Admission admission = Admission::Go) {
        const Committed done = committed(step.kind, commit());
        record(me, done.kind, done.value, step.site, wayOf(step, done.kind, admission));
    }
    static Alternative wayOf(const Step& step, EventKind done, Admission admission) {
        if (admission == Admission::Spurious) return Alternative::Spurious;
        const bool isTaken = done == EventKind::Acquire || done == EventKind::AcquireShared;
        return isTaken && step.mayGiveUp ? Alternative::Attempt : Alternative::Normal;
    }
    /// How a thread waits that will do this.
    static Alternative wayOfWait(EventKind wanted) {
        return wanted == EventKind::AcquireShared ? Alternative::Shared : Alternative::Normal;
    }
    void record(Worker& me, EventKind kind, std::int32_t value, const std::source_location& site,
                Alternative way = Alternative::Normal) {
        me.record(kind, m_id, m_order++, value, site, way);
    }

    /// Latch held on entry, and on return unless Granted. Enabled: the guard holds.
    enum class Wait : std::uint8_t { Enabled, TimedOut, Granted /* to a thread that unwinds */ };
    struct Waited {
        Wait end;
        std::int32_t lateness; ///< TimedOut: how long ago the time was up, in real nanoseconds
    };
    Waited waitUntilEnabled(Worker& me, const Operation& operation, std::optional<Clock> limit,
                            Admission admission);
    /// Latch held. As unlock(), for a change that lets all waiters go whose guard is true.
    void unlockAndWakeAll(Worker& me);
    /// Latch held. Records that the first waiter whose guard is true is woken, if none is on its way already;
    /// raise() what it returns when the latch is free.
    Signal* wakeNext(Worker& waker);
    /// As commit, record and unlock for a thread's very last event, with what it does to others recorded
    /// first.
    template <class Commit>
    void finish(Worker& me, Commit commit, EventKind kind) {
        lock(me);
        commit();
        me.runtime.gate.onLeaving(me);
        Signal* woken = wakeNext(me);
        record(me, kind, 0, {});
        m_latch.unlock();
        if (woken) woken->raise();
        me.runtime.gate.onLeft(me);
    }
    /// Records what the program promises of a thread; no step. See EventKind::Signaller and Taker.
    void declare(EventKind what, RuntimeId thread, const std::source_location& site);
    /// How long ago a session deadline was, in real nanoseconds: what Timeout and Awake record.
    static std::int32_t latenessOf(const SessionClock& clock, std::int64_t deadline);

    const RuntimeId m_id;
    Latch m_latch;
    std::uint32_t m_order = 0;

private:
    void lockSlowly(Worker& me);
    void unlockAndWake();
    Waiter* firstEnabled() const;
    void park(Waiter& waiter, std::optional<Clock> limit);
    void unlink(Waiter& waiter);
    static bool sleep(Worker& me, const SessionClock* clock, std::int64_t deadline);
    Signal& letGo(Worker& waker, Waiter& waiter);

    Waiter* m_first = nullptr;
    Waiter* m_last = nullptr;
    const Worker* m_onItsWay = nullptr; // woken and has not checked its guard yet
};

} // namespace lockstep
