// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/blame.h"

#include "core/analysis/sentences.h"
#include "core/trace/slice.h"

#include <limits>
#include <utility>

namespace lockstep {

namespace {

// Goes along one track, forward only: the next place is searched from the last one.
class Cursor {
public:
    explicit Cursor(const Track& track)
        : m_track(&track)
        , m_count(track.size()) {}

    struct Place {
        LaneValue value;
        Timestamp end = kNever;
    };
    /// None where the track has not begun; then `end` is where it does.
    Place at(Timestamp time) {
        constexpr LaneValue kNothing{std::numeric_limits<std::uint8_t>::max()};
        if (m_count == 0) return {kNothing};
        if ((*m_track)[0].time > time) return {kNothing, (*m_track)[0].time};
        m_at = m_track->indexNear(time, m_at, m_count);
        return {(*m_track)[m_at].lane(), m_at + 1 < m_count ? (*m_track)[m_at + 1].time : kNever};
    }

private:
    const Track* m_track;
    std::size_t m_count; // a fixed view of a track that may be growing
    std::size_t m_at = 0;
};

// Of each lane the cursor of who follows the waits of one thread; reset() for those of the next one.
class Cursors {
public:
    explicit Cursors(std::size_t lanes)
        : m_cursors(lanes) {}

    std::size_t size() const { return m_cursors.size(); }
    Cursor& of(std::size_t lane, const Track& track) {
        if (!m_cursors[lane]) {
            m_cursors[lane].emplace(track);
            m_used.push_back(lane);
        }
        return *m_cursors[lane];
    }
    void reset() {
        for (const std::size_t lane : m_used) m_cursors[lane].reset();
        m_used.clear();
    }

private:
    std::vector<std::optional<Cursor>> m_cursors;
    std::vector<std::size_t> m_used; // of 10,000 lanes few
};

// Cuts a waiter's spans into pieces and follows each to its chain's end. Within one waiter time only goes
// forward at every lane that is met, so each has one cursor. What the trace learns of meanwhile is not looked
// at: the end is read first, so every thread and lock that has a part in what is before it is known.
template <class Take>
class Chains {
public:
    Chains(const Trace& trace, Take take, const std::stop_token& stop)
        : m_trace(trace)
        , m_begin(knownFrom(trace))
        , m_end(trace.end())
        , m_take(take)
        , m_stop(stop)
        , m_threads(trace.threadCount())
        , m_objects(trace.objectCount())
        , m_isOnPath(m_threads.size()) {}

    std::size_t threads() const { return m_threads.size(); }

    void follow(ThreadId waiter) {
        const Track& states = m_trace.thread(waiter).states.changes();
        for (std::size_t i = 0, n = states.size(); i < n && !m_stop.stop_requested(); ++i) {
            m_object = namedObject(states[i].lane());
            if (!m_object.isValid()) continue;
            const TimeRange span =
                states.rangeOf(i, m_end).intersected({std::max(states[i].time, m_begin), m_end});
            for (enter(waiter, m_object, span); !m_path.empty(); step())
                if (m_stop.stop_requested()) leaveAll();
        }
        m_threads.reset();
        m_objects.reset();
    }

private:
    // What the span waits for, where somebody has it: a lock, or a thread's end.
    ObjectId namedObject(LaneValue value) const {
        const auto state = static_cast<ThreadState>(value.state);
        const auto object = value.subjectAs<ObjectId>();
        if (state != ThreadState::Blocked && state != ThreadState::Waiting) return {};
        if (!object.isValid() || object.index() >= m_objects.size()) return {};
        const bool isNamed = isLock(m_trace.object(object).info.kind) ||
                             m_trace.object(object).info.kind == ObjectKind::Thread;
        return isNamed ? object : ObjectId{};
    }

    // Who waits, for what, and what of this is still to be charged.
    struct Wait {
        ThreadId waiter;
        ObjectId object;
        TimeRange left;
    };
    void enter(ThreadId waiter, ObjectId object, TimeRange range) {
        m_path.push_back({waiter, object, range});
        m_isOnPath[waiter.index()] = true;
    }
    void leave() {
        m_isOnPath[m_path.back().waiter.index()] = false;
        m_path.pop_back();
    }
    void leaveAll() {
        while (!m_path.empty()) leave();
    }

    // The next piece of the last wait on the path: charged, or followed to what its holder waits for.
    void step() {
        Wait& wait = m_path.back();
        if (wait.left.isEmpty()) return leave();
        const auto [holder, end] = holderAt(wait.object, wait.left.begin);
        if (m_path.size() == 1) m_direct = blame(holder);
        TimeRange piece = cutOff(wait.left, end);
        if (!holder.isValid()) return m_take(piece, m_object, m_direct, Blamed{});
        if (holder == wait.waiter) return m_take(piece, m_object, m_direct, blame(holder));
        if (m_isOnPath[holder.index()])
            return m_take(piece, m_object, m_direct, Blamed{Blamed::Kind::EachOther, {}});
        const auto [value, stateEnd] = stateAt(holder, piece.begin);
        piece.end = wait.left.begin = std::min(piece.end, stateEnd);
        const ObjectId next = namedObject(value);
        if (next.isValid()) return enter(holder, next, piece);
        m_take(piece, m_object, m_direct, blame(holder));
    }

    static TimeRange cutOff(TimeRange& left, Timestamp end) {
        const TimeRange piece = left.intersected({left.begin, end});
        left.begin = piece.end;
        return piece;
    }

    struct Holder {
        ThreadId thread;
        Timestamp end = kNever;
    };
    // Until when it stays so. A thread that has ended holds up nobody who waits for its end.
    Holder holderAt(ObjectId object, Timestamp time) {
        const ObjectLane& lane = m_trace.object(object);
        if (lane.info.kind != ObjectKind::Thread) {
            const auto place = m_objects.of(object.index(), lane.holds.changes()).at(time);
            return {known(place.value.template subjectAs<ThreadId>()), place.end};
        }
        const ThreadId child = known(lane.info.thread);
        if (!child.isValid()) return {};
        const auto place = stateAt(child, time);
        const bool hasEnded = place.value.state == static_cast<std::uint8_t>(ThreadState::Terminated);
        return {hasEnded ? ThreadId{} : child, place.end};
    }

    Cursor::Place stateAt(ThreadId thread, Timestamp time) {
        return m_threads.of(thread.index(), m_trace.thread(thread).states.changes()).at(time);
    }
    ThreadId known(ThreadId thread) const { return thread.index() < m_threads.size() ? thread : ThreadId{}; }

    static Blamed blame(ThreadId thread) {
        return thread.isValid() ? Blamed{Blamed::Kind::Thread, thread} : Blamed{};
    }

    const Trace& m_trace;
    const Timestamp m_begin;
    const Timestamp m_end;
    Take m_take;
    const std::stop_token& m_stop;
    Cursors m_threads;
    Cursors m_objects;
    std::vector<Wait> m_path;     // the waiter's, and those of whom it waits for through others
    std::vector<bool> m_isOnPath; // by thread
    ObjectId m_object;            // what the waiter itself waits for
    Blamed m_direct;
};

// Of one waiter at a time.
class Account {
public:
    explicit Account(std::size_t threads)
        : m_charges(threads + 2) {}

    void add(std::int64_t length, Blamed direct, Blamed atTheEnd) {
        chargeOf(direct).direct += length;
        chargeOf(atTheEnd).throughChains += length;
    }

    void moveTo(std::vector<Charge>& all, ThreadId waiter) {
        std::ranges::sort(m_used, {}, [this](std::size_t place) { return m_charges[place].blamed; });
        for (const std::size_t place : m_used) {
            m_charges[place].waiter = waiter;
            all.push_back(std::exchange(m_charges[place], {}));
        }
        m_used.clear();
    }

private:
    Charge& chargeOf(Blamed blamed) {
        const std::size_t threads = m_charges.size() - 2;
        const std::size_t place = blamed.kind == Blamed::Kind::Thread      ? blamed.thread.index()
                                  : blamed.kind == Blamed::Kind::EachOther ? threads
                                                                           : threads + 1;
        Charge& charge = m_charges[place];
        if (charge.direct == 0 && charge.throughChains == 0) m_used.push_back(place);
        charge.blamed = blamed;
        return charge;
    }

    std::vector<Charge> m_charges; // by thread, then the ring, then nobody
    std::vector<std::size_t> m_used;
};

// Keeps the longest: twice as many as are asked for, until they are thinned out.
class Longest {
public:
    Longest(BlamedPieces& pieces, std::size_t most)
        : m_pieces(pieces)
        , m_most(std::max<std::size_t>(most, 1)) {}

    // Pieces of one span that follow each other are one.
    void add(const BlamedPiece& piece) {
        const bool goesOn = m_last.object == piece.object && m_last.range.end == piece.range.begin;
        if (!goesOn) finish();
        if (!goesOn) m_last = piece;
        m_last.range.end = piece.range.end;
    }
    void finish() {
        if (m_last.range.isEmpty()) return;
        ++m_pieces.count;
        m_pieces.total += m_last.range.length();
        m_pieces.longest.push_back(m_last);
        m_last = {};
        if (m_pieces.longest.size() >= 2 * m_most) thin();
    }
    void thin() {
        std::ranges::stable_sort(m_pieces.longest, std::greater{},
                                 [](const BlamedPiece& piece) { return piece.range.length(); });
        if (m_pieces.longest.size() > m_most) m_pieces.longest.resize(m_most);
    }

private:
    BlamedPieces& m_pieces;
    const std::size_t m_most;
    BlamedPiece m_last;
};

} // namespace

std::string nameOf(const Trace& trace, Blamed blamed) {
    switch (blamed.kind) {
    case Blamed::Kind::Thread: return threadName(trace, blamed.thread);
    case Blamed::Kind::EachOther: return "each other";
    case Blamed::Kind::Nobody: break;
    }
    return "nobody";
}

std::vector<Charge> blameOf(const Trace& trace, const std::stop_token& stop) {
    std::optional<Account> account;
    const auto take = [&account](TimeRange piece, ObjectId, Blamed direct, Blamed atTheEnd) {
        account->add(piece.length(), direct, atTheEnd);
    };
    Chains chains(trace, take, stop);
    account.emplace(chains.threads());
    std::vector<Charge> all;
    for (std::uint32_t t = 0; t < chains.threads() && !stop.stop_requested(); ++t) {
        chains.follow(ThreadId{t});
        account->moveTo(all, ThreadId{t});
    }
    return all;
}

BlamedPieces piecesOf(const Trace& trace, ThreadId waiter, Blamed blamed, Charging charging, std::size_t most,
                      const std::stop_token& stop) {
    BlamedPieces pieces;
    Longest longest(pieces, most);
    const auto take = [&](TimeRange piece, ObjectId object, Blamed direct, Blamed atTheEnd) {
        if ((charging == Charging::Direct ? direct : atTheEnd) == blamed)
            longest.add({piece, waiter, object});
    };
    Chains(trace, take, stop).follow(waiter);
    longest.finish();
    longest.thin();
    return pieces;
}

} // namespace lockstep
