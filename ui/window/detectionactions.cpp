// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/detectionactions.h"

#include "ui/controls/icons.h"
#include "ui/graph/detection/panel/detectionpanel.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/appearance.h"

#include <QAction>

namespace lockstep::ui {

DetectionActions::DetectionActions(const Parts& parts, const ActionTable& actions, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_actions(actions) {
    QList<QAction*> buttons;
    for (const char* id : {"first", "back", "play", "next", "last", "quiz"})
        buttons += m_actions.action(QString("detection.") + id);
    m_parts.detection->setActions(buttons);
    connect(&m_parts.detection->through(), &WalkThrough::changed, this, &DetectionActions::follow);
    connect(m_parts.appearance, &Appearance::themeChanged, this, &DetectionActions::follow);
    follow();
}

void DetectionActions::follow() {
    const WalkThrough& through = m_parts.detection->through();
    const auto enable = [&](const char* id, bool on) {
        m_actions.action(QString("detection.") + id)->setEnabled(on);
    };
    for (const char* id : {"first", "back"}) enable(id, !through.isAtFirst());
    for (const char* id : {"next", "last"}) enable(id, !through.isAtLast());
    enable("play", through.stepCount() > 1);
    m_actions.action("detection.quiz")->setChecked(through.isQuiz());
    const IconName sign = through.isPlaying() ? IconName::Pause : IconName::Run;
    const Appearance& appearance = *m_parts.appearance;
    m_actions.action("detection.play")
        ->setIcon(icon(sign, appearance.theme().palette(), appearance.isDesktops()));
}

} // namespace lockstep::ui
