// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/fold/idlestretches.h"

#include "ui/model/find/lanesieve.h"

namespace lockstep::ui {

namespace {

constexpr Timestamp kMostPieces = 2'000;

bool isIdle(ThreadState state) {
    switch (state) {
    case ThreadState::Runnable:
    case ThreadState::Running:
    case ThreadState::ReadyOrRunning:
    case ThreadState::OffCpu:
    case ThreadState::Unknown: return false;
    default: return true;
    }
}

bool isIdle(const Change& change) {
    return isIdle(static_cast<ThreadState>(change.lane().state));
}

bool isIdle(const MixTrack<kThreadStates>::Totals& totals) {
    for (std::size_t s = 0; s < totals.size(); ++s)
        if (totals[s] > 0 && !isIdle(static_cast<ThreadState>(s))) return false;
    return true;
}

// The range in equal pieces, two for the shortest stretch: each stretch has a whole piece in it.
class Pieces {
public:
    Pieces(TimeRange range, Timestamp shortest)
        : m_range(range)
        , m_length(std::max<Timestamp>({1, shortest / 2, range.length() / kMostPieces}))
        , m_idle(static_cast<std::size_t>((range.length() + m_length - 1) / m_length), true) {}

    void take(const MixTrack<kThreadStates>& states) {
        MixTrack<kThreadStates>::Sweep sweep(states, m_range.begin);
        for (std::size_t i = 0; i < m_idle.size(); ++i)
            if (!isIdle(sweep.advanceTo(begin(i + 1)))) m_idle[i] = false;
    }
    /// The first idle one from there on, as far as idle ones follow it; empty where there is none.
    TimeRange runFrom(Timestamp time) const {
        auto first = static_cast<std::size_t>((time - m_range.begin + m_length - 1) / m_length);
        while (first < m_idle.size() && !m_idle[first]) ++first;
        std::size_t last = first;
        while (last < m_idle.size() && m_idle[last]) ++last;
        return {begin(first), begin(last)};
    }

private:
    Timestamp begin(std::size_t piece) const {
        return std::min(m_range.begin + static_cast<Timestamp>(piece) * m_length, m_range.end);
    }

    TimeRange m_range;
    Timestamp m_length;
    std::vector<bool> m_idle;
};

// An idle stretch of one thread within the limits, as long as it is.
TimeRange grown(const Track& changes, TimeRange idle, TimeRange limits) {
    const auto at = changes.indexAt(idle.begin);
    std::size_t first = at.value_or(0);
    while (first > 0 && changes[first].time > limits.begin && isIdle(changes[first - 1])) --first;
    if (first > 0 && !isIdle(changes[first - 1])) limits.begin = std::max(limits.begin, changes[first].time);
    std::size_t next = at ? *at + 1 : 0;
    while (next < changes.size() && changes[next].time < limits.end && isIdle(changes[next])) ++next;
    if (next < changes.size()) limits.end = std::min(limits.end, std::max(idle.end, changes[next].time));
    return limits;
}

} // namespace

std::vector<TimeRange> idleStretches(const Trace& trace, TimeRange range, Timestamp shortest,
                                     const LaneSieve* sieve) {
    std::vector<const MixTrack<kThreadStates>*> tracks;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (!sieve || sieve->shows(ThreadId{t})) tracks.push_back(&trace.thread(ThreadId{t}).states);
    std::vector<TimeRange> stretches;
    if (tracks.empty() || range.isEmpty()) return stretches;
    Pieces pieces(range, shortest);
    for (const auto* track : tracks) pieces.take(*track);
    Timestamp done = range.begin;
    while (true) {
        const TimeRange run = pieces.runFrom(done);
        if (run.isEmpty()) return stretches;
        TimeRange stretch{done, range.end};
        for (const auto* track : tracks) stretch = grown(track->changes(), run, stretch);
        if (stretch.length() >= shortest) stretches.push_back(stretch);
        done = stretch.end;
    }
}

} // namespace lockstep::ui
