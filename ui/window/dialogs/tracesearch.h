// SPDX-License-Identifier: GPL-3.0-or-later
// Finds threads, locks and events by words: names, states, deeds, places in the source. Choosing one goes
// there.
#pragma once

#include "ui/window/dialogs/picklist.h"

#include "core/trace/trace.h"

class QTimer;

namespace lockstep::ui {

class TimelineWidget;
class Viewport;

/// Threads and locks, each with what it is about at the cursor: "Worker 1, blocked on lock2, ...".
std::vector<Pick> lanePicks(const Viewport& viewport, TimelineWidget& timeline);

/// Closes when the trace goes. Events are searched in small portions from the first on, so that the window
/// stays alive in long traces, up to kMostHits.
class TraceSearch : public PickList {
    Q_OBJECT
public:
    static constexpr int kMostHits = 200;

    TraceSearch(Viewport& viewport, TimelineWidget& timeline, QWidget* parent = nullptr);

private:
    void begin();
    void searchOn();
    void tell();
    QString lineFor(EventIndex event) const;

    Viewport& m_viewport;
    TimelineWidget& m_timeline;
    QTimer* m_timer;
    std::size_t m_next = 0;
    int m_hits = 0;
};

} // namespace lockstep::ui
