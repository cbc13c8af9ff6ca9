// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/commands.h"

#include "ui/model/viewport.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/notebook.h"
#include "ui/window/parts.h"

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return ActionTable::tr(text);
}

ActionRow timelineRow(const Parts& parts, const char* id, const QString& text, const QString& tip,
                      const QStringList& keys, void (TimelineWidget::*slot)()) {
    return {.id = QString("timeline.") + id,
            .menu = Menu::Go,
            .submenu = tr("In the timeline"),
            .text = text,
            .tip = tip,
            .keys = keys,
            .scope = Scope::Timeline,
            .act = [p = parts.timeline, slot] { (p->*slot)(); }};
}

ActionRow zoomRow(const Parts& parts, const char* id, const QString& text, const QString& tip,
                  const QStringList& keys, IconName icon, void (TimelineWidget::*slot)()) {
    return {.id = QString("view.") + id,
            .menu = Menu::View,
            .text = text,
            .tip = tip,
            .keys = keys,
            .scope = Scope::Views,
            .icon = icon,
            .act = [p = parts.timeline, slot] { (p->*slot)(); }};
}

ActionRow arrowsRow(const Parts& parts, const char* id, const QString& text, const QString& tip,
                    const QString& key, ArrowMode mode) {
    return {.id = QString("arrows.") + id,
            .menu = Menu::View,
            .submenu = tr("&Arrows"),
            .text = text,
            .tip = tip,
            .keys = {key},
            .isCheckable = true,
            .act = [p = parts.timeline, mode] { p->setArrows(mode); }};
}

// The end of the measured stretch that the cursor does not stand on stays; the other follows the cursor.
void measure(const Parts& parts, void (TimelineWidget::*step)()) {
    Viewport& viewport = *parts.viewport;
    const Timestamp from = viewport.cursor().time;
    const auto before = viewport.selection();
    const Timestamp anchor = !before ? from : from == before->begin ? before->end : before->begin;
    (parts.timeline->*step)();
    const Timestamp to = viewport.cursor().time;
    viewport.setSelection(TimeRange{std::min(anchor, to), std::max(anchor, to)});
}

ActionRow measureRow(const Parts& parts, const char* id, const QString& text, const QString& tip,
                     const QString& key, void (TimelineWidget::*step)()) {
    ActionRow row = timelineRow(parts, id, text, tip, {key}, step);
    row.act = [p = parts, step] { measure(p, step); };
    return row;
}

} // namespace

std::vector<ActionRow> laneRows(const Parts& parts) {
    using T = TimelineWidget;
    return {
        timelineRow(parts, "nextState", tr("Next state"),
                    tr("The next state of the thread or lock in the chosen lane"), {"Right"}, &T::nextState),
        timelineRow(parts, "previousState", tr("Previous state"), tr("The previous state in the chosen lane"),
                    {"Left"}, &T::previousState),
        timelineRow(parts, "laneUp", tr("Lane above"), tr("Chooses the lane above"), {"Up"}, &T::laneUp),
        timelineRow(parts, "laneDown", tr("Lane below"), tr("Chooses the lane below"), {"Down"},
                    &T::laneDown),
        measureRow(parts, "measureNext", tr("Measure to the next state"),
                   tr("Stretches the measured time to the next state in the chosen lane"), "Shift+Right",
                   &T::nextState),
        measureRow(parts, "measurePrevious", tr("Measure to the previous state"),
                   tr("Stretches the measured time to the previous state in the chosen lane"), "Shift+Left",
                   &T::previousState),
        timelineRow(parts, "nextSameKind", tr("Next of this kind"), tr("The next event of the same kind"),
                    {"."}, &T::nextSameKind),
        timelineRow(parts, "previousSameKind", tr("Previous of this kind"),
                    tr("The previous event of the same kind"), {","}, &T::previousSameKind),
        timelineRow(parts, "zoomToSpan", tr("Zoom to the span"),
                    tr("Shows the state at the cursor; once more centres it, and again fits all"), {"F"},
                    &T::zoomToSpan),
        timelineRow(parts, "zoomToSelection", tr("Zoom to the selection"),
                    tr("Shows just the measured stretch"), {"Z"}, &T::zoomToSelection),
        timelineRow(parts, "clearSelection", tr("Clear the selection"), tr("Ends measuring"), {"Esc"},
                    &T::clearSelection),
        {.id = "note.mark",
         .menu = Menu::Go,
         .submenu = tr("In the timeline"),
         .text = tr("Mark this moment"),
         .tip = tr("Puts a mark at the cursor, or takes away what is there"),
         .keys = {"M"},
         .scope = Scope::Timeline,
         .act = [p = parts.noteBook] { p->mark(); }},
        {.id = "note.write",
         .menu = Menu::Go,
         .submenu = tr("In the timeline"),
         .text = tr("Note at this moment..."),
         .tip = tr("Puts a note at the cursor, which is kept with the run and drawn in its figures"),
         .keys = {"Shift+M"},
         .scope = Scope::Timeline,
         .act = [p = parts.noteBook] { p->write(); }},
        timelineRow(parts, "growLanes", tr("Taller lanes"), tr("Makes every lane taller"), {"Ctrl+Shift+Up"},
                    &T::growLanes),
        timelineRow(parts, "shrinkLanes", tr("Flatter lanes"), tr("Makes every lane flatter"),
                    {"Ctrl+Shift+Down"}, &T::shrinkLanes),
    };
}

std::vector<ActionRow> zoomRows(const Parts& parts) {
    using T = TimelineWidget;
    return {
        zoomRow(parts, "zoomIn", tr("Zoom &in"), tr("Shows less time, larger"), {"+", "=", "Ctrl+Up"},
                IconName::None, &T::zoomIn),
        zoomRow(parts, "zoomOut", tr("Zoom &out"), tr("Shows more time, smaller"), {"-", "Ctrl+Down"},
                IconName::None, &T::zoomOut),
        zoomRow(parts, "panLeft", tr("Pan &left"), tr("Shows what was before"), {"Ctrl+Left"}, IconName::None,
                &T::panLeft),
        zoomRow(parts, "panRight", tr("Pan &right"), tr("Shows what comes after"), {"Ctrl+Right"},
                IconName::None, &T::panRight),
        zoomRow(parts, "fitAll", tr("&Fit all"), tr("Shows the whole run"), {"Shift+F"}, IconName::Fit,
                &T::fitAll),
    };
}

std::vector<ActionRow> arrowRows(const Parts& parts) {
    return {
        arrowsRow(parts, "none", tr("&None"), tr("Draws no arrows between lanes"), "Alt+Shift+0",
                  ArrowMode::Off),
        arrowsRow(parts, "selection", tr("&Selection"), tr("Draws the arrows of the chosen lane"),
                  "Alt+Shift+1", ArrowMode::Selection),
        arrowsRow(parts, "all", tr("&All"), tr("Draws every arrow: spawn, join, hand-over, wake, item"),
                  "Alt+Shift+2", ArrowMode::All),
    };
}

} // namespace lockstep::ui
