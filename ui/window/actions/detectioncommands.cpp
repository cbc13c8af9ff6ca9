// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/commands.h"

#include "ui/controls/status/banner.h"
#include "ui/graph/detection/panel/detectionpanel.h"
#include "ui/window/docklayout.h"
#include "ui/window/parts.h"
#include "ui/window/runpresenter.h"

#include <QDockWidget>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return ActionTable::tr(text);
}

ActionRow walkRow(const Parts& parts, const char* id, const QString& text, const QString& tip,
                  const QStringList& keys, IconName icon, void (WalkThrough::*move)()) {
    return {.id = QString("detection.") + id,
            .menu = Menu::Go,
            .submenu = tr("Deadlock detection, step by ste&p"),
            .text = text,
            .tip = tip,
            .keys = keys,
            .icon = icon,
            .act = [p = parts.detection, move] { (p->through().*move)(); }};
}

void open(const Parts& parts, DetectionView view) {
    parts.detection->choose(view);
    DockLayout::enter(*parts.docks->dock("detection"));
}

ActionRow viewRow(const Parts& parts, const char* id, const QString& text, const QString& tip,
                  const QString& key, DetectionView view) {
    return {.id = QString("detection.") + id,
            .menu = Menu::Go,
            .submenu = tr("Deadlock detection, step by ste&p"),
            .text = text,
            .tip = tip,
            .keys = {key},
            .act = [p = parts, view] { open(p, view); }};
}

} // namespace

std::vector<ActionRow> detectionRows(const Parts& parts) {
    using W = WalkThrough;
    return {
        {.id = "detection.explain",
         .menu = Menu::Go,
         .text = tr("&Why it is a deadlock"),
         .tip = tr("Goes to the deadlock and walks through its detection step by step"),
         .keys = {"F7"},
         .act =
             [p = parts] {
                 p.presenter->showFinding();
                 if (p.docks->isSmall()) p.banner->dismiss(); // the walk says it all, and needs the room
                 open(p, DetectionView::WaitForWalk);
             }},
        viewRow(parts, "waits", tr("&A: follow who waits for whom"),
                tr("Follows from thread to thread who waits for whom, until a ring closes"), "Ctrl+Alt+1",
                DetectionView::WaitForWalk),
        viewRow(parts, "reduction", tr("&B: let all finish who can"),
                tr("Lets every thread finish that can, again and again; who is left is stuck"), "Ctrl+Alt+2",
                DetectionView::Reduction),
        viewRow(parts, "order", tr("&C: order in which locks were taken"),
                tr("Looks for locks that were taken in orders which could meet, though they did not"),
                "Ctrl+Alt+3", DetectionView::LockOrder),
        walkRow(parts, "first", tr("To the &first step"), tr("Shows the first step of the detection"),
                {"Alt+Home"}, IconName::ToStart, &W::first),
        walkRow(parts, "back", tr("Step &back"), tr("Shows the step of the detection before this one"),
                {"Shift+F8", "Alt+Left"}, IconName::Back, &W::back),
        walkRow(parts, "play", tr("&Play or stop"),
                tr("Goes through the detection by itself, a step a second"), {"Ctrl+F8"}, IconName::Run,
                &W::playOrStop),
        walkRow(parts, "next", tr("Step &on"), tr("Shows the next step of the detection"),
                {"F8", "Alt+Right"}, IconName::Forward, &W::next),
        walkRow(parts, "last", tr("To the &last step"), tr("Shows the last step of the detection"),
                {"Alt+End"}, IconName::ToEnd, &W::last),
        {.id = "detection.quiz",
         .menu = Menu::Go,
         .text = tr("&Quiz"),
         .tip = tr("Asks who comes next before the detection tells; digits answer"),
         .keys = {"Ctrl+F7"},
         .isCheckable = true,
         .act = [p = parts.detection] { p->through().setQuiz(!p->through().isQuiz()); }},
    };
}

} // namespace lockstep::ui
