// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/choosers.h"

#include <algorithm>
#include <ranges>

namespace lockstep {

std::optional<Choice> RandomChooser::choose(const Crossroads& here) {
    const std::int32_t highest = std::ranges::max(here.candidates, {}, &Candidate::priority).priority;
    auto urgent = std::views::filter(here.candidates, [=](const auto& c) { return c.priority == highest; });
    // not a std distribution, whose results may differ from one library to the next
    const auto count = static_cast<std::uint64_t>(std::ranges::distance(urgent));
    const std::uint64_t even = UINT64_MAX - UINT64_MAX % count; // beyond it, some would be likelier
    std::uint64_t drawn = m_engine();
    while (drawn >= even) drawn = m_engine();
    return std::ranges::next(urgent.begin(), static_cast<std::ptrdiff_t>(drawn % count))->choice;
}

std::optional<Choice> UntilSomebodyBlocks::choose(const Crossroads& here) {
    m_isOver |= m_parked && here.parked > *m_parked;
    m_parked = here.parked;
    return m_isOver ? std::nullopt : std::optional(here.candidates[0].choice);
}

std::optional<Choice> UntilEnds::choose(const Crossroads& here) {
    const auto isMine = [this](const Candidate& c) { return c.choice == Choice{m_thread}; };
    const auto mine = std::ranges::find_if(here.candidates, isMine);
    m_isOver |= mine == here.candidates.end();
    return m_isOver ? std::nullopt : std::optional(mine->choice);
}

std::optional<Choice> ScriptChooser::choose(const Crossroads& here) {
    if (m_next < m_script.size()) return m_script[m_next++];
    return m_then ? m_then->choose(here) : std::nullopt;
}

} // namespace lockstep
