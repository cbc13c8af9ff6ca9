// SPDX-License-Identifier: GPL-3.0-or-later
// Which lanes of a trace are to be shown: what is asked for, and in words.
//
// A thread is shown when all of it holds. It has *met* an object when it did anything with it or wanted to -
// took it, waited for it, was woken by it, was kept from it - up to the run's teardown; to make it, to
// discard it, or to be named as one who may signal it, is not enough. CPUs are always shown, and so are
// locks, unless locks are among what must have been met: then only these.
#pragma once

#include "core/trace/file/about.h"
#include "core/trace/trace.h"

#include <QString>

#include <optional>
#include <vector>

namespace lockstep::ui {

struct LaneFilter {
    QString name;                     ///< in the thread's own, in any case; empty: any
    std::vector<ObjectId> met;        ///< each of them
    std::optional<ThreadState> state; ///< in which it spent time
    std::optional<TimeRange> within;  ///< when it did; none: ever

    bool isEmpty() const { return name.isEmpty() && met.empty() && !state; }
    bool operator==(const LaneFilter&) const = default;
};

/// What both ask for; where they cannot both be, what the second says.
LaneFilter narrowed(LaneFilter filter, const LaneFilter& by);
/// "those that met `lock2` and were blocked"; what the trace does not have is left out.
QString filterWords(const Trace& trace, const LaneFilter& filter);

/// As pairs of texts beside a trace; what cannot be understood is left out.
void tellFilter(About& about, const LaneFilter& filter);
LaneFilter filterFrom(const About& about);

} // namespace lockstep::ui
