// SPDX-License-Identifier: GPL-3.0-or-later
// Who let whom wait: every nanosecond that a thread is drawn waiting for somebody, charged to that one.
//
// Counted are the spans in which a lane shows a thread blocked on a lock, or waiting for another thread's end
// (a join). Each is cut where the lock's lane changes hands, and each piece charged twice: *directly* to who
// has the lock (of several readers the one that has it longest, as the lock's lane shows it), and *through
// chains*: while that one is itself drawn waiting for somebody, to whom it waits for, and so on to the
// chain's end. Some time is nobody's: a lock is free while it is handed over or whoever was woken has not
// taken it yet. A chain that comes to a thread that waits for itself ends there. Where the chain comes back
// to another thread on it, each of them waits for the other: that is a row of its own. So the charges of one
// waiter, direct ones or those through chains, sum exactly to what is drawn of its waits.
#pragma once

#include "core/trace/trace.h"

#include <stop_token>
#include <vector>

namespace lockstep {

/// Whom time is charged to.
struct Blamed {
    enum class Kind : std::uint8_t {
        Thread,
        EachOther, ///< those that wait, for each other
        Nobody,    ///< nobody had it
    };
    Kind kind = Kind::Nobody;
    ThreadId thread; ///< of Kind::Thread only

    auto operator<=>(const Blamed&) const = default;
};
/// "Worker 1", "each other", "nobody".
std::string nameOf(const Trace& trace, Blamed blamed);

struct Charge {
    ThreadId waiter;
    Blamed blamed;
    std::int64_t direct = 0; ///< nanoseconds
    std::int64_t throughChains = 0;
};

enum class Charging : std::uint8_t { Direct, ThroughChains };

/// One stretch of one span of the waiter.
struct BlamedPiece {
    TimeRange range;
    ThreadId waiter;
    ObjectId object; ///< the lock it is blocked on, or the thread object that it joins

    bool operator==(const BlamedPiece&) const = default;
};
struct BlamedPieces {
    std::vector<BlamedPiece> longest; ///< longest first
    std::int64_t count = 0;           ///< of all
    std::int64_t total = 0;           ///< nanoseconds of all
};

/// By waiter, then by blamed, those that are not 0. The trace may grow meanwhile: what is after the end that
/// was seen first does not count. O(pieces * length of the chains * log changes), with as much memory as the
/// longest chain takes; any thread. Returns at once, with a part of it, when asked to stop.
std::vector<Charge> blameOf(const Trace& trace, const std::stop_token& stop = {});

/// The pieces behind one number of it.
BlamedPieces piecesOf(const Trace& trace, ThreadId waiter, Blamed blamed, Charging charging,
                      std::size_t most = 1000, const std::stop_token& stop = {});

} // namespace lockstep
