// SPDX-License-Identifier: GPL-3.0-or-later
// One unit and one number of decimals for a whole column or table of durations, so that their digits stand in
// line.
#pragma once

#include "core/trace/time.h"

#include <QString>

#include <cstdint>

namespace lockstep::ui {

struct DurationUnit {
    enum class Digits : std::uint8_t {
        Three, ///< three decimals
        All,   ///< as many as show every nanosecond
    };

    QString name;
    double size = 1; ///< nanoseconds, or on the axis of steps kStepLength for each
    int decimals = 0;

    /// The largest unit that leaves the largest value at least one.
    static DurationUnit fitting(TimeAxis axis, Timestamp largest, Digits digits);
    /// "1,234.500", by locale; "< 0.001" for what is more than nothing and too short for the decimals.
    QString number(Timestamp nanoseconds) const;
    /// "1,234.500 ms", by locale.
    QString text(Timestamp nanoseconds) const;
};

} // namespace lockstep::ui
