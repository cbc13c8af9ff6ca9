// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep export ... -o OUT.json`, .perfetto-trace or .csv: data instead of a picture.
#pragma once

#include "app/commandparser.h"
#include "core/engine/session.h"
#include "core/export/dataexport.h"

#include <optional>

namespace lockstep::app {

struct DataOrder {
    QString path; ///< "-": standard output
    DataKind kind = DataKind::Intervals;
};

/// None where a picture was asked for. Throws Refusal for what does not fit together, and for a path that
/// cannot be written.
std::optional<DataOrder> dataOrderFrom(const CommandParser& parser);

/// Throws Refusal (exit status 1).
void deliver(const DataOrder& order, const Session& session);

} // namespace lockstep::app
