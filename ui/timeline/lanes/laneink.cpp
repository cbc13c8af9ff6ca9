// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/laneink.h"

namespace lockstep::ui {

namespace {

Ink inkOf(const StateLook& look, const Theme& theme) {
    Ink ink;
    const QColor fill = look.isHollow ? blended(theme.lane, look.fill, 0.12) : look.fill;
    ink.fill = fill.rgb();
    ink.edge = look.outline.rgb();
    ink.grain = blended(look.fill, look.text, look.isHollow ? 0 : 0.25).rgb();
    ink.mixed = look.isHollow ? blended(theme.lane, look.fill, 0.45).rgb() : look.fill.rgb();
    ink.height = static_cast<float>(look.height);
    ink.pattern = look.pattern;
    ink.isOutlined = look.isOutlined;
    return ink;
}

template <class State>
std::vector<std::uint8_t> order(std::initializer_list<State> states) {
    std::vector<std::uint8_t> result;
    for (const State state : states) result.push_back(static_cast<std::uint8_t>(state));
    return result;
}

} // namespace

Inks Inks::ofThreads(const Theme& theme) {
    using enum ThreadState;
    Inks result;
    for (int s = 0; s < kThreadStates; ++s)
        result.inks.push_back(inkOf(theme.look(static_cast<ThreadState>(s)), theme));
    // what gets on with the work below, what stands in its way above
    result.stacking = order({Terminated, New, Running, ReadyOrRunning, OffCpu, Held, Sleeping, Runnable,
                             Waiting, Blocked, Unknown});
    return result;
}

Inks Inks::ofLocks(const Theme& theme) {
    Inks result;
    for (int s = 0; s < kLockStates; ++s)
        result.inks.push_back(inkOf(theme.look(static_cast<LockState>(s)), theme));
    result.inks[static_cast<std::size_t>(LockState::Free)].fill = theme.grid.rgb();
    result.inks[static_cast<std::size_t>(LockState::Free)].mixed = theme.grid.rgb();
    result.stacking = order({LockState::Free, LockState::Held, LockState::HeldAndWanted});
    return result;
}

Inks Inks::ofCpus(const Theme& theme) {
    Inks result;
    result.inks.resize(2);
    result.inks[0] = {theme.grid.rgb(), theme.grid.rgb(), theme.grid.rgb(), theme.grid.rgb(), 0.1f};
    result.inks[1] = inkOf(theme.look(ThreadState::Running), theme);
    result.stacking = {0, 1};
    return result;
}

} // namespace lockstep::ui
