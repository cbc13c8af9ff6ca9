// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of the window: banner, minimap, lanes, chart, moment and legend in one column, on one time axis.
//
// The chart and the legend take room only when there is something in them.
#pragma once

#include "ui/window/parts.h"

#include <QWidget>

class QSplitter;

namespace lockstep::ui {

class Centre : public QWidget {
    Q_OBJECT
public:
    /// Takes these widgets in.
    Centre(const Parts& parts, QWidget* parent);

    void showQueues();
    void toggleVariables(); ///< in the chart, beside queues and semaphores

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void alignAxes();
    int chartHeight() const;

    Minimap* m_minimap;
    TimelineWidget* m_timeline;
    QueueChart* m_queues;
    MomentLine* m_moment;
    Viewport* m_viewport;
    QSplitter* m_split; ///< timeline over chart
    bool m_showsVariables = false;
};

} // namespace lockstep::ui
