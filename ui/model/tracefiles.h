// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as trace files: written whole or not at all.
#pragma once

#include "core/engine/session.h"
#include "core/trace/file/about.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace lockstep::ui {

/// The ending of their names, with the dot.
inline constexpr const char* kTraceSuffix = ".lockstep";

/// The run as far as it has come, with its scenario's source. `seen`: how it is seen and what was put on it,
/// if that has changed since it was read. Why it could not be written, in a sentence; then a file that was
/// there before is as it was.
std::optional<QString> saveTrace(const Session& session, const QString& path,
                                 const std::optional<About>& seen = std::nullopt);

/// The same bytes.
QByteArray traceBytes(const Session& session);
/// Of this trace, or of none, and with what is said to be known of the run.
QByteArray traceBytes(const Session& session, const About& about, const Trace* trace);
/// None where they are more than `most`: no more than that is made of them.
std::optional<QByteArray> traceBytesUpTo(qsizetype most, const Session& session, const About& about,
                                         const Trace* trace);

/// What a file says of its run besides what the session knows: who wrote it, and the scenario's source.
About aboutProgram(const Session& session);

/// All that is known of the run beside its trace. Of one that was read from a file: what that said, but not
/// which file it was.
About aboutAll(const Session& session);

} // namespace lockstep::ui
