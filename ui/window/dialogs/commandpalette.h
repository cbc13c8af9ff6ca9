// SPDX-License-Identifier: GPL-3.0-or-later
// Every action by name.
#pragma once

#include "ui/window/dialogs/picklist.h"

namespace lockstep::ui {

class ActionTable;

class CommandPalette : public PickList {
    Q_OBJECT
public:
    explicit CommandPalette(const ActionTable& actions, QWidget* parent = nullptr);
};

} // namespace lockstep::ui
