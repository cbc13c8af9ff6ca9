// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/commands.h"

#include "ui/model/viewport.h"
#include "ui/window/find/finder.h"
#include "ui/window/parts.h"

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return ActionTable::tr(text);
}

ActionRow filterRow(const char* id, const QString& text, const QString& tip, const QStringList& keys,
                    std::function<void()> act) {
    return {.id = QString("filter.") + id,
            .menu = Menu::View,
            .submenu = tr("Show &only"),
            .text = text,
            .tip = tip,
            .keys = keys,
            .scope = Scope::Views,
            .act = std::move(act)};
}

} // namespace

std::vector<ActionRow> findRows(const Parts& parts) {
    const auto goOn = [p = parts](PlaceSearch::Way way) { return [p, way] { p.finder->goOn(way); }; };
    return {
        {.id = "go.search",
         .menu = Menu::Go,
         .text = tr("Sea&rch"),
         .tip = tr(
             "Finds threads, locks, states, lines and events by their names, and goes from place to place"),
         .keys = {"Ctrl+F", "/"},
         .beginsSection = true,
         .act = [p = parts] { p.finder->open(); }},
        {.id = "go.findNext",
         .menu = Menu::Go,
         .text = tr("Find &next"),
         .tip = tr("Goes to the next place in time that has what is searched for"),
         .keys = {"F3"},
         .act = goOn(PlaceSearch::Way::Forward)},
        {.id = "go.findPrevious",
         .menu = Menu::Go,
         .text = tr("Find &previous"),
         .tip = tr("Goes to the place before in time that has what is searched for"),
         .keys = {"Shift+F3"},
         .act = goOn(PlaceSearch::Way::Backward)},
    };
}

std::vector<ActionRow> filterRows(const Parts& parts) {
    const auto showState = [p = parts](ThreadState state) {
        return [p, state] { p.finder->showState(state); };
    };
    return {
        filterRow("met", parts.finder->meetingText(),
                  tr("Hides every thread that never took, wanted or waited for what is pointed at or chosen"),
                  {"O"}, [p = parts] { p.finder->showMeeting(); }),
        filterRow(
            "blocked", tr("Show only threads &blocked in view"),
            tr("Hides every thread that was never blocked on a lock in the stretch of time that is seen"), {},
            showState(ThreadState::Blocked)),
        filterRow(
            "waiting", tr("Show only threads &waiting in view"),
            tr("Hides every thread that never waited for another one in the stretch of time that is seen"),
            {}, showState(ThreadState::Waiting)),
        filterRow("all", tr("Show &all lanes"), tr("Shows every thread and lock again"), {"Shift+O"},
                  [p = parts] { p.viewport->lanes().showAll(); }),
    };
}

} // namespace lockstep::ui
