// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of Contention as rows of text: what the tables show, without the tables.
#pragma once

#include "core/analysis/contention.h"

#include <QStringList>

#include <vector>

class QStandardItemModel;

namespace lockstep::ui {

struct Rows {
    QStringList header;
    std::vector<QStringList> rows; ///< the first column is a name, the others are figures
};

/// One row a lock. The trace may be null when there are no figures.
Rows lockRows(const Trace* trace, const Contention& contention);
/// One row a thread, one column for each state that any of them was in.
Rows threadRows(const Trace* trace, const Contention& contention);

/// Replaces everything in the model; figures are aligned to the right.
void fill(QStandardItemModel& model, const Rows& rows);

} // namespace lockstep::ui
