// SPDX-License-Identifier: GPL-3.0-or-later
// Random snapshots of threads that hold, wait and have ended, for properties that must hold in each of them.
#pragma once

#include "tracebuilder.h"

#include <rapidcheck.h>

namespace lockstep {

inline std::string threadAt(int i) {
    return "Worker " + std::to_string(i + 1);
}
inline std::string lockAt(int i) {
    return "lock" + std::to_string(i + 1);
}

// Some threads hold some locks or read, some have ended, and some wait for a lock, a queue, a future, a
// barrier or another's end; some of these have promised signallers.
struct RandomTangle {
    static constexpr int kThreads = 6;
    static constexpr int kLocks = 5;
    TraceBuilder b;

    RandomTangle() {
        for (int t = 0; t < kThreads; ++t) b.addThread(threadAt(t)).spawn("", threadAt(t)).start(threadAt(t));
        for (int l = 0; l < kLocks; ++l) b.add(ObjectKind::Mutex, lockAt(l));
        b.addQueue("queue")
            .add(ObjectKind::Future, "future")
            .addBarrier("barrier", 3)
            .addShared("shared")
            .at(10);
        for (int l = 0; l < kLocks; ++l)
            if (*rc::gen::inRange(0, 4) > 0) b.acquire(any(), lockAt(l));
        for (int readers = *rc::gen::inRange(0, 3); readers > 0; --readers) b.acquireShared(any(), "shared");
        if (*rc::gen::inRange(0, 2) > 0) b.promiseSignallers("queue", {any().c_str(), any().c_str()});
        if (*rc::gen::inRange(0, 3) == 0)
            b.set(any(), "future").event(EventKind::Reset, any(), b.object("future"));
        for (int t = 0; t < kThreads; ++t) settle(threadAt(t));
    }

private:
    static std::string any() { return threadAt(*rc::gen::inRange(0, kThreads)); }
    void settle(const std::string& who) {
        const int what = *rc::gen::inRange(0, 16);
        const int limit = *rc::gen::inRange(0, 8) == 0 ? 500 : 0;
        b.at(b.now() + 1).work(who, 1);
        if (what == 0) b.exit(who);
        if (what == 1) b.wait(who, "queue", 0, limit);
        if (what == 2) b.wait(who, "future", 0, limit);
        if (what == 3 || what == 4) b.wait(who, any(), 0, limit);
        if (what == 5 || what == 6) b.arrive(who, "barrier", ++m_arrived).wait(who, "barrier", 0, limit);
        if (what == 7) b.wait(who, "shared", 0, limit);
        if (what == 8) b.waitShared(who, "shared", 0, limit);
        if (what > 9) b.wait(who, lockAt(*rc::gen::inRange(0, kLocks)), 0, limit);
    }
    int m_arrived = 0;
};

} // namespace lockstep
