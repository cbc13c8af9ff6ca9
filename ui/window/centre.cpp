// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/centre.h"

#include "ui/charts/queuechart.h"
#include "ui/controls/find/filterstrip.h"
#include "ui/controls/find/searchbar.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/momentline.h"
#include "ui/controls/status/statelegend.h"
#include "ui/model/viewport.h"
#include "ui/timeline/widget/minimap.h"
#include "ui/timeline/widget/timelinewidget.h"

#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace lockstep::ui {

namespace {
constexpr int kTallestChart = 160; // unless the user drags it taller
constexpr int kLowHeight = 480;    // where lanes need every line
} // namespace

Centre::Centre(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_minimap(parts.minimap)
    , m_timeline(parts.timeline)
    , m_queues(parts.queues)
    , m_moment(parts.moment)
    , m_viewport(parts.viewport)
    , m_split(new QSplitter(Qt::Vertical, this)) {
    m_split->addWidget(m_timeline);
    m_split->addWidget(m_queues);
    m_split->setStretchFactor(0, 1);
    m_split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(parts.banner);
    column->addWidget(m_minimap);
    column->addWidget(parts.search);
    column->addWidget(parts.filter);
    column->addWidget(m_split, 1);
    column->addWidget(parts.moment);
    column->addWidget(parts.legend);
    connect(m_timeline, &TimelineWidget::plotGeometryChanged, this, &Centre::alignAxes);
    for (auto signal : {&Viewport::traceChanged, &Viewport::grew})
        connect(m_viewport, signal, this, &Centre::showQueues);
    showQueues();
}

void Centre::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_moment->setCompact(height() < kLowHeight);
}

void Centre::showQueues() {
    const Trace* trace = m_viewport->trace();
    const bool hasAny = trace && !depthSubjects(*trace, m_showsVariables).empty();
    if (m_queues->isHidden() != hasAny) return;
    m_queues->setVisible(hasAny);
    if (hasAny) m_split->setSizes({m_split->height() - chartHeight(), chartHeight()});
}

int Centre::chartHeight() const {
    return std::clamp(m_split->height() / 4, m_queues->minimumSizeHint().height(), kTallestChart);
}

void Centre::toggleVariables() {
    m_showsVariables = !m_showsVariables;
    m_queues->setVariablesShown(m_showsVariables);
    showQueues();
}

void Centre::alignAxes() {
    m_minimap->setPlotSpan(m_timeline->plotLeft(), m_timeline->plotWidth());
    m_queues->setPlotSpan(m_timeline->plotLeft(), m_timeline->plotWidth());
}

} // namespace lockstep::ui
