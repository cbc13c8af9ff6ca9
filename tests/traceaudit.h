// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold in every trace of every run, found by replaying its events against plain models.
#pragma once

#include "core/analysis/contention.h"
#include "printed.h"

#include <map>
#include <set>
#include <string>

namespace lockstep {

/// The first thing that is wrong with a complete trace, in words; empty when nothing is.
class TraceAudit {
public:
    explicit TraceAudit(const Trace& trace)
        : m_trace(trace) {}

    std::string firstDefect() {
        for (std::uint32_t i = 0; i < m_trace.size() && m_defect.empty(); ++i) {
            const Event& event = m_trace[i];
            if (event.time < m_time) fail(i, "goes back in time");
            m_time = event.time;
            if (event.object.isValid()) checkObject(i, event);
            m_isStopped |= event.kind == EventKind::Stop;
        }
        if (m_defect.empty()) checkLanes();
        if (m_defect.empty()) checkSums();
        return m_defect;
    }

private:
    struct Lock {
        ThreadId holder;
        int depth = 0;
    };
    struct Shared {
        ThreadId writer;
        std::multiset<ThreadId> readers;
        std::vector<ThreadId> line;
    };
    struct Parties {
        std::int32_t arrived = 0;
        int generation = 0;
        std::map<ThreadId, int> generationOf;
    };

    void fail(std::uint32_t i, const std::string& what) {
        if (m_defect.empty())
            m_defect = "event " + std::to_string(i) + " (" + std::string(name(m_trace[i].kind)) + ") " + what;
    }

    // Order numbers have no gap, and each object's model can follow. Being unwound, threads break the models.
    void checkObject(std::uint32_t i, const Event& event) {
        if (event.order != m_orders[event.object]++) fail(i, "is out of its object's order");
        if (m_isStopped) return;
        switch (m_trace.object(event.object).info.kind) {
        case ObjectKind::Mutex:
        case ObjectKind::RecursiveMutex: return checkLock(i, event);
        case ObjectKind::SharedMutex: return checkShared(i, event);
        case ObjectKind::Barrier: return checkBarrier(i, event);
        case ObjectKind::Latch:
        case ObjectKind::Event: return checkPassage(i, event);
        case ObjectKind::Queue: return checkItems(i, event);
        case ObjectKind::Semaphore: return checkPermits(i, event);
        case ObjectKind::Variable:
        case ObjectKind::Atomic: return checkValue(i, event);
        default: return;
        }
    }

    void checkLock(std::uint32_t i, const Event& event) {
        Lock& lock = m_locks[event.object];
        const bool isRecursive = m_trace.object(event.object).info.kind == ObjectKind::RecursiveMutex;
        if (event.kind == EventKind::Acquire) {
            if (lock.depth > 0 && !(isRecursive && lock.holder == event.thread)) fail(i, "overlaps a hold");
            lock.holder = event.thread;
            if (++lock.depth != event.value) fail(i, "has a wrong depth");
        } else if (event.kind == EventKind::Release) {
            if (lock.depth == 0 || lock.holder != event.thread) fail(i, "gives back what it does not hold");
            if (--lock.depth != event.value) fail(i, "has a wrong depth");
        } else if (event.kind == EventKind::Wait && lock.depth == 0) {
            fail(i, "waits for a free lock");
        }
    }
    // Readers beside readers, a writer alone, and nobody before those the policy puts first.
    void checkShared(std::uint32_t i, const Event& event) {
        Shared& lock = m_shared[event.object];
        const auto policy = static_cast<SharedPolicy>(m_trace.object(event.object).info.capacity);
        const auto readers = [&] { return static_cast<std::int32_t>(lock.readers.size()); };
        using enum EventKind;
        if (event.kind == Acquire || event.kind == AcquireShared || event.kind == Timeout) {
            const bool isFirst = lock.line.empty() || lock.line.front() == event.thread;
            std::erase(lock.line, event.thread);
            if (event.kind == Timeout) return;
            if (lock.writer.isValid()) fail(i, "comes in beside a writer");
            if (policy == SharedPolicy::PreferWriters && event.kind == AcquireShared && !lock.line.empty())
                fail(i, "passes a writer in line");
            if (policy == SharedPolicy::Fair && event.kind == Acquire && !isFirst) fail(i, "jumps the line");
        }
        switch (event.kind) {
        case Arrive:
            lock.line.push_back(event.thread);
            if (std::ssize(lock.line) != event.value) fail(i, "miscounts the line");
            break;
        case Acquire:
            if (readers() > 0) fail(i, "writes beside a reader");
            lock.writer = event.thread;
            break;
        case AcquireShared:
            lock.readers.insert(event.thread);
            if (readers() != event.value) fail(i, "miscounts readers");
            break;
        case Release:
            if (lock.writer != event.thread) fail(i, "gives back what it does not hold");
            lock.writer = {};
            break;
        case ReleaseShared: {
            const auto mine = lock.readers.find(event.thread);
            if (mine == lock.readers.end()) return fail(i, "gives back what it does not hold");
            lock.readers.erase(mine);
            if (readers() != event.value) fail(i, "miscounts readers");
            break;
        }
        default: break;
        }
    }
    // Who gives up takes its arrival back, unless its generation was complete by then.
    void checkBarrier(std::uint32_t i, const Event& event) {
        Parties& barrier = m_parties[event.object];
        const auto mine = barrier.generationOf.find(event.thread);
        const bool isComplete = mine != barrier.generationOf.end() && mine->second < barrier.generation;
        if (event.kind == EventKind::Timeout && !isComplete) --barrier.arrived;
        if (event.kind == EventKind::Pass && !isComplete) fail(i, "passes before all have arrived");
        if (event.kind != EventKind::Arrive) return;
        barrier.generationOf[event.thread] = barrier.generation;
        if (++barrier.arrived != event.value) fail(i, "miscounts arrivals");
        if (barrier.arrived != m_trace.object(event.object).info.capacity) return;
        barrier.arrived = 0;
        ++barrier.generation;
    }
    // A latch at zero and an event that is set stay so; what a reset or nothing undid lets nobody pass.
    void checkPassage(std::uint32_t i, const Event& event) {
        const bool isLatch = m_trace.object(event.object).info.kind == ObjectKind::Latch;
        std::int32_t& value = m_values[event.object];
        using enum EventKind;
        if (event.kind == CountDown && value > 0 && event.value >= value) fail(i, "does not count down");
        if (event.kind == Create || event.kind == CountDown || event.kind == Set || event.kind == Reset)
            value = event.value;
        if (event.kind == Pass && (value == 0) != isLatch) fail(i, "passes what is closed");
    }
    void checkItems(std::uint32_t i, const Event& event) {
        const std::int32_t capacity = m_trace.object(event.object).info.capacity;
        std::int32_t& items = m_values[event.object];
        if (event.kind == EventKind::Put && ++items != event.value) fail(i, "miscounts items");
        if (event.kind == EventKind::Take && --items != event.value) fail(i, "miscounts items");
        if (items < 0 || (capacity > 0 && items > capacity)) fail(i, "breaks the queue's bounds");
    }
    void checkPermits(std::uint32_t i, const Event& event) {
        using enum EventKind;
        if ((event.kind == Create || event.kind == Acquire || event.kind == Release) && event.value < 0)
            fail(i, "takes permits that are not there");
    }
    void checkValue(std::uint32_t i, const Event& event) {
        const auto known = m_values.find(event.object);
        using enum EventKind;
        if (event.kind == Read && known->second != event.value) fail(i, "reads what nobody wrote");
        if (event.kind == Create || event.kind == Write || event.kind == Update)
            m_values[event.object] = event.value;
    }

    void checkLanes() {
        if (const auto& illegal = m_trace.illegalTransitions(); !illegal.empty())
            fail(illegal[0].event.value,
                 "is an illegal transition from " + std::string(name(illegal[0].from)));
        for (std::uint32_t t = 0; t < m_trace.threadCount(); ++t) {
            const auto& states = m_trace.thread(ThreadId{t}).states;
            for (std::size_t i = 1; i < states.size(); ++i) {
                const auto from = static_cast<ThreadState>(states[i - 1].lane().state);
                const auto to = static_cast<ThreadState>(states[i].lane().state);
                if (states[i].time < states[i - 1].time) fail(states[i].event.value, "draws backwards");
                if (from != to && !isLegalTransition(from, to)) fail(states[i].event.value, "draws nonsense");
            }
        }
    }

    // Per thread and per lock, tables and lanes say the same, to the nanosecond.
    void checkSums() {
        const Contention sums = Contention::of(m_trace);
        std::map<ThreadId, std::int64_t> waits;
        std::map<ObjectId, Share> shares;
        for (const auto& [who, share] : sums.shares) {
            waits[who.first] += share.wait;
            shares[who.second].wait += share.wait;
            shares[who.second].hold += share.hold;
        }
        for (const LockUse& use : sums.locks)
            if (use.wait.total != shares[use.lock].wait || use.hold.total != shares[use.lock].hold)
                m_defect = "the sums of a lock differ from those of its threads";
        for (const ThreadUse& use : sums.threads) {
            const auto& states = m_trace.thread(use.thread).states;
            const auto drawn = states.totals({0, m_trace.end()});
            constexpr auto kBlocked = static_cast<std::size_t>(ThreadState::Blocked);
            if (drawn[kBlocked] != waits[use.thread] || drawn != use.states)
                m_defect = "the sums of a thread differ from its lane";
        }
    }

    const Trace& m_trace;
    std::string m_defect;
    Timestamp m_time = 0;
    bool m_isStopped = false;
    std::map<ObjectId, std::uint32_t> m_orders;
    std::map<ObjectId, Lock> m_locks;
    std::map<ObjectId, Shared> m_shared;
    std::map<ObjectId, Parties> m_parties;
    std::map<ObjectId, std::int32_t> m_values;
};

} // namespace lockstep
