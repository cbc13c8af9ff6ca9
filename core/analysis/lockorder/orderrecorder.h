// SPDX-License-Identifier: GPL-3.0-or-later
// Goes through a trace and notes which locks were asked for while which were held.
#pragma once

#include "core/analysis/lockorder/lockorder.h"

#include <unordered_map>

namespace lockstep {

class OrderRecorder {
public:
    static constexpr std::size_t kMostOfAThread = 64; ///< witnesses of one edge; beyond, the edge is cut

    explicit OrderRecorder(const Trace& trace)
        : m_trace(trace)
        , m_threads(trace.threadCount())
        , m_isWritten(trace.objectCount(), false)
        , m_isGrown(trace.objectCount(), false) {}

    void record(const Event& event, EventIndex index);
    std::vector<OrderEdge> takeEdges() { return std::move(m_edges); }
    /// Some thread had or asked for it alone.
    const std::vector<bool>& isWritten() const { return m_isWritten; }
    /// A semaphore to which somebody gave a permit that he had not taken: it limits nobody.
    const std::vector<bool>& isGrown() const { return m_isGrown; }

private:
    struct Hold {
        HeldLock what;
        Known known;               // when it was taken
        std::uint32_t learned = 0; // how often the thread had learnt something by then
    };
    struct ThreadNow {
        std::vector<Hold> held;
        std::shared_ptr<const std::vector<HeldLock>>
            shownHeld; // a copy as of the last change, made on demand
        Known known = std::make_shared<const std::vector<std::uint32_t>>();
        std::uint32_t learned = 0;
        std::uint32_t taught = 0; // how often another has learnt from it
        bool isTimed = false;     // what it announced last may give up
    };
    // Where a witness is to be found, and how much its thread had taught when it last was one.
    struct Noted {
        std::size_t edge = 0;
        std::size_t place = kNowhere;
        std::uint32_t taught = 0;
    };
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    void recordLock(const Event& event, EventIndex index);
    void recordPermit(const Event& event);
    bool isLockOf(const Hold& hold) const { return isLock(m_trace.object(hold.what.lock).info.kind); }
    void recordPark(const Event& event, EventIndex index);
    void ask(ThreadId thread, ObjectId lock, bool isShared, EventIndex index);
    void addEdge(const Hold& held, ThreadId thread, ObjectId lock, bool isShared, EventIndex index);
    Noted note(const Hold& held, ThreadId thread, ObjectId lock, bool isShared, EventIndex index);
    std::shared_ptr<const std::vector<HeldLock>> shownHeld(ThreadNow& thread) const;
    void take(const Event& event);
    bool giveBack(const Event& event);
    void learn(ThreadId who, ThreadId from, EventIndex upTo);

    const Trace& m_trace;
    std::vector<ThreadNow> m_threads;
    std::vector<bool> m_isWritten; // by object, as is the next
    std::vector<bool> m_isGrown;
    std::vector<OrderEdge> m_edges;
    std::unordered_map<std::uint64_t, std::size_t> m_edgeOf; // by both locks
    std::unordered_map<std::uint64_t, Noted> m_noted;        // by hash of all in which witnesses differ
    std::unordered_map<std::uint64_t, std::size_t> m_waysOf; // by hash of an edge and a thread
};

} // namespace lockstep
