// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/commands.h"

#include "ui/controls/runs/runspanel.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/scenario/speedslider.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/stepping/steppanel.h"
#include "ui/model/run.h"
#include "ui/model/stepper.h"
#include "ui/window/docklayout.h"
#include "ui/window/parts.h"

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return ActionTable::tr(text);
}

ActionRow modeRow(const Parts& parts, const char* id, const QString& text, const QString& key, Mode mode) {
    return {.id = QString("run.") + id,
            .menu = Menu::Run,
            .text = text,
            .tip = tr("The next run: %1").arg(ModeBox::tip(mode)),
            .keys = {key},
            .beginsSection = mode == Mode::Free,
            .act = [p = parts.scenario, mode] { p->mode().setMode(mode); }};
}

// The digit is the thread's number, as in a schedule: 0 is the main thread.
ActionRow goRow(const Parts& parts, std::uint32_t thread) {
    const QString digit = QString::number(thread);
    return {.id = "step.go" + digit,
            .menu = Menu::Step,
            .submenu = tr("&Let a thread go"),
            .text = thread == 0 ? tr("The main thread (&0)") : tr("Thread &%1").arg(digit),
            .tip = tr("Lets the thread with this digit make one step"),
            .keys = {digit},
            .scope = Scope::Views,
            .act = [p = parts.stepper, thread] {
                p->choose({thread, Alternative::Normal});
            }};
}

void untilEnds(const Parts& parts) {
    if (const auto thread = parts.steps->list().currentThread()) parts.stepper->untilEnds(*thread);
}

void rename(const Parts& parts) {
    if (!parts.run->session())
        return parts.banner->announce(Banner::Tone::Notice,
                                      tr("There is no run to be named yet: run a scenario first."));
    DockLayout::enter(*parts.docks->dock("runs"));
    parts.runs->rename();
}

} // namespace

std::vector<ActionRow> modeRows(const Parts& parts) {
    return {
        modeRow(parts, "free", tr("&Free run"), "Ctrl+1", Mode::Free),
        modeRow(parts, "slow", tr("Slow &motion"), "Ctrl+2", Mode::Slow),
        modeRow(parts, "step", tr("Step &by step"), "Ctrl+3", Mode::Step),
        modeRow(parts, "random", tr("R&andom order"), "Ctrl+4", Mode::Random),
        {.id = "run.seed",
         .menu = Menu::Run,
         .text = tr("New see&d"),
         .tip = tr("The next run is in random order, with another seed"),
         .keys = {"Ctrl+5"},
         .act =
             [p = parts.scenario] {
                 p->mode().setMode(Mode::Random);
                 p->mode().drawSeed();
             }},
        {.id = "run.faster",
         .menu = Menu::Run,
         .text = tr("Fas&ter"),
         .tip = tr("Slow motion goes faster, from now on"),
         .keys = {"Ctrl+]"},
         .beginsSection = true,
         .act = [p = parts.scenario] { p->mode().speed().faster(); }},
        {.id = "run.slower",
         .menu = Menu::Run,
         .text = tr("S&lower"),
         .tip = tr("Slow motion goes slower, from now on"),
         .keys = {"Ctrl+["},
         .act = [p = parts.scenario] { p->mode().speed().slower(); }},
    };
}

std::vector<ActionRow> stepRows(const Parts& parts) {
    std::vector<ActionRow> rows{
        {.id = "step.untilBlocked",
         .menu = Menu::Step,
         .text = tr("Until somebody &blocks"),
         .tip = tr("Goes on from the cursor until one more thread cannot go on"),
         .keys = {"F9"},
         .icon = IconName::UntilBlocked,
         .act = [p = parts.stepper] { p->untilSomebodyBlocks(); }},
        {.id = "step.untilEnds",
         .menu = Menu::Step,
         .text = tr("Until this thread &ends"),
         .tip = tr("Lets the thread chosen in the list go on alone until it ends or cannot go on"),
         .keys = {"F11"},
         .icon = IconName::UntilEnds,
         .act = [p = parts] { untilEnds(p); }},
        {.id = "branch.step",
         .menu = Menu::Step,
         .text = tr("Run to the &cursor, then step by step"),
         .tip = tr("A new run repeats this one up to the cursor and waits there for your choice"),
         .keys = {"Ctrl+F10"},
         .icon = IconName::ToCursor,
         .beginsSection = true,
         .act = [p = parts.stepper] { p->continueAs(Mode::Step); }},
        {.id = "branch.free",
         .menu = Menu::Step,
         .text = tr("Run to the cursor, then &free run"),
         .tip = tr("A new run repeats this one up to the cursor and lets all threads go from there"),
         .keys = {"Ctrl+Shift+F10"},
         .icon = IconName::FreeFromCursor,
         .act = [p = parts.stepper] { p->continueAs(Mode::Free); }},
        {.id = "runs.rename",
         .menu = Menu::Step,
         .text = tr("&Name this run..."),
         .tip = tr("Gives the run that is shown a name; runs with a name are kept"),
         .keys = {"F2", "Ctrl+N"},
         .beginsSection = true,
         .act = [p = parts] { rename(p); }},
    };
    for (std::uint32_t thread = 0; thread <= 9; ++thread) rows.push_back(goRow(parts, thread));
    return rows;
}

} // namespace lockstep::ui
