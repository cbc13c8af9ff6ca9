// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as trace files: written whole or not at all, and read into a session that has ended.
#pragma once

#include "core/engine/session.h"
#include "core/trace/file/about.h"
#include "core/trace/time.h"
#include "ui/model/notes.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace lockstep::ui {

/// The ending of their names, with the dot.
inline constexpr const char* kTraceSuffix = ".lockstep";

/// Of reading: told how much of the file is done, from 0 to 1; false gives it up.
using Progress = std::function<bool(double)>;

/// Of a trace file, or of a figure that carries its run. Throws UnreadableTrace
/// (core/trace/file/tracereader.h) with a sentence that names the file. Null when given up. What is missing
/// in a damaged file is told by the session's recording(). Any one thread.
std::unique_ptr<Session> openTrace(const QString& path, const Progress& progress = {});

/// The run as far as it has come, with its scenario's source and what was put on it. Why it could not be
/// written, in a sentence; then a file that was there before is as it was.
std::optional<QString> saveTrace(const Session& session, const QString& path, const Notes& notes = {});

/// The same bytes.
QByteArray traceBytes(const Session& session);

/// What a figure of the run carries: a trace file that also says `view`, see enclosure.h. Of a run of this
/// process along steps it has no times but the steps, for they are all that is the same when it is run again.
/// Where it would be larger than kMostEnclosed, it has no events and says so; then it names the trace's file,
/// if there is one, by which it can be opened.
inline constexpr qsizetype kMostEnclosed = qsizetype{1} << 20;
QByteArray figureContent(const Session& session, TimeAxis axis, const About& view,
                         qsizetype most = kMostEnclosed);

/// The run in such bytes, or in a trace file's. Throws UnreadableTrace.
std::unique_ptr<Session> runIn(const QByteArray& content);

/// The run has no times but its steps.
bool hasOnlySteps(const Session& session);

/// What a file says of its run besides what the session knows: who wrote it, and the scenario's source.
About aboutProgram(const Session& session);

/// All that is known of the run beside its trace. Of one that was read from a file: what that said.
About aboutAll(const Session& session);

/// By its first bytes.
bool isTraceFile(const QString& path);

/// The ending of a figure.
bool isPictureFile(const QString& path);

} // namespace lockstep::ui
