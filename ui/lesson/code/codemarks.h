// SPDX-License-Identifier: GPL-3.0-or-later
// Where each thread stands in the source at one moment, and what it does there, in words. Pure.
#pragma once

#include "core/trace/moment.h"

#include <QString>

#include <vector>

namespace lockstep::ui {

/// "Worker 12" -> "W12", "main" -> "M": short enough for a mark in the margin.
QString initials(const QString& threadName);

/// What one thread is about.
struct ThreadNow {
    ThreadId thread;
    ThreadState state = ThreadState::New;
    QString name;
    QString deed;   ///< "waiting for `lock2`", or the name of its state
    QString reason; ///< "held by Worker 2"; may be empty
    QString place;  ///< "two_locks.cpp:31"; may be empty
    QString file;
    int line = 0; ///< 0 where it is not known

    /// "Worker 1 – waiting for `lock2`, held by Worker 2 – two_locks.cpp:31"
    QString sentence() const;
};

ThreadNow threadNow(const Trace& trace, const Moment& moment, ThreadId thread);

struct CodeMark {
    ThreadNow now;
    QString letters;
};

/// Threads alive that stand in this file, by line, then by thread.
std::vector<CodeMark> codeMarks(const Trace& trace, const Moment& moment, const QString& file);

} // namespace lockstep::ui
