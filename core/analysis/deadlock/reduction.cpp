// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock/reduction.h"

namespace lockstep {

Reduction::Reduction(const Moment& moment, const WaitForGraph& graph, Trust trust,
                     const std::vector<ThreadId>& freed)
    : m_isLive(moment.threads().size(), false)
    , m_helpedBy(moment.threads().size()) {
    std::map<Same, std::size_t> places;
    for (const Need& need : graph.needs()) open(need, trust, places);
    for (const Need& need : graph.births()) open(need, trust, places);
    for (const ThreadMoment& thread : moment.threads())
        if (thread.isAlive() && (!thread.isParkedOnObject() || thread.hasTimeLimit))
            turn(thread.id, nullptr, {});
    for (const ThreadId thread : freed) turn(thread, nullptr, {});
    for (const Open& open : m_open)
        if (open.missing == 0) turnAll(open, {});
    spread();
    for (const ThreadMoment& thread : moment.threads())
        if (thread.isAlive() && !isLive(thread.id)) m_stuck.push_back(thread.id);
}

void Reduction::open(const Need& need, Trust trust, std::map<Same, std::size_t>& places) {
    const bool isAnyone = need.isOpenToAll && (need.evidence == Evidence::Anyone || trust == Trust::Anyone);
    const auto [place, isNew] = places.try_emplace({need.helpers.get(), need.count, isAnyone}, m_open.size());
    if (!isNew) return m_open[place->second].needs.push_back(&need);
    m_open.push_back({{&need}, need.count});
    if (isAnyone)
        m_helpedByAnyone.push_back(place->second);
    else
        for (const ThreadId helper : *need.helpers) m_helpedBy[helper.index()].push_back(place->second);
}

void Reduction::turn(ThreadId thread, const Need* need, ThreadId last) {
    if (m_isLive[thread.index()]) return;
    m_isLive[thread.index()] = true;
    m_turns.push_back({thread, need, last});
}

void Reduction::spread() {
    for (std::size_t i = 0; i < m_turns.size(); ++i) {
        const ThreadId by = m_turns[i].thread;
        for (const std::size_t open : m_helpedBy[by.index()]) help(open, by);
        if (i > 0) continue; // the first live thread is anybody
        for (const std::size_t open : m_helpedByAnyone) help(open, by);
    }
}

void Reduction::help(std::size_t place, ThreadId by) {
    Open& open = m_open[place];
    if (open.missing == 0) return;
    --open.missing;
    if (open.missing == 0) turnAll(open, by);
}

void Reduction::turnAll(const Open& open, ThreadId last) {
    for (const Need* need : open.needs) turn(need->waiter, need, last);
}

std::vector<ThreadId> irreducibleThreads(const Trace& trace, const Moment& moment) {
    return Reduction(moment, WaitForGraph(trace, moment), Trust::Anyone).stuck();
}

} // namespace lockstep
