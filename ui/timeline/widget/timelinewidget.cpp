// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/widget/timelinewidget.h"

#include "core/trace/stepaxis.h"
#include "ui/timeline/widget/timelineaccessible.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace lockstep::ui {

TimelineWidget::TimelineWidget(Viewport* viewport, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_viewport(viewport) {
    m_scene.theme = &Theme::light();
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline"));
    TimelineAccessible::install();
    this->viewport()->setMouseTracking(true);
    connect(m_viewport, &Viewport::traceChanged, this, &TimelineWidget::replaceTrace);
    connect(m_viewport, &Viewport::grew, this, &TimelineWidget::catchUp);
    for (auto signal :
         {&Viewport::rangeChanged, &Viewport::cursorChanged, &Viewport::selectionChanged,
          &Viewport::hoverChanged, &Viewport::selectedThreadChanged, &Viewport::partingChanged,
          &Viewport::namedEventsChanged, &Viewport::notesChanged, &Viewport::markedSpansChanged})
        connect(m_viewport, signal, this, &TimelineWidget::takeFromViewport);
    connect(&m_viewport->lanes(), &ShownLanes::changed, this, [this] { layOut(); });
    connect(&m_viewport->folding(), &Folding::changed, this, &TimelineWidget::takeFromViewport);
    replaceTrace();
}

void TimelineWidget::setTheme(const Theme& theme) {
    m_scene.theme = &theme;
    viewport()->update();
}

void TimelineWidget::setArrows(ArrowMode mode) {
    m_scene.arrows = mode;
    viewport()->update();
}

void TimelineWidget::replaceTrace() {
    m_scene.trace = m_viewport->trace();
    m_scene.deadlocks.clear();
    m_scene.selectedLane.reset();
    m_findingsAt = 0;
    layOut();
    takeFromViewport();
    catchUp();
}

void TimelineWidget::catchUp() {
    if (!m_scene.trace) return;
    if (m_scene.layout.isOutdated(*m_scene.trace)) layOut();
    // a deadlock is for ever, so one that is known need not be looked for again
    const std::size_t size = m_scene.trace->size();
    if (m_scene.deadlocks.empty() && size != m_findingsAt) {
        m_findingsAt = size;
        m_scene.deadlocks = deadlocksAtEnd(*m_scene.trace);
    }
    viewport()->update();
}

// The chosen lane stays chosen where it is still shown.
void TimelineWidget::layOut(int laneHeight) {
    const auto chosen = selectedKey();
    m_scene.layout = m_scene.trace ? TimelineLayout(*m_scene.trace, laneHeight, m_viewport->lanes().sieve())
                                   : TimelineLayout();
    m_scene.selectedLane = chosen ? m_scene.layout.find(*chosen) : std::nullopt;
    fitIn();
}

void TimelineWidget::fitIn() {
    const int height = m_scene.layout.laneHeight();
    const int room = viewport()->height() - TimelinePainter::kRulerHeight;
    verticalScrollBar()->setRange(0, std::max(0, m_scene.layout.height() - room));
    verticalScrollBar()->setPageStep(std::max(1, room));
    verticalScrollBar()->setSingleStep(height);
    m_scene.scroll = verticalScrollBar()->value();
    m_scene.namesWidth = !m_scene.trace ? 0
                                        : TimelinePainter::namesWidth(*m_scene.trace, m_scene.layout, font(),
                                                                      viewport()->width());
    const int left = plotLeft();
    const int width = plotWidth();
    if (left != m_plotLeft || width != m_plotWidth) {
        m_plotLeft = left;
        m_plotWidth = width;
        emit plotGeometryChanged();
    }
    viewport()->update();
}

void TimelineWidget::takeFromViewport() {
    m_scene.range = m_viewport->range();
    m_scene.folds = m_viewport->folds();
    m_scene.cursor = m_viewport->cursor();
    m_scene.selection = m_viewport->selection();
    m_scene.parting = m_viewport->parting();
    m_scene.named = m_viewport->namedEvents();
    m_scene.notes = m_viewport->notes();
    m_scene.marked = m_viewport->markedSpans();
    m_scene.hovered = m_viewport->hoveredObject();
    m_scene.selectedThread = m_viewport->selectedThread();
    if (m_scene.trace && m_scene.selectedThread.isValid())
        m_scene.selectedLane = m_scene.layout.find({LaneKind::Thread, m_scene.selectedThread.value});
    tellWhatIsChosen();
    viewport()->update();
}

TimelinePainter TimelineWidget::painter() const {
    return TimelinePainter(m_scene, viewport()->rect(), font(), viewport()->devicePixelRatioF());
}

int TimelineWidget::plotLeft() const {
    return m_scene.trace ? painter().plot().left() : 0;
}
int TimelineWidget::plotWidth() const {
    return m_scene.trace ? painter().plot().width() : viewport()->width();
}

void TimelineWidget::paintEvent(QPaintEvent*) {
    QPainter onScreen(viewport());
    if (m_scene.trace) {
        painter().paint(onScreen, m_lanes);
    } else {
        onScreen.fillRect(viewport()->rect(), m_scene.theme->background);
        onScreen.setPen(m_scene.theme->textMuted);
        onScreen.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                          tr("Pick a scenario on the left and press Space."));
    }
    if (!hasFocus()) return;
    onScreen.setPen(QPen(m_scene.theme->accent, 2));
    onScreen.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void TimelineWidget::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void TimelineWidget::scrollContentsBy(int, int) {
    m_scene.scroll = verticalScrollBar()->value();
    viewport()->update();
}

QString TimelineWidget::textAt(QPoint place) const {
    const auto lane = laneAt(place);
    if (!lane) return {};
    const LaneKey key = m_scene.layout.lanes()[*lane].key;
    if (place.x() < plotLeft()) return laneName(*m_scene.trace, key);
    const Timestamp time = timeAt(place.x());
    if (const auto fold = foldAt(place))
        return tr("%1: every thread that is shown waits. Click to open it.")
            .arg(foldText(*m_scene.trace, *fold));
    const auto change = changeAt(*m_scene.trace, key, time);
    if (!change || time < 0 || time > pictureEnd(*m_scene.trace)) return {};
    const QString holds =
        key.kind == LaneKind::Thread ? holdsText(*m_scene.trace, key.thread(), time) : QString();
    const QString text = spanText(*m_scene.trace, key, *change);
    return holds.isEmpty() ? text : text + '\n' + holds;
}

QString TimelineWidget::selectedText() const {
    const auto key = selectedKey();
    if (!key) return {};
    const auto change = changeAt(*m_scene.trace, *key, m_scene.cursor.time);
    return change ? spanText(*m_scene.trace, *key, *change) : laneName(*m_scene.trace, *key);
}

bool TimelineWidget::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) m_viewport->setHoveredObject({});
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), textAt(help->pos()), viewport());
    return true;
}

// Only where somebody listens: it is asked for at every step of the cursor.
void TimelineWidget::tellWhatIsChosen() {
    if (!QAccessible::isActive()) return;
    setAccessibleDescription(selectedText());
    if (!m_scene.selectedLane) return;
    QAccessibleEvent event(this, hasFocus() ? QAccessible::Focus : QAccessible::NameChanged);
    event.setChild(static_cast<int>(*m_scene.selectedLane));
    QAccessible::updateAccessibility(&event);
}

QString TimelineWidget::laneText(int lane) const {
    const LaneKey key = m_scene.layout.lanes()[static_cast<std::size_t>(lane)].key;
    const auto change = changeAt(*m_scene.trace, key, m_scene.cursor.time);
    return change ? stateText(*m_scene.trace, key, *change) : laneName(*m_scene.trace, key);
}

QRect TimelineWidget::laneRectOnScreen(int lane) const {
    const QRect rect = painter().laneRect(m_scene.layout.lanes()[static_cast<std::size_t>(lane)]);
    return {viewport()->mapToGlobal(QPoint(0, rect.top())), QSize(viewport()->width(), rect.height())};
}

Timestamp TimelineWidget::timeAt(double x) const {
    return painter().coordinates().time(x);
}

std::optional<std::size_t> TimelineWidget::laneAt(QPoint place) const {
    if (!m_scene.trace || place.y() < TimelinePainter::kRulerHeight) return std::nullopt;
    return m_scene.layout.laneAt(place.y() - TimelinePainter::kRulerHeight + m_scene.scroll);
}

std::optional<TimeRange> TimelineWidget::foldAt(QPoint place) const {
    const bool isInPlot =
        m_scene.trace && place.x() >= plotLeft() && place.y() >= TimelinePainter::kRulerHeight;
    if (!isInPlot || painter().coordinates().isLinear()) return std::nullopt;
    return m_scene.folds.at(timeAt(place.x()));
}

std::optional<LaneKey> TimelineWidget::selectedKey() const {
    if (!m_scene.trace || !m_scene.selectedLane || *m_scene.selectedLane >= m_scene.layout.lanes().size())
        return std::nullopt;
    return m_scene.layout.lanes()[*m_scene.selectedLane].key;
}

void TimelineWidget::chooseLane(std::optional<std::size_t> lane) {
    m_scene.selectedLane = lane;
    const auto key = selectedKey();
    m_viewport->setSelectedThread(key ? key->thread() : ThreadId{});
    m_scene.selectedLane = lane; // a lock's lane selects no thread
    if (key) {
        const Lane& chosen = m_scene.layout.lanes()[*lane];
        const int room = viewport()->height() - TimelinePainter::kRulerHeight;
        if (chosen.top < m_scene.scroll) verticalScrollBar()->setValue(chosen.top);
        if (chosen.bottom() > m_scene.scroll + room) verticalScrollBar()->setValue(chosen.bottom() - room);
    }
    tellWhatIsChosen();
    viewport()->update();
}

} // namespace lockstep::ui
