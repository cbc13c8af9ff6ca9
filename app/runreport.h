// SPDX-License-Identifier: GPL-3.0-or-later
// A finished run as the JSON object that `lockstep run --json` prints. Times are integers in nanoseconds.
#pragma once

#include "core/engine/session.h"

#include <QJsonArray>
#include <QJsonObject>

namespace lockstep::app {

/// The session must have ended.
QJsonObject runReport(const Session& session);

// Its parts, each a function of a trace alone.
QJsonArray threadsJson(const Trace& trace);
QJsonArray resourcesJson(const Trace& trace);
/// Whom each thread's waits are charged to, see blameOf().
QJsonArray waitsForJson(const Trace& trace);
QJsonArray queuesJson(const Trace& trace);
/// Those of the session, and what its lock order warns of or rules out.
std::vector<Finding> allFindings(const Session& session);
QJsonArray findingsJson(const Trace& trace, const std::vector<Finding>& findings);
QJsonValue valueJson(const Value& value);

} // namespace lockstep::app
