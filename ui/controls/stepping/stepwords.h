// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run stands step by step, in one sentence over the list of who goes next.
#pragma once

#include "ui/controls/stepping/nextrows.h"

#include <QString>

namespace lockstep::ui {

class Run;
class Stepper;
class Viewport;

struct StepSituation {
    enum class Kind : std::uint8_t {
        Nothing,   ///< no run is shown
        AllAtOnce, ///< a run in which nobody was asked
        Front,     ///< a choice is waited for, or a step is being made
        Past,      ///< somebody went on from here
        Stuck,     ///< nobody can go
        Over,      ///< the end of a run that has ended
    };
    Kind kind = Kind::Nothing;
    bool hasRows = false;
    bool isGoingOn = false; ///< by itself
    std::size_t step = 0;   ///< the next one, counted from 1
    std::size_t steps = 0;  ///< of the run so far
};

StepSituation situationOf(const Run& run, const Stepper& stepper, const Viewport& viewport);

/// "Step 7: who goes next?"
QString headlineOf(const StepSituation& situation, const std::vector<NextRow>& rows);

} // namespace lockstep::ui
