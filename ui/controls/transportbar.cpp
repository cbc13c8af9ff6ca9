// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/transportbar.h"

#include "core/engine/session.h"
#include "ui/controls/icons.h"

#include <QAction>
#include <QToolButton>

namespace lockstep::ui {

TransportBar::TransportBar(QWidget* parent)
    : QToolBar(tr("Run and cursor"), parent) {
    setObjectName("transport");
    setMovable(false);
    setIconSize({20, 20});
}

void TransportBar::setActions(const QList<QAction*>& actions) {
    clear();
    for (QAction* action : actions) {
        if (action)
            addAction(action);
        else
            addSeparator();
    }
    m_run = actions.value(0);
    m_stop = actions.value(1);
    for (QAction* action : actions)
        if (auto* button = qobject_cast<QToolButton*>(action ? widgetForAction(action) : nullptr))
            button->setFocusPolicy(Qt::TabFocus);
    if (auto* button = qobject_cast<QToolButton*>(widgetForAction(m_run)))
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

void TransportBar::showPhase(Phase phase) {
    const bool isRunning = phase == Phase::Running;
    const bool isPaused = phase == Phase::Paused;
    if (m_run) {
        m_run->setText(isRunning ? tr("Pause") : isPaused ? tr("Resume") : tr("Run"));
        m_run->setEnabled(phase != Phase::Stuck);
    }
    if (m_stop) m_stop->setEnabled(isRunning || isPaused || phase == Phase::Stuck);
}

} // namespace lockstep::ui
