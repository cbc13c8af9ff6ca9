// SPDX-License-Identifier: GPL-3.0-or-later
// Traces that the tests of the graph share: a deadlock of two, and random programs of threads and locks.
#pragma once

#include "tracebuilder.h"

#include <random>
#include <vector>

namespace lockstep {

struct TwoLocksDeadlock : TraceBuilder {
    TwoLocksDeadlock() {
        add(ObjectKind::Thread, "main").spawn("", "main").start("main").addLocks({"lock1", "lock2"});
        for (const char* name : {"Worker 1", "Worker 2"})
            addThread(name, "main").spawn("main", name, 40).start(name);
        wait("main", "Worker 1", 42);
        at(1'000'000).acquire("Worker 1", "lock1", 24).at(1'500'000).acquire("Worker 2", "lock2", 38);
        beforeIt = last();
        at(2'000'000).wait("Worker 1", "lock2", 31).at(3'000'000).wait("Worker 2", "lock1", 45).at(5'000'000);
    }
    EventIndex beforeIt;
};

// Threads take and give back locks at random, and wait where they must: deadlocks are frequent.
struct RandomLocking : TraceBuilder {
    RandomLocking(int threads, int locks, unsigned seed) {
        std::mt19937 random(seed);
        for (int t = 0; t < threads; ++t) addThread(thread(t)).spawn("", thread(t)).start(thread(t));
        for (int l = 0; l < locks; ++l) addLocks({lock(l).c_str()});
        std::vector<int> holder(static_cast<std::size_t>(locks), -1);
        std::vector<int> wants(static_cast<std::size_t>(threads), -1);
        for (int step = 0; step < 6 * threads; ++step) {
            at(1000 * (step + 1));
            const int t = static_cast<int>(random() % static_cast<unsigned>(threads));
            const int l = static_cast<int>(random() % static_cast<unsigned>(locks));
            int& owner = holder[static_cast<std::size_t>(l)];
            if (wants[static_cast<std::size_t>(t)] >= 0 || random() % 8 == 0) continue;
            if (owner < 0) {
                acquire(thread(t), lock(l), 10);
                owner = t;
            } else if (owner != t || random() % 6 == 0) {
                wait(thread(t), lock(l), 12);
                wants[static_cast<std::size_t>(t)] = l;
            } else {
                release(thread(t), lock(l), 14);
                owner = -1;
                handOver(l, holder, wants);
            }
        }
    }

private:
    static std::string thread(int number) { return "Thread " + std::to_string(number); }
    static std::string lock(int number) { return "lock" + std::to_string(number); }
    void handOver(int l, std::vector<int>& holder, std::vector<int>& wants) {
        for (std::size_t t = 0; t < wants.size(); ++t) {
            if (wants[t] != l) continue;
            const std::string name = thread(static_cast<int>(t));
            wake("", lock(l), name).acquire(name, lock(l), 12);
            holder[static_cast<std::size_t>(l)] = static_cast<int>(t);
            wants[t] = -1;
            return;
        }
    }
};

} // namespace lockstep
