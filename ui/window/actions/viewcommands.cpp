// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/commands.h"

#include "ui/controls/status/statelegend.h"
#include "ui/controls/status/statusline.h"
#include "ui/model/run.h"
#include "ui/model/tracememory.h"
#include "ui/model/viewport.h"
#include "ui/tables/contentiontable.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/centre.h"
#include "ui/window/docklayout.h"
#include "ui/window/mainwindow.h"
#include "ui/window/parts.h"

#include <QDockWidget>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return ActionTable::tr(text);
}

ActionRow themeRow(MainWindow& window, const char* id, const QString& text, const QString& tip,
                   ThemeChoice choice) {
    return {.id = QString("theme.") + id,
            .menu = Menu::View,
            .submenu = tr("&Theme"),
            .text = text,
            .tip = tip,
            .isCheckable = true,
            .act = [&window, choice] { window.setTheme(choice); }};
}

ActionRow panelRow(const Parts& parts, const QString& name, const QString& text, const QString& key) {
    QDockWidget* dock = parts.docks->dock(name);
    return {.id = "panel." + name,
            .menu = Menu::View,
            .submenu = tr("&Panels"),
            .text = text,
            .tip = tr("Shows the panel and puts the keyboard into it"),
            .keys = {key},
            .act = [dock] { DockLayout::enter(*dock); }};
}

// Where there is nothing to fold nothing would be seen of it.
void toggleFolding(const Parts& parts) {
    Folding& folding = parts.viewport->folding();
    folding.setOn(!folding.isOn());
    if (!folding.isOn() || !folding.folds().isEmpty() || !parts.viewport->trace()) return;
    parts.status->tell(parts.viewport->trace()->axis() == TimeAxis::Steps
                           ? tr("Along steps there is no idle time to fold.")
                           : tr("There is no idle stretch that is long enough to be folded."));
}

} // namespace

std::vector<ActionRow> lookRows(MainWindow& window, const Parts& parts) {
    return {
        themeRow(window, "system", tr("&System"), tr("Light or dark as the desktop is"), ThemeChoice::System),
        themeRow(window, "light", tr("&Light"), tr("Dark on light"), ThemeChoice::Light),
        themeRow(window, "dark", tr("&Dark"), tr("Light on dark"), ThemeChoice::Dark),
        {.id = "view.steps",
         .menu = Menu::View,
         .text = tr("Along s&teps"),
         .tip = tr("Lays the run along its steps, each as wide as the other, instead of along its time"),
         .keys = {"Ctrl+Shift+X"},
         .isCheckable = true,
         .act =
             [p = parts] {
                 const bool isAlongSteps = p.run->axis() == TimeAxis::Steps;
                 p.run->setAxis(isAlongSteps ? TimeAxis::Time : TimeAxis::Steps);
             }},
        {.id = "view.fold",
         .menu = Menu::View,
         .text = tr("Fold &idle time"),
         .tip = tr("Draws long stretches in which every thread that is shown waits as narrow gaps; a click "
                   "opens one"),
         .keys = {"I"},
         .scope = Scope::Views,
         .isCheckable = true,
         .act = [p = parts] { toggleFolding(p); }},
        {.id = "view.variables",
         .menu = Menu::View,
         .text = tr("&Values of variables"),
         .tip = tr("Draws variables beside queues and semaphores as well; where there are none, always"),
         .keys = {"Ctrl+Shift+B"},
         .isCheckable = true,
         .act = [p = parts] { p.centre->toggleVariables(); }},
        {.id = "view.legend",
         .menu = Menu::View,
         .text = tr("Le&gend"),
         .tip = tr("Shows below the lanes what their colours and patterns mean"),
         .keys = {"Ctrl+Shift+L"},
         .isCheckable = true,
         .act = [&window, p = parts] { window.showLegend(p.legend->isHidden()); }},
        {.id = "view.textLarger",
         .menu = Menu::View,
         .submenu = tr("Te&xt"),
         .text = tr("&Larger"),
         .tip = tr("Makes all text larger"),
         .keys = {"Ctrl++", "Ctrl+="},
         .act = [&window] { window.scaleText(1); }},
        {.id = "view.textSmaller",
         .menu = Menu::View,
         .submenu = tr("Te&xt"),
         .text = tr("&Smaller"),
         .tip = tr("Makes all text smaller"),
         .keys = {"Ctrl+-"},
         .act = [&window] { window.scaleText(-1); }},
        {.id = "view.textNormal",
         .menu = Menu::View,
         .submenu = tr("Te&xt"),
         .text = tr("&Normal"),
         .tip = tr("Text as large as the desktop has it"),
         .keys = {"Ctrl+0"},
         .act = [&window] { window.scaleText(0); }},
    };
}

std::vector<ActionRow> memoryRows(MainWindow& window) {
    std::vector<ActionRow> rows;
    for (const TraceMemoryChoice& choice : kTraceMemoryChoices)
        rows.push_back({.id = QString("memory.") + choice.id,
                        .menu = Menu::File,
                        .submenu = tr("&Memory for traces"),
                        .text = tr(choice.text),
                        .tip = tr("What the traces that are open take beyond this stands in files: slower, "
                                  "and as large as the disk"),
                        .isCheckable = true,
                        .act = [&window, memory = choice.memory] { window.setTraceMemory(memory); }});
    return rows;
}

std::vector<ActionRow> tableRows(const Parts& parts) {
    const auto copyRow = [&parts](const char* id, const QString& text, const QString& tip, const char* key,
                                  TextFormat format) {
        return ActionRow{.id = id,
                         .menu = Menu::File,
                         .submenu = tr("Copy the ta&ble"),
                         .text = text,
                         .tip = tip,
                         .keys = {key},
                         .act = [p = parts, format] { p.contention->copy(format); }};
    };
    return {copyRow("table.copyCsv", tr("As &CSV"),
                    tr("Puts the table of waits that is shown on the clipboard, exact to the nanosecond"),
                    "Ctrl+Alt+C", TextFormat::Csv),
            copyRow("table.copyMarkdown", tr("As &Markdown"),
                    tr("Puts the table of waits that is shown on the clipboard, as it is read"), "Ctrl+Alt+M",
                    TextFormat::Markdown)};
}

std::vector<ActionRow> panelRows(const Parts& parts) {
    return {
        panelRow(parts, "scenario", tr("&Scenario"), "Alt+1"),
        {.id = "panel.timeline",
         .menu = Menu::View,
         .submenu = tr("&Panels"),
         .text = tr("&Timeline"),
         .tip = tr("Puts the keyboard into the timeline"),
         .keys = {"Alt+2"},
         .act = [p = parts] { p.timeline->setFocus(Qt::ShortcutFocusReason); }},
        panelRow(parts, "graph", tr("&Who waits for whom"), "Alt+3"),
        panelRow(parts, "code", tr("&Code"), "Alt+4"),
        panelRow(parts, "contention", tr("C&ontention"), "Alt+5"),
        panelRow(parts, "events", tr("&Events"), "Alt+6"),
        panelRow(parts, "steps", tr("Who &goes next"), "Alt+7"),
        panelRow(parts, "runs", tr("&Runs"), "Alt+8"),
        panelRow(parts, "detection", tr("&Deadlock detection"), "Alt+9"),
        panelRow(parts, "lesson", tr("&Lesson"), "Alt+0"),
        {.id = "panel.next",
         .menu = Menu::View,
         .submenu = tr("&Panels"),
         .text = tr("&Next panel"),
         .tip = tr("Puts the keyboard into the next panel"),
         .keys = {"F6"},
         .act = [p = parts] { p.docks->enterNext(1); }},
        {.id = "panel.previous",
         .menu = Menu::View,
         .submenu = tr("&Panels"),
         .text = tr("&Previous panel"),
         .tip = tr("Puts the keyboard into the previous panel"),
         .keys = {"Shift+F6"},
         .act = [p = parts] { p.docks->enterNext(-1); }},
        {.id = "view.reset",
         .menu = Menu::View,
         .text = tr("Reset la&yout"),
         .tip = tr("Puts every panel back where it stands by default"),
         .beginsSection = true,
         .act = [p = parts] { p.docks->reset(); }},
    };
}

} // namespace lockstep::ui
