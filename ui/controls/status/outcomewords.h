// SPDX-License-Identifier: GPL-3.0-or-later
// How a run stands and how it ended, in sentences for the status line and the banner.
#pragma once

#include "core/analysis/findings.h"

#include <QStringList>

#include <vector>

namespace lockstep {
class Session;
enum class Phase : std::uint8_t;
} // namespace lockstep

namespace lockstep::ui {

/// "Worker 1, Worker 2 and Worker 3"; of many the first few and how many more.
QString listed(QStringList names);

/// "Running: 3.2 ms, 45 events"; once it has ended, the outcome.
QString phaseSentence(const Session& session, Phase phase);

/// "Finished after 3.2 ms. Result: 187,432, but it should be 200,000."
/// "Worker 1 and Worker 2 wait for ever for `lock2` and `lock1`, since 14.5 ms."
QString outcomeSentence(const Session& session);

/// How it ended, in a word or two: "Deadlock", "Finished, wrong result"; "Going" until then.
QString endWords(const Session& session);

/// "Deadlock at 14.5 ms: Worker 1 holds `lock1` and waits for ...": the first few of them, a line each.
/// "A ring that opens by itself, at 3.1 ms: ..."
QString findingWords(const Trace& trace, const std::vector<Finding>& findings);

/// "Worker 1 at two_locks.cpp:24, Worker 2 at two_locks.cpp:33": where their threads wait, a line for each.
QString placesOf(const std::vector<Finding>& findings);

/// It failed, or computed something else than it should.
bool isWrong(const Session& session);

} // namespace lockstep::ui
