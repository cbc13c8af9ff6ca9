// SPDX-License-Identifier: GPL-3.0-or-later
// One figure, or one file of data, to be exported: what it is of, and how it is to look; checked as far as
// can be before the work.
#pragma once

#include "app/dataorder.h"
#include "app/exportorder.h"
#include "app/refusal.h"
#include "app/traceargument.h"
#include "core/engine/session.h"

namespace lockstep::app {

/// All that `export` takes.
void addJobOptions(CommandParser& parser);

class ExportJob {
public:
    /// Throws Refusal for what does not fit together. A trace is read here, unless it has been.
    ExportJob(const CommandParser& parser, Traces& traces);

    const QString& path() const { return m_data ? m_data->path : m_order.path; }
    /// Runs the scenario, if it is of one, and writes the file. The exit status; throws Refusal.
    int carryOut() const;

private:
    void deliver(const Session& session) const;

    std::shared_ptr<const Session> m_trace; ///< null: of a scenario that is to be run
    RunSettings m_settings;
    std::optional<DataOrder> m_data; ///< none: a figure
    ExportOrder m_order;
};

} // namespace lockstep::app
