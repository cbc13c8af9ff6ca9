// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep list`: every scenario with its variants and parameters, for people or as JSON.
#pragma once

#include "core/engine/scenario.h"

#include <QJsonArray>
#include <QStringList>

namespace lockstep::app {

int listCommand(const QStringList& words);

/// [{id, title, group, summary, variants[], parameters[{name, type, default, min, max, values}]}]
QJsonArray catalogueJson(std::span<const Scenario* const> scenarios);
QString catalogueText(std::span<const Scenario* const> scenarios);

} // namespace lockstep::app
