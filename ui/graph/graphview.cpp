// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphview.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>

namespace lockstep::ui {

namespace {
constexpr int kFrame = 30; // ms: many changes of the cursor, one new picture
} // namespace

GraphView::GraphView(Viewport* viewport, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_shared(viewport)
    , m_theme(&Theme::light())
    , m_timer(new QTimer(this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lock-wait graph"));
    this->viewport()->setMouseTracking(true);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &GraphView::look);
    connect(m_shared, &Viewport::traceChanged, this, &GraphView::forget);
    connect(m_shared, &Viewport::grew, this, &GraphView::lookSoon);
    connect(m_shared, &Viewport::cursorChanged, this, &GraphView::lookSoon);
    const auto repaint = [this] { this->viewport()->update(); };
    connect(m_shared, &Viewport::hoverChanged, this, repaint);
    connect(m_shared, &Viewport::selectedThreadChanged, this, repaint);
    look();
}

void GraphView::setTheme(const Theme& theme) {
    m_theme = &theme;
    viewport()->update();
}

// Another trace: nothing of the old one may be touched again.
void GraphView::forget() {
    m_places = {};
    m_eventsPlaced = 0;
    look();
}

void GraphView::lookSoon() {
    if (!m_timer->isActive()) m_timer->start();
}

void GraphView::look() {
    m_timer->stop();
    QElapsedTimer cost;
    cost.start();
    const Trace* trace = m_shared->trace();
    const std::size_t events = trace ? trace->size() : 0;
    if (events != m_eventsPlaced) m_places = events > 0 ? GraphPlaces(*trace) : GraphPlaces();
    m_eventsPlaced = events;
    const auto cursor = m_shared->cursor().event;
    m_model = trace && cursor ? GraphModel::of(*trace, *cursor, m_places) : GraphModel::empty();
    setAccessibleDescription(m_model.description);
    layOut();
    // with very many threads a look takes a while: then it is taken less often
    m_timer->setInterval(std::max(kFrame, static_cast<int>(4 * cost.elapsed())));
}

void GraphView::layOut() {
    m_layout = GraphLayout::of(m_model, viewport()->size(), font());
    const QSize over = m_layout.size.toSize() - viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, over.width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    verticalScrollBar()->setRange(0, std::max(0, over.height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    viewport()->update();
}

QPointF GraphView::toCanvas(QPointF point) const {
    return point + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

std::optional<std::size_t> GraphView::focusedNode() const {
    return m_focused.isValid() ? m_model.indexOf(m_focused) : std::nullopt;
}

void GraphView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme->background);
    painter.translate(-toCanvas({}));
    const auto focused = hasFocus() ? focusedNode() : std::nullopt;
    GraphPainter(painter, *m_theme, m_model, m_layout,
                 {m_shared->hoveredObject(), m_shared->selectedThread(), focused})
        .paint();
}

void GraphView::resizeEvent(QResizeEvent*) {
    layOut();
}

void GraphView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

void GraphView::hover(std::optional<std::size_t> node) {
    const bool isResource = node && !m_model.nodes[*node].isThread();
    m_shared->setHoveredObject(isResource ? m_model.nodes[*node].id : ObjectId{});
}

void GraphView::mouseMoveEvent(QMouseEvent* event) {
    const auto node = m_layout.nodeAt(toCanvas(event->position()));
    hover(node);
    viewport()->setCursor(node ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void GraphView::mousePressEvent(QMouseEvent* event) {
    const auto node = m_layout.nodeAt(toCanvas(event->position()));
    if (event->button() != Qt::LeftButton || !node) return;
    setFocusedNode(node);
    activate(*node);
}

bool GraphView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) hover(std::nullopt);
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto node = m_layout.nodeAt(toCanvas(help->pos()));
    QToolTip::showText(help->globalPos(), node ? m_model.nodes[*node].sentence : QString(), viewport());
    return true;
}

void GraphView::activate(std::size_t node) {
    const ThreadId thread = m_model.nodes[node].thread;
    if (thread.isValid()) m_shared->setSelectedThread(thread);
}

} // namespace lockstep::ui
