// SPDX-License-Identifier: GPL-3.0-or-later
// Trace files, and figures that carry their run, read into a session that has ended.
#pragma once

#include "core/engine/session.h"
#include "core/trace/overview.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace lockstep::ui {

/// Of reading: told how much of the file is done, from 0 to 1; false gives it up.
using Progress = std::function<bool(double)>;

/// Throws UnreadableTrace (core/trace/file/tracereader.h) with a sentence that names the file. Null when
/// given up. What is missing in a damaged file is told by the session's recording(). Any one thread.
std::unique_ptr<Session> openTrace(const QString& path, const Progress& progress = {});

/// The whole run seen from far away, of a large trace's file that has it; takes some milliseconds.
std::optional<Overview> overviewAt(const QString& path);

/// The run in such bytes, or in what figureContent() gives. Throws UnreadableTrace.
std::unique_ptr<Session> runIn(const QByteArray& content);

/// By its first bytes.
bool isTraceFile(const QString& path);

/// The ending of a figure.
bool isPictureFile(const QString& path);

} // namespace lockstep::ui
