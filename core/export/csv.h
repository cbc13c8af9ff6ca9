// SPDX-License-Identifier: GPL-3.0-or-later
// A run as tables of comma-separated values (RFC 4180) for spreadsheets and data frames.
//
// The first line names the columns. Times and durations are nanoseconds. O(events); streamed.
#pragma once

#include "core/export/output.h"
#include "core/trace/trace.h"

namespace lockstep {

/// A text as one field: in quotes where it needs them.
std::string csvField(std::string_view text);

/// A row for each stretch of each thread's and each lock's lane: lane (thread, lock), id (the creation path,
/// the same in every run), name, state, subject (what the thread waits for; who has the lock), from_ns,
/// to_ns, source.
void writeIntervals(const Trace& trace, Output& out);

/// A row for each figure: of (run, thread, lock, queue), id, name, figure, value, unit. A value that cannot
/// be known is empty.
void writeStatistics(const Trace& trace, Output& out);

} // namespace lockstep
