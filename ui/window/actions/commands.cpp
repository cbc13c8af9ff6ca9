// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/commands.h"

#include "ui/controls/scenario/scenariopanel.h"
#include "ui/model/run.h"
#include "ui/model/stepper.h"
#include "ui/model/viewport.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/compare/sidebyside.h"
#include "ui/window/dialogs/dialogs.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"
#include "ui/window/parts.h"
#include "ui/window/runpresenter.h"
#include "ui/window/schedules.h"
#include "ui/window/start/startscreen.h"

namespace lockstep::ui {

namespace {

using Rows = std::vector<ActionRow>;

QString tr(const char* text) {
    return ActionTable::tr(text);
}

Rows fileRows(MainWindow& window, const Parts& parts) {
    return {
        {.id = "trace.open",
         .menu = Menu::File,
         .text = tr("&Open a trace..."),
         .tip = tr("Shows a run that was kept in a file"),
         .keys = {"Ctrl+O"},
         .act = [p = parts] { p.traces->openFile(); }},
        {.id = "trace.save",
         .menu = Menu::File,
         .text = tr("&Save the run..."),
         .tip = tr("Keeps the run that is shown in a file, with everything that can be seen of it"),
         .keys = {"Ctrl+S"},
         .act = [p = parts] { p.traces->saveFile(); }},
        {.id = "file.scenario",
         .menu = Menu::File,
         .text = tr("C&hoose a scenario"),
         .tip = tr("Puts the keyboard into the list of scenarios"),
         .keys = {"Ctrl+K"},
         .beginsSection = true,
         .act = [p = parts] { p.scenario->searchScenario(); }},
        {.id = "file.start",
         .menu = Menu::File,
         .text = tr("S&tart page"),
         .tip = tr("Shows every scenario with a picture"),
         .keys = {"Ctrl+B"},
         .act = [p = parts] { p.start->showStart(); }},
        {.id = "file.export",
         .menu = Menu::File,
         .text = tr("&Export picture..."),
         .tip = tr("Saves what is seen as a picture"),
         .keys = {"Ctrl+E"},
         .icon = IconName::Export,
         .act = [p = parts] { p.dialogs->openExport(); }},
        {.id = "schedule.copy",
         .menu = Menu::File,
         .text = tr("&Copy the schedule"),
         .tip = tr("Puts every step of the run that is shown on the clipboard, as text that repeats it"),
         .keys = {"Ctrl+Shift+C"},
         .beginsSection = true,
         .act = [p = parts] { p.schedules->copy(); }},
        {.id = "schedule.paste",
         .menu = Menu::File,
         .text = tr("&Paste a schedule and replay it"),
         .tip =
             tr("Repeats the run whose schedule is on the clipboard, and goes on from its end step by step"),
         .keys = {"Ctrl+Shift+V"},
         .act = [p = parts] { p.schedules->paste(); }},
        {.id = "schedule.open",
         .menu = Menu::File,
         .text = tr("Ope&n a schedule..."),
         .tip = tr("Repeats the run whose schedule is in a file, and goes on from its end step by step"),
         .keys = {"Ctrl+Shift+O"},
         .act = [p = parts] { p.schedules->openFile(); }},
        {.id = "schedule.save",
         .menu = Menu::File,
         .text = tr("Sa&ve the schedule..."),
         .tip = tr("Saves every step of the run that is shown as text that repeats it"),
         .keys = {"Ctrl+Shift+S"},
         .act = [p = parts] { p.schedules->saveFile(); }},
        {.id = "file.quit",
         .menu = Menu::File,
         .text = tr("&Quit"),
         .tip = tr("Stops what runs and closes the window"),
         .keys = {"Ctrl+Q"},
         .beginsSection = true,
         .act = [&window] { window.close(); }},
    };
}

Rows runRows(MainWindow& window, const Parts& parts) {
    return {
        {.id = "run.toggle",
         .menu = Menu::Run,
         .text = tr("&Run"),
         .tip =
             tr("Runs the chosen scenario; pauses and resumes it. In Step mode: lets it go on by itself, or "
                "wait"),
         .keys = {"Ctrl+Return"},
         .icon = IconName::Run,
         .actsOnSpace = true,
         .act = [&window] { window.runOrPause(); }},
        {.id = "run.stop",
         .menu = Menu::Run,
         .text = tr("&Stop"),
         .tip = tr("Ends the run and all its threads"),
         .keys = {"Ctrl+."},
         .icon = IconName::Stop,
         .act = [p = parts] { p.run->stop(); }},
        {.id = "run.restart",
         .menu = Menu::Run,
         .text = tr("R&estart"),
         .tip = tr("Runs the chosen scenario from its beginning"),
         .keys = {"Ctrl+R"},
         .icon = IconName::Restart,
         .act = [&window] { window.start(); }},
        {.id = "run.sideBySide",
         .menu = Menu::Run,
         .text = tr("S&ide by side"),
         .tip = tr("Runs the variants of the chosen scenario one after the other and shows them on one time "
                   "scale"),
         .keys = {"Ctrl+Shift+R"},
         .beginsSection = true,
         .act = [p = parts] { p.sideBySide->start(); }},
    };
}

Rows cursorRows(const Parts& parts) {
    return {
        {.id = "go.start",
         .menu = Menu::Go,
         .text = tr("To the &start"),
         .tip = tr("Moves the cursor to where the run begins"),
         .keys = {"Shift+F5"},
         .icon = IconName::ToStart,
         .act = [p = parts] { p.timeline->toStart(); }},
        {.id = "go.back",
         .menu = Menu::Go,
         .text = tr("Step &back"),
         .tip = tr("Moves the cursor one step back; where all threads go at once, one event"),
         .keys = {"Shift+F10"},
         .icon = IconName::Back,
         .act = [p = parts] { p.stepper->back(); }},
        {.id = "go.forward",
         .menu = Menu::Go,
         .text = tr("Step &forward"),
         .tip =
             tr("Moves the cursor one step or event forward; at the end in Step mode, whoever can go goes"),
         .keys = {"F10"},
         .icon = IconName::Forward,
         .act = [p = parts] { p.stepper->forward(); }},
        {.id = "go.end",
         .menu = Menu::Go,
         .text = tr("To the &end"),
         .tip = tr("Moves the cursor to the last event"),
         .keys = {"F5"},
         .icon = IconName::ToEnd,
         .act = [p = parts] { p.timeline->toEnd(); }},
        {.id = "go.follow",
         .menu = Menu::Go,
         .text = tr("F&ollow the run"),
         .tip = tr("Keeps the cursor and the view at the end of what has happened"),
         .keys = {"Ctrl+L"},
         .icon = IconName::Follow,
         .isCheckable = true,
         .act = [p = parts] { p.viewport->setFollowing(!p.viewport->isFollowing()); }},
        {.id = "go.deadlock",
         .menu = Menu::Go,
         .text = tr("To the &deadlock"),
         .tip = tr("Moves the cursor to the moment at which the deadlock, or the ring that opened by itself, "
                   "came to be"),
         .keys = {"Ctrl+D"},
         .icon = IconName::Warning,
         .beginsSection = true,
         .act = [p = parts] { p.presenter->showFinding(); }},
        {.id = "go.undo",
         .menu = Menu::Go,
         .text = tr("&Undo navigation"),
         .tip = tr("Shows the stretch of time that was seen before"),
         .keys = {"Ctrl+Z"},
         .beginsSection = true,
         .act = [p = parts] { p.viewport->undoNavigation(); }},
        {.id = "go.redo",
         .menu = Menu::Go,
         .text = tr("&Redo navigation"),
         .tip = tr("Shows the stretch of time that was left by the last undo"),
         .keys = {"Ctrl+Y", "Ctrl+Shift+Z"},
         .act = [p = parts] { p.viewport->redoNavigation(); }},
    };
}

Rows goToRows(const Parts& parts) {
    return {
        {.id = "go.lane",
         .menu = Menu::Go,
         .text = tr("To a &thread or lock..."),
         .tip = tr("Chooses the lane of a thread or lock by its name"),
         .keys = {"Ctrl+P"},
         .act = [p = parts] { p.dialogs->openGoTo(); }},
    };
}

Rows helpRows(MainWindow& window, const Parts& parts) {
    return {
        {.id = "help.keys",
         .menu = Menu::Help,
         .text = tr("&Keys and mouse"),
         .tip = tr("Shows every key"),
         .keys = {"F1", "?"},
         .act = [&window, p = parts] { p.dialogs->openKeySheet(window.actions()); }},
        {.id = "help.commands",
         .menu = Menu::Help,
         .text = tr("&Commands..."),
         .tip = tr("Finds any action by its name"),
         .keys = {"Ctrl+Shift+P"},
         .act = [&window, p = parts] { p.dialogs->openPalette(window.actions()); }},
        {.id = "help.about",
         .menu = Menu::Help,
         .text = tr("&About Lockstep"),
         .tip = tr("Says which version this is"),
         .beginsSection = true,
         .act = [p = parts] { p.dialogs->openAbout(); }},
    };
}

} // namespace

std::vector<ActionRow> commandRows(MainWindow& window, const Parts& parts) {
    Rows all;
    for (Rows rows :
         {fileRows(window, parts), runRows(window, parts), modeRows(parts), stepRows(parts),
          cursorRows(parts), detectionRows(parts), findRows(parts), goToRows(parts), laneRows(parts),
          zoomRows(parts), arrowRows(parts), filterRows(parts), lookRows(window, parts), panelRows(parts),
          tableRows(parts), memoryRows(window), helpRows(window, parts)})
        all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    return all;
}

} // namespace lockstep::ui
