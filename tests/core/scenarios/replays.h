// SPDX-License-Identifier: GPL-3.0-or-later
// One run of a scenario, and its schedule played again and again: each time the same steps.
#pragma once

#include "core/analysis/steps.h"
#include "testrun.h"
#include "verdicts.h"

#include <QString>

namespace lockstep {

/// Runs it to its end; false when it hangs.
inline bool play(Session& session) {
    session.start();
    return session.waitUntilEnded(kHangLimit);
}

/// What differs in one of so many replays of a run in this mode; empty when nothing does.
inline QString defectOfReplays(const Verdict& verdict, Mode mode, int count) {
    Session original(settingsOf(verdict, mode, 1));
    if (!play(original)) return "it hangs";
    const std::uint64_t steps = hashOfSteps(original.trace());
    RunSettings again = settingsOf(verdict, Mode::Replay);
    again.script = scheduleOf(original).choices;
    for (int i = 0; i < count; ++i) {
        Session replay(again);
        if (!play(replay)) return QString("replay %1 hangs").arg(i);
        if (replay.outcome() == Outcome::Mismatch) return QString::fromStdString(mismatchSentence(replay));
        if (replay.outcome() != original.outcome()) return QString("replay %1 ends otherwise").arg(i);
        if (hashOfSteps(replay.trace()) != steps) return QString("replay %1 makes other steps").arg(i);
    }
    return {};
}

} // namespace lockstep
