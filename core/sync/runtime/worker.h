// SPDX-License-Identifier: GPL-3.0-or-later
// What the primitives know of the thread they are called on.
#pragma once

#include "core/capture/ringbuffer.h"
#include "core/schedule/gate.h"

#include <string>

namespace lockstep {

class Runtime;

class Worker final : public Participant {
public:
    /// `madeBy`: RuntimeId of the thread that made it, or none.
    Worker(Runtime& session, RuntimeId thread, RuntimeId madeBy, std::string creationPath,
           Signal* signal = nullptr)
        : Participant(signal)
        , runtime(session)
        , id(thread)
        , parent(madeBy)
        , path(std::move(creationPath)) {}

    /// The worker of the calling thread. Primitives work on worker threads only.
    static Worker& current() { return *t_current; }
    static bool isWorkerThread() { return t_current != nullptr; }
    /// Makes it the calling thread's, with a ring to write to; null to end.
    void begin(RingBuffer& ring);
    static void end() { t_current = nullptr; }

    /// Before each operation, with no latch held. True: go on. False: the session stops and it is this
    /// thread's turn to unwind: the operation counts as granted and no object may be touched. Throws
    /// Cancelled instead, once, unless the operation only gives something back or a destructor runs because
    /// of an exception.
    bool admit(const Operation& operation, bool givesBack = false) {
        return pass(operation, givesBack).admission != Admission::Granted;
    }
    /// As admit, and tells which way; Granted where admit says false.
    Passage pass(const Operation& operation, bool givesBack = false) {
        const Passage passage = m_gate->pass(*this, operation);
        if (passage.admission != Admission::Granted) [[likely]]
            return passage;
        return {.admission = stop(givesBack) ? Admission::Go : Admission::Granted};
    }
    /// The session stopped while this thread was parked or at work: rests until its turn, then as admit.
    void unwind();
    bool isUnwinding() const { return m_isUnwinding; }
    /// A destructor swallowed Cancelled: the next operation outside of one throws it again.
    void rearm() { m_isUnwinding = false; }

    void record(EventKind kind, RuntimeId object, std::uint32_t order, std::int32_t value,
                const std::source_location& site, Alternative alternative = Alternative::Normal) {
        m_ring->push({.site = toPointer(site),
                      .object = object,
                      .order = order,
                      .value = value,
                      .kind = kind,
                      .alternative = alternative});
    }
    /// About the thread alone.
    void recordOwn(EventKind kind, std::int32_t value = 0, std::uint32_t order = 0) override {
        m_ring->push({.order = order, .value = value, .kind = kind});
    }
    void recordOwn(EventKind kind, std::int32_t value, const std::source_location& site) {
        m_ring->push({.site = toPointer(site), .value = value, .kind = kind});
    }
    /// A remark that belongs to the step whose own event follows.
    void recordPart(EventKind kind, std::int32_t value = 0) {
        m_ring->push({.value = value, .kind = kind, .alternative = Alternative::Part});
    }
    void recordRaw(const RawEvent& event) { m_ring->push(event); }

    /// Creation path of the next thing this thread makes: "0.2".
    std::string nextPath() {
        std::string next = peekPath();
        ++m_made;
        return next;
    }
    std::string peekPath() const { return (path.empty() ? "" : path + ".") + std::to_string(m_made); }

    void onHold(HoldReason reason) override { recordOwn(EventKind::Hold, static_cast<std::int32_t>(reason)); }
    void onLet() override { recordOwn(EventKind::Let); }
    void onRest() override;
    void onComeToGate() override;
    void onChosen() override;
    std::uint32_t threadNumber() const override { return id; }

    Runtime& runtime;
    const RuntimeId id;
    const RuntimeId parent;
    const std::string path;

    /// Parked on an object; set under its latch, cleared by whoever wakes the thread.
    std::atomic<bool> isParked{false};

private:
    bool stop(bool givesBack);

    static thread_local Worker* t_current;

    RingBuffer* m_ring = nullptr;
    Gate* m_gate = nullptr;
    unsigned m_made = 0;
    bool m_isUnwinding = false;
};

} // namespace lockstep
