// SPDX-License-Identifier: GPL-3.0-or-later
// A trace file as a command's argument.
#pragma once

#include "core/engine/session.h"

#include <QString>

#include <map>
#include <memory>

namespace lockstep::app {

/// What was asked for by this word is a file and no scenario.
bool meansFile(const QString& word);

/// Reads it; what is missing in a damaged one is told on standard error. Throws Refusal (exit status 1).
std::unique_ptr<Session> readTrace(const QString& path);

/// Traces that several parts of one command may be of: each file is read once, by whatever path it is named.
class Traces {
public:
    /// As readTrace().
    std::shared_ptr<const Session> at(const QString& path);

private:
    std::map<QString, std::shared_ptr<const Session>> m_read; // by canonical path
};

/// `path`: "-" is standard output. Throws Refusal (exit status 1).
void writeTrace(const Session& session, const QString& path);

} // namespace lockstep::app
