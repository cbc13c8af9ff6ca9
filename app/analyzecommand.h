// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep analyze TRACE`: what `run` says of a run, said of one that was kept in a file.
#pragma once

#include "app/commandparser.h"
#include "core/engine/session.h"

namespace lockstep::app {

int analyzeCommand(const QStringList& words);

// What `run` and `analyze` have in common.
void addReportOptions(CommandParser& parser, const QString& kinds);
/// What --fail-on asks for, one of `kinds`; empty for nothing. Throws Refusal for another word.
QString failureWord(const CommandParser& parser, const QStringList& kinds);
/// In words, or as JSON where that was asked for.
void tell(const Session& session, const CommandParser& parser);
/// kFound where the run has what --fail-on asks for, else kDone.
int statusFor(const Session& session, const QString& failOn);

} // namespace lockstep::app
