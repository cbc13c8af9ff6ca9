// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a user can do in this window, as rows for the table of actions.
#pragma once

#include "ui/window/actions/actiontable.h"

namespace lockstep::ui {

class MainWindow;
struct Parts;

/// The rows act on the window and its parts, which must outlive them.
std::vector<ActionRow> commandRows(MainWindow& window, const Parts& parts);

// What it consists of beside its own.
std::vector<ActionRow> modeRows(const Parts& parts);
std::vector<ActionRow> stepRows(const Parts& parts);
std::vector<ActionRow> findRows(const Parts& parts);
std::vector<ActionRow> filterRows(const Parts& parts);
std::vector<ActionRow> laneRows(const Parts& parts);
std::vector<ActionRow> zoomRows(const Parts& parts);
std::vector<ActionRow> arrowRows(const Parts& parts);
std::vector<ActionRow> lookRows(MainWindow& window, const Parts& parts);
std::vector<ActionRow> memoryRows(MainWindow& window);
std::vector<ActionRow> tableRows(const Parts& parts);
std::vector<ActionRow> panelRows(const Parts& parts);
std::vector<ActionRow> detectionRows(const Parts& parts);

} // namespace lockstep::ui
