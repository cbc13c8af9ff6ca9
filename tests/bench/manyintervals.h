// SPDX-License-Identifier: GPL-3.0-or-later
// A trace of sixteen threads that block, run and sleep by turns, with as many intervals as asked for.
#pragma once

#include "core/trace/trace.h"

#include <random>
#include <string>

namespace lockstep {

class ManyIntervals {
public:
    static constexpr std::uint32_t kThreads = 16;

    explicit ManyIntervals(int intervals)
        : m_trace(KernelSource::Switches) {
        for (std::uint32_t t = 0; t < kThreads; ++t) addThread(t);
        std::mt19937 random(1);
        for (int i = 0; i < intervals; ++i) {
            m_now += 100 + random() % 2000;
            step(random() % kThreads);
        }
        m_trace.advanceTo(m_now);
    }
    const Trace& trace() const { return m_trace; }

    std::size_t intervals() const {
        std::size_t count = 0;
        for (std::uint32_t t = 0; t < kThreads; ++t) count += m_trace.thread(ThreadId{t}).states.size();
        return count;
    }

private:
    void addThread(std::uint32_t t) {
        const ObjectId thread = m_trace.addObject({.kind = ObjectKind::Thread, .name = nameOf("Worker ", t)});
        m_locks[t] = m_trace.addObject({.kind = ObjectKind::Mutex, .name = nameOf("lock", t)});
        append({}, EventKind::Create, thread, 0);
        append({}, EventKind::Create, m_locks[t], 0);
        append({}, EventKind::Spawn, thread, static_cast<std::int32_t>(t));
        append(ThreadId{t}, EventKind::Start, thread, 0);
    }
    // Blocked, running, sleeping, running. Who wakes it does not matter here: its own time is up.
    void step(std::uint32_t t) {
        switch (m_turns[t]++ % 4) {
        case 0: return append(ThreadId{t}, EventKind::Wait, m_locks[t], 1);
        case 1: return append(ThreadId{t}, EventKind::Timeout, m_locks[t], 0);
        case 2: return append(ThreadId{t}, EventKind::Sleep, {}, 1);
        default: return append(ThreadId{t}, EventKind::Awake, {}, 0);
        }
    }
    void append(ThreadId thread, EventKind kind, ObjectId object, std::int32_t value) {
        Event event{.time = m_now, .thread = thread, .object = object, .value = value};
        event.kind = kind;
        m_trace.append(event);
    }
    static std::string nameOf(std::string kind, std::uint32_t number) {
        return kind.append(std::to_string(number + 1));
    }

    Trace m_trace;
    Timestamp m_now = 0;
    ObjectId m_locks[kThreads];
    int m_turns[kThreads] = {};
};

} // namespace lockstep
