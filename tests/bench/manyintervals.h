// SPDX-License-Identifier: GPL-3.0-or-later
// A trace of some threads and as many locks, with as many intervals as asked for: by turns each thread is
// blocked on one of two locks that it shares with its neighbours, gets it handed over, holds it, and sleeps.
#pragma once

#include "core/trace/trace.h"

#include <random>
#include <string>
#include <vector>

namespace lockstep {

class ManyIntervals {
public:
    ManyIntervals(std::size_t intervals, std::uint32_t threads)
        : m_threads(threads)
        , m_trace(KernelSource::Switches)
        , m_workers(threads)
        , m_locks(threads) {
        for (std::uint32_t t = 0; t < threads; ++t) addThread(t);
        while (inView({0, m_now + 1}) < intervals) grow(32);
    }
    const Trace& trace() const { return m_trace; }

    /// Lets the threads take some more turns.
    void grow(int turns) {
        for (int i = 0; i < turns; ++i) step(m_random() % m_threads);
        m_trace.advanceTo(m_now);
    }

    /// States of threads and locks that begin within the range.
    std::size_t inView(TimeRange range) const {
        std::size_t count = 0;
        const auto add = [&](const Track& changes) {
            const auto first = changes.indexAt(range.begin - 1);
            const auto last = changes.indexAt(range.end - 1);
            if (last) count += *last - (first ? *first + 1 : 0) + 1;
        };
        for (std::uint32_t t = 0; t < m_threads; ++t) {
            add(m_trace.thread(ThreadId{t}).states.changes());
            add(m_trace.object(m_locks[t]).holds.changes());
        }
        return count;
    }

private:
    struct Worker {
        int turn = 0;
        std::size_t lock = 0; // wanted or held
    };

    void addThread(std::uint32_t t) {
        const ObjectId thread = m_trace.addObject({.kind = ObjectKind::Thread, .name = nameOf("Worker ", t)});
        m_locks[t] = m_trace.addObject({.kind = ObjectKind::Mutex, .name = nameOf("lock", t)});
        append({}, EventKind::Create, thread, 0);
        append({}, EventKind::Create, m_locks[t], 0);
        append({}, EventKind::Spawn, thread, static_cast<std::int32_t>(t));
        append(ThreadId{t}, EventKind::Start, thread, 0);
    }
    void step(std::uint32_t t) {
        Worker& worker = m_workers[t];
        const ThreadId me{t};
        switch (worker.turn) {
        case 0:
            worker.lock = (t + m_random() % 2) % m_threads;
            append(me, EventKind::Wait, m_locks[worker.lock], 1);
            break;
        case 1:
            if (m_isHeld[worker.lock]) return; // goes on waiting
            m_isHeld[worker.lock] = true;
            append({}, EventKind::Wake, m_locks[worker.lock], static_cast<std::int32_t>(t));
            append(me, EventKind::Acquire, m_locks[worker.lock], 1);
            break;
        case 2:
            m_isHeld[worker.lock] = false;
            append(me, EventKind::Release, m_locks[worker.lock], 0);
            break;
        case 3: append(me, EventKind::Sleep, {}, 1); break;
        default: append(me, EventKind::Awake, {}, 0); break;
        }
        worker.turn = (worker.turn + 1) % 5;
    }
    void append(ThreadId thread, EventKind kind, ObjectId object, std::int32_t value) {
        m_now += 100 + m_random() % 1500;
        Event event{.time = m_now, .thread = thread, .object = object, .value = value};
        event.kind = kind;
        m_trace.append(event);
    }
    static std::string nameOf(std::string kind, std::uint32_t number) {
        return kind.append(std::to_string(number + 1));
    }

    const std::uint32_t m_threads;
    Trace m_trace;
    std::mt19937 m_random{1};
    Timestamp m_now = 0;
    std::vector<Worker> m_workers;
    std::vector<ObjectId> m_locks;
    std::vector<bool> m_isHeld = std::vector<bool>(m_threads);
};

} // namespace lockstep
