// SPDX-License-Identifier: GPL-3.0-or-later
// A finished run in words, as `lockstep run` prints it for people.
#pragma once

#include "core/engine/session.h"

#include <QString>

namespace lockstep::app {

/// The session must have ended. Several lines, the last one ended.
QString runSummary(const Session& session);

/// Threads, locks and queues with what they spent, as lined up columns.
QString traceTables(const Trace& trace);

} // namespace lockstep::app
