// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/walks.h"

#include "ui/graph/model/graphplaces.h"

#include <algorithm>

namespace lockstep::ui {

DetectionView fittingView(const Trace& trace, EventIndex cursor) {
    const auto findings = findDeadlocks(trace, Moment(trace, cursor));
    if (findings.empty()) return DetectionView::LockOrder;
    return std::ranges::any_of(findings, isRing) ? DetectionView::WaitForWalk : DetectionView::Reduction;
}

DetectionWalk walkAt(const Trace& trace, EventIndex cursor, DetectionView view, const std::stop_token& stop) {
    switch (view) {
    case DetectionView::WaitForWalk: return waitForWalk(trace, cursor);
    case DetectionView::Reduction: return reductionWalk(trace, cursor);
    case DetectionView::LockOrder: break;
    }
    return lockOrderWalk(trace, cursor, stop);
}

} // namespace lockstep::ui
