// SPDX-License-Identifier: GPL-3.0-or-later
// Who will never go on: what remains of the wait-for graph when every thread that can go is taken to finish
// and give back what it holds, again and again.
//
// Coffman et al. 1971, Holt 1972; here with waiters that need all, any one, or so many of several others.
// O(threads + needed threads).
#pragma once

#include "core/analysis/waitfor/waitforgraph.h"

#include <map>
#include <tuple>

namespace lockstep {

/// Whom to expect a signal from that nobody promised.
enum class Trust : std::uint8_t {
    Anyone,    ///< any other thread: what is stuck then can never go on
    KnownOnes, ///< only those that have given it before, where there are such: what is stuck then is
               ///< suspected
};

/// A thread turned live: it can go, or will be let go.
struct Turn {
    ThreadId thread;
    const Need* need = nullptr; ///< that is met by now; none for a thread that can go by itself
    ThreadId last;              ///< the live thread that completed it; none where nobody was needed
};

class Reduction {
public:
    /// `freed` are taken to be live, whatever they need. The graph must outlive it.
    Reduction(const Moment& moment, const WaitForGraph& graph, Trust trust,
              const std::vector<ThreadId>& freed = {});

    /// In the order in which they turned, those that can go by themselves first.
    const std::vector<Turn>& turns() const { return m_turns; }
    bool isLive(ThreadId thread) const { return m_isLive[thread.index()]; }
    /// Threads that have been started, have not ended, and never will go on; by thread.
    const std::vector<ThreadId>& stuck() const { return m_stuck; }

private:
    // Those that need the same turn at the same time.
    struct Open {
        std::vector<const Need*> needs;
        std::size_t missing;
    };
    using Same = std::tuple<const void*, std::size_t, bool>; // helpers, count, anyone will do

    void open(const Need& need, Trust trust, std::map<Same, std::size_t>& places);
    void turnAll(const Open& open, ThreadId last);
    void turn(ThreadId thread, const Need* need, ThreadId last);
    void spread();
    void help(std::size_t open, ThreadId by);

    std::vector<bool> m_isLive;
    std::vector<Turn> m_turns;
    std::vector<Open> m_open;
    std::vector<std::vector<std::size_t>> m_helpedBy; // by thread: places in m_open
    std::vector<std::size_t> m_helpedByAnyone;
    std::vector<ThreadId> m_stuck;
};

/// Threads that nothing which can still run will ever let go on. By thread.
std::vector<ThreadId> irreducibleThreads(const Trace& trace, const Moment& moment);

} // namespace lockstep
