// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as data for other programs: a file that is there whole or not at all.
#pragma once

#include "core/engine/session.h"
#include "core/export/dataexport.h"

#include <QString>

namespace lockstep::ui {

/// A text as one field of a table of comma-separated values.
QString csvField(const QString& text);

/// Why it could not be written, in a sentence; then a file that was there before is as it was. Memory does
/// not grow with the trace.
std::optional<QString> saveData(const Session& session, DataKind kind, const QString& path);

} // namespace lockstep::ui
