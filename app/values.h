// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the command line turned into values; what cannot be read is thrown as a Refusal that says what
// can.
#pragma once

#include "core/trace/time.h"

#include <QSize>
#include <QString>

#include <cstdint>
#include <optional>

namespace lockstep::app {

/// `option`: "--seed", for the sentence.
std::int64_t wholeNumber(const QString& option, const QString& text, std::int64_t min, std::int64_t max);
double number(const QString& option, const QString& text, double min, double max);
/// "1.5ms", "20us", "2s", "800ns", and 0.
Timestamp timeFrom(const QString& option, const QString& text);
/// A moment of a run: a time, or the end of a step, counted from 1.
struct Place {
    Timestamp time = 0;
    std::optional<std::int64_t> step;
};
/// A time, or "s12".
Place placeFrom(const QString& option, const QString& text);
/// A stretch of a run along one of its axes.
struct Stretch {
    TimeAxis axis = TimeAxis::Time;
    TimeRange range;
};
/// "1ms..2.5ms", or from the end of one step to the end of another, "s3..s12"; either may begin with 0.
Stretch stretchFrom(const QString& option, const QString& text);
/// "1200x600"
QSize sizeFrom(const QString& option, const QString& text);

} // namespace lockstep::app
