// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/lanepicks.h"

#include "ui/model/viewport.h"
#include "ui/timeline/widget/timelinewidget.h"

namespace lockstep::ui {

std::vector<Pick> lanePicks(const Viewport& viewport, TimelineWidget& timeline) {
    std::vector<Pick> picks;
    if (!viewport.trace()) return picks;
    const auto& lanes = timeline.scene().layout.lanes();
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        if (lanes[i].key.kind != LaneKind::Thread && lanes[i].key.kind != LaneKind::Lock) continue;
        picks.push_back(
            {timeline.laneText(static_cast<int>(i)), PickList::tr("Goes to this lane"), [&timeline, i] {
                 timeline.setFocus(Qt::ShortcutFocusReason);
                 timeline.chooseLane(i);
             }});
    }
    return picks;
}

} // namespace lockstep::ui
