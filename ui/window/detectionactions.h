// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the actions of the detection panel in step with it: what can be done now, and how it looks.
#pragma once

#include "ui/window/parts.h"

#include <QObject>

namespace lockstep::ui {

class ActionTable;

class DetectionActions : public QObject {
    Q_OBJECT
public:
    /// Gives the panel its buttons.
    DetectionActions(const Parts& parts, const ActionTable& actions, QObject* parent);

    /// After the theme has changed, too.
    void follow();

private:
    Parts m_parts;
    const ActionTable& m_actions;
};

} // namespace lockstep::ui
