// SPDX-License-Identifier: GPL-3.0-or-later
// A run as data for other programs: one function for every kind of file.
#pragma once

#include "core/export/output.h"
#include "core/trace/file/about.h"
#include "core/trace/trace.h"

#include <optional>

namespace lockstep {

enum class DataKind : std::uint8_t {
    ChromeJson, ///< Trace Event Format, .json
    Perfetto,   ///< protocol buffers, .perfetto-trace
    Intervals,  ///< .csv: a row for each stretch of each lane
    Statistics, ///< .csv: a row for each figure
};

/// By the path's ending; Intervals for .csv, none for any other.
std::optional<DataKind> dataKind(std::string_view path);

/// Streamed, in O(events). `about`: what is known of the run beside its trace. What the sink throws comes
/// through.
void writeData(DataKind kind, const Trace& trace, const About& about, Output::Sink sink);

} // namespace lockstep
