// SPDX-License-Identifier: GPL-3.0-or-later
// Every key and every mouse gesture on one sheet, made from the table of actions.
#pragma once

#include <QDialog>

namespace lockstep::ui {

class ActionTable;

class KeySheet : public QDialog {
    Q_OBJECT
public:
    explicit KeySheet(const ActionTable& actions, QWidget* parent = nullptr);

    /// As HTML: a table for each menu, one for the timeline, one for the mouse.
    static QString text(const ActionTable& actions);
};

} // namespace lockstep::ui
