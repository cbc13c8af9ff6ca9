// SPDX-License-Identifier: GPL-3.0-or-later
// Any legal run of some threads over some locks, with barging; it counts by itself what each nanosecond
// costs, and whom.
#pragma once

#include "tracebuilder.h"

#include <rapidcheck.h>

#include <string>

namespace lockstep {

class RandomRun {
public:
    static constexpr int kThreads = 4;
    static constexpr int kLocks = 3;
    static constexpr int kRing = kThreads;
    static constexpr int kNobody = kThreads + 1;

    RandomRun() {
        for (int t = 0; t < kThreads; ++t)
            b.addThread(name("T", t)).spawn("", name("T", t)).start(name("T", t));
        for (int l = 0; l < kLocks; ++l) b.add(ObjectKind::Mutex, name("lock", l));
        const auto steps = *rc::gen::inRange(0, 150);
        for (int i = 0; i < steps; ++i) step(*rc::gen::inRange(0, kThreads));
        pass(*rc::gen::inRange(0, 10));
    }

    static std::string name(const char* word, int i) { return word + std::to_string(i); }

    TraceBuilder b;
    std::int64_t waits[kThreads][kLocks]{};
    std::int64_t holds[kThreads][kLocks]{};
    int acquisitions[kLocks]{};
    int contended[kLocks]{};
    /// By waiter and by whom the wait is charged to: a thread, kRing or kNobody.
    std::int64_t direct[kThreads][kThreads + 2]{};
    std::int64_t throughChains[kThreads][kThreads + 2]{};

private:
    void step(int t) {
        if (m_parkedOn[t] >= 0) return;
        pass(*rc::gen::inRange(0, 6));
        const int l = m_wants[t] >= 0 ? m_wants[t] : *rc::gen::inRange(0, kLocks);
        if (m_holder[l] == t)
            release(t, l);
        else if (m_holder[l] < 0)
            acquire(t, l);
        else
            wait(t, l);
    }
    void acquire(int t, int l) {
        b.acquire(name("T", t), name("lock", l));
        m_holder[l] = t;
        ++acquisitions[l];
        if (m_wants[t] == l) ++contended[l];
        m_wants[t] = -1;
    }
    void wait(int t, int l) {
        b.wait(name("T", t), name("lock", l));
        m_parkedOn[t] = m_wants[t] = l;
    }
    void release(int t, int l) {
        b.release(name("T", t), name("lock", l));
        m_holder[l] = -1;
        for (int other = 0; other < kThreads; ++other) {
            if (m_parkedOn[other] != l) continue;
            b.wake(name("T", t), name("lock", l), name("T", other));
            m_parkedOn[other] = -1;
            return;
        }
    }
    int holderFor(int t) const {
        const int holder = m_holder[m_parkedOn[t]];
        return holder < 0 ? kNobody : holder;
    }
    int endOfChain(int t) const {
        for (int i = 0; i <= kThreads; ++i) {
            if (t == kNobody || m_parkedOn[t] < 0) return t;
            t = holderFor(t);
        }
        return kRing;
    }
    void pass(Timestamp nanoseconds) {
        for (int t = 0; t < kThreads; ++t) {
            if (m_parkedOn[t] < 0) continue;
            waits[t][m_parkedOn[t]] += nanoseconds;
            direct[t][holderFor(t)] += nanoseconds;
            throughChains[t][endOfChain(t)] += nanoseconds;
        }
        for (int l = 0; l < kLocks; ++l)
            if (m_holder[l] >= 0) holds[m_holder[l]][l] += nanoseconds;
        b.at(b.now() + nanoseconds);
    }

    int m_parkedOn[kThreads]{-1, -1, -1, -1};
    int m_wants[kThreads]{-1, -1, -1, -1};
    int m_holder[kLocks]{-1, -1, -1};
};

} // namespace lockstep
