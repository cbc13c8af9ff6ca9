// SPDX-License-Identifier: GPL-3.0-or-later
// What a parked thread waits for and who could help it, in words: the parts that findings and walks are made
// of.
#pragma once

#include "core/analysis/waitfor/parked.h"
#include "core/analysis/waitfor/waitforgraph.h"

#include <string>

namespace lockstep {

class WaitWords {
public:
    WaitWords(const Trace& trace, const Moment& moment)
        : m_trace(trace)
        , m_moment(moment) {}

    std::string name(ThreadId thread) const;
    std::string quoted(ObjectId object) const;
    /// "A", "A and B", "A, B and C", "A, B, C and 4 others".
    std::string names(const std::vector<ThreadId>& threads) const;
    std::string quoted(const std::vector<ObjectId>& objects) const;

    /// "waits for `lock1`", "wait to take from `jobs`, which is empty": of one thread or several.
    std::string wait(const ThreadMoment& thread, bool isOfSeveral = false) const;
    /// "waits for `lock1`, which Worker 2 holds": and why it needs the other thread.
    std::string link(const WaitEdge& edge) const;
    /// "Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; Worker 2 waits for `lock1`."
    std::string ring(const Ring& ring) const;
    /// "Worker 1 at two_locks.cpp:24, Worker 2 at two_locks.cpp:33"; empty without sites.
    std::string places(const std::vector<ThreadId>& threads) const;

    /// It waits as one reader among others.
    bool isReader(ThreadId thread) const;
    /// It waits for room in a queue.
    bool isPutting(const ThreadMoment& thread) const {
        return lockstep::isPutting(m_trace, m_moment, thread);
    }

private:
    std::string plainWait(const ThreadMoment& thread) const;
    std::string lockLink(const WaitEdge& edge) const;

    const Trace& m_trace;
    const Moment& m_moment;
};

} // namespace lockstep
