// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/actiontable.h"

namespace lockstep::ui {

std::vector<Gesture> mouseGestures() {
    const auto tr = [](const char* text) { return ActionTable::tr(text); };
    return {
        {tr("Ctrl+wheel"), tr("zoom at the mouse"), "view.zoomIn"},
        {tr("Shift+wheel"), tr("pan in time"), "view.panRight"},
        {tr("wheel"), tr("scroll the lanes"), "timeline.laneDown"},
        {tr("Ctrl+Shift+wheel"), tr("height of the lanes"), "timeline.growLanes"},
        {tr("middle drag, or Space and drag"), tr("pan"), "view.panLeft"},
        {tr("left drag"), tr("measure a stretch of time"), "timeline.measureNext"},
        {tr("left click"), tr("put the cursor there"), "timeline.nextState"},
        {tr("drag on the ruler or the minimap"), tr("show just that stretch"), "timeline.zoomToSelection"},
        {tr("double click on the ruler or the minimap"), tr("show the whole run"), "view.fitAll"},
        {tr("double click on a span"), tr("zoom to that span"), "timeline.zoomToSpan"},
    };
}

} // namespace lockstep::ui
