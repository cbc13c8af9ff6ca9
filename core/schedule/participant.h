// SPDX-License-Identifier: GPL-3.0-or-later
// A worker thread as the gate sees it: something that can be made to wait, woken, and told to unwind.
#pragma once

#include "core/platform/futex.h"
#include "core/schedule/sessionclock.h"
#include "core/trace/event.h"

namespace lockstep {

/// Makes a thread look again. May outlive the thread and serve another one later, which then looks once for
/// nothing: so whoever wakes a thread need not keep it alive until the signal is given.
class Signal {
public:
    /// Any thread, any time.
    void raise() {
        m_count.fetch_add(1, std::memory_order_seq_cst); // after the change it is about; pairs with waitUntil
        futexWake(m_count, 1);
    }

private:
    friend class Participant;
    std::atomic<std::uint32_t> m_count{0};
};

class Participant {
public:
    /// With a signal of its own, or one that outlives it.
    explicit Participant(Signal* signal = nullptr)
        : m_signal(signal ? signal : &m_ownSignal) {}
    virtual ~Participant() = default;
    Participant(const Participant&) = delete;
    Participant& operator=(const Participant&) = delete;

    /// Makes the thread look again at whatever it waits for. Any thread, while this object lives.
    void signal() { m_signal->raise(); }
    Signal& signalCell() const { return *m_signal; }

    /// The thread itself: sleeps until `isOver()` or the session time; returns isOver(). Checks after every
    /// signal.
    template <class Predicate>
    bool waitUntil(Predicate isOver, const SessionClock* clock = nullptr, std::int64_t sessionTime = 0) {
        for (;;) {
            const std::uint32_t seen =
                m_signal->m_count.load(std::memory_order_seq_cst); // before looking: a later signal
            if (isOver()) return true;                             // makes the futex return at once
            if (clock && clock->now() >= sessionTime) return false;
            futexWait(m_signal->m_count, seen, clock ? clock->realTimeOf(sessionTime) : std::nullopt);
        }
    }

    /// Teardown, the thread itself: touches no object from here until it is its turn to unwind.
    void restUntilMyTurn() {
        m_isAtRest.store(true, std::memory_order_release); // pairs with isAtRest
        onRest();
        waitUntil([this] { return mayUnwind(); });
    }
    bool isAtRest() const { return m_isAtRest.load(std::memory_order_acquire); }
    /// Teardown: it is this thread's turn to unwind. Followed by signal().
    void letUnwind() { m_mayUnwind.store(true, std::memory_order_release); } // pairs with mayUnwind
    bool mayUnwind() const { return m_mayUnwind.load(std::memory_order_acquire); }

    /// Counted in the order in which threads are made; kNoThread for whoever steers the session.
    virtual std::uint32_t threadNumber() const = 0;
    static constexpr std::uint32_t kNoThread = 0xffffffff;
    /// Records something about the thread alone in its name: it is the calling thread, or stands at the gate.
    virtual void recordOwn(EventKind kind, std::int32_t value, std::uint32_t order) = 0;

    /// Called by the gate on the thread itself: Lockstep keeps it, and lets it go.
    virtual void onHold(HoldReason reason) = 0;
    virtual void onLet() = 0;
    virtual void onRest() = 0;
    /// Where one thread moves at a time, on the thread itself: all it records from onChosen() on must come
    /// later, by the clock of the trace, than what anybody recorded before an onComeToGate().
    virtual void onComeToGate() = 0;
    virtual void onChosen() = 0;

    /// Where one thread moves at a time and chance chooses, those with the highest go first. Written before
    /// the thread starts.
    std::int32_t priority = 0;
    /// LetGo: session time at which the operation it stood with gives up, or has slept. The thread's own.
    std::int64_t deadline = 0;
    /// The run does not wait for its end: once all others have ended it is over. Set before it starts.
    bool isDaemon = false;
    /// Slow motion: session time before which it may not begin its next operation. The thread's own.
    std::int64_t nextOperationAt = 0;

private:
    Signal m_ownSignal;
    Signal* m_signal;
    std::atomic<bool> m_isAtRest{false};
    std::atomic<bool> m_mayUnwind{false};
};

} // namespace lockstep
