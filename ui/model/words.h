// SPDX-License-Identifier: GPL-3.0-or-later
// Core's words and values as people read them.
#pragma once

#include "core/engine/scenario.h"
#include "core/trace/time.h"

#include <QString>

namespace lockstep::ui {

QString words(std::string_view text);
/// "200,000", "[1, 4, 9, 16]", by locale; empty for none.
QString valueText(const Value& value);
QString numberText(std::int64_t number);
/// "3.2 ms"
QString timeText(Timestamp nanoseconds);
/// A stretch of a trace's axis: "3.2 ms", "4 steps"; and a place on it: "3.2 ms", "step 4".
QString lengthWords(TimeAxis axis, Timestamp length);
QString momentWords(TimeAxis axis, Timestamp time);
/// "us" of a parameter as it is written: "µs".
QString unitText(std::string_view unit);

} // namespace lockstep::ui
