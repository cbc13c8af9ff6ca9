// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/transportbar.h"

#include "core/engine/session.h"
#include "ui/controls/icons.h"

#include <QAction>
#include <QEvent>
#include <QToolButton>

#include <algorithm>

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
    reserveRoom();
    showPhase(Phase::Ready);
}

QString TransportBar::runText(Phase phase) {
    return phase == Phase::Running ? tr("Pause") : phase == Phase::Paused ? tr("Resume") : tr("Run");
}

void TransportBar::reserveRoom() {
    auto* button = qobject_cast<QToolButton*>(widgetForAction(m_run));
    if (!button) return;
    const QString now = m_run->text();
    int widest = 0;
    for (const Phase phase : {Phase::Ready, Phase::Running, Phase::Paused}) {
        m_run->setText(runText(phase));
        widest = std::max(widest, button->sizeHint().width());
    }
    m_run->setText(now);
    button->setMinimumWidth(widest);
}

void TransportBar::changeEvent(QEvent* event) {
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) reserveRoom();
}

void TransportBar::showPhase(Phase phase) {
    const bool isRunning = phase == Phase::Running;
    const bool isPaused = phase == Phase::Paused;
    if (m_run) m_run->setText(runText(phase));
    if (m_stop) m_stop->setEnabled(isRunning || isPaused || phase == Phase::Stuck);
}

} // namespace lockstep::ui
