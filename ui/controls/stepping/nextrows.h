// SPDX-License-Identifier: GPL-3.0-or-later
// Who could go next at a moment, as rows to choose from: one for each thread, below it its further ways.
// Pure.
#pragma once

#include "core/trace/choice.h"
#include "core/trace/moment.h"

#include <QString>

#include <optional>
#include <vector>

namespace lockstep::ui {

struct NextRow {
    Choice choice;
    bool isWay = false;  ///< a further way of the thread whose row stands above
    bool isKnown = true; ///< false: it computes and has not come to its next step yet
    bool canGo = false;
    bool isMade = false; ///< the run went on with this choice
    QString name;
    QString deed;   ///< "take `lock1`"
    QString place;  ///< "two_locks.cpp:31"; may be empty
    QString whyNot; ///< "`lock1` is held by Worker 2"; empty when it can go

    /// The key that chooses it, "1"; empty beyond 9 and for further ways.
    QString digit() const;
    /// "Worker 1 can take `lock1` at two_locks.cpp:31"
    QString sentence() const;
};

/// For a run in which one thread moves at a time; `made`: what it went on with, if it did.
std::vector<NextRow> nextRows(const Trace& trace, const Moment& moment, std::optional<Choice> made);

} // namespace lockstep::ui
