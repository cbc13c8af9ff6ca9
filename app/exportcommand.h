// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep export SCENARIO -o OUT.png`: runs it without a window and draws the timeline or the graph.
#pragma once

#include <QStringList>

namespace lockstep::app {

int exportCommand(const QStringList& words);

} // namespace lockstep::app
