// SPDX-License-Identifier: GPL-3.0-or-later
// The graph by keyboard: a focus that walks from node to node.
#include "ui/graph/graphview.h"

#include <QAccessible>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <cmath>

namespace lockstep::ui {

namespace {

QPointF direction(int key) {
    switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    case Qt::Key_Down: return {0, 1};
    default: return {};
    }
}

} // namespace

// The node that lies best in that direction: near, and not far off to the side.
std::optional<std::size_t> GraphView::neighbour(int key) const {
    const auto from = focusedNode();
    const QPointF way = direction(key);
    if (!from || way.isNull()) return std::nullopt;
    std::optional<std::size_t> best;
    double nearest = 1e18;
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const QPointF d = m_layout.nodes[i].center() - m_layout.nodes[*from].center();
        const double ahead = QPointF::dotProduct(d, way);
        const double aside = std::abs(d.x() * way.y() - d.y() * way.x());
        if (ahead <= 1 || ahead + 2 * aside >= nearest) continue;
        nearest = ahead + 2 * aside;
        best = i;
    }
    return best;
}

void GraphView::setFocusedNode(std::optional<std::size_t> node) {
    m_focused = node ? m_model.nodes[*node].id : ObjectId{};
    hover(node);
    if (node) {
        const QRectF box = m_layout.nodes[*node];
        const QPointF corner(horizontalScrollBar()->value(), verticalScrollBar()->value());
        if (!QRectF(corner, viewport()->size()).contains(box)) {
            horizontalScrollBar()->setValue(static_cast<int>(box.center().x()) - viewport()->width() / 2);
            verticalScrollBar()->setValue(static_cast<int>(box.center().y()) - viewport()->height() / 2);
        }
        // a screen reader says what the focus is on, and then the whole
        setAccessibleDescription(m_model.nodes[*node].sentence + QChar(u' ') + m_model.description);
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
    viewport()->update();
}

void GraphView::keyPressEvent(QKeyEvent* event) {
    if (m_model.nodes.empty()) return event->ignore();
    const auto focused = focusedNode();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && m_focused.isValid()) return setFocusedNode(std::nullopt);
    if (event->modifiers() & ~Qt::KeypadModifier) return event->ignore();
    if (isEnter && focused) return activate(*focused);
    if (event->key() == Qt::Key_Home) return setFocusedNode(0);
    if (event->key() == Qt::Key_End) return setFocusedNode(m_model.nodes.size() - 1);
    if (direction(event->key()).isNull()) return event->ignore();
    if (!focused) return setFocusedNode(0);
    if (const auto next = neighbour(event->key())) setFocusedNode(next);
}

// Tab goes from node to node, and after the last to the next widget.
bool GraphView::focusNextPrevChild(bool next) {
    const auto focused = focusedNode();
    if (m_model.nodes.empty() || !hasFocus()) return QAbstractScrollArea::focusNextPrevChild(next);
    if (!focused) {
        setFocusedNode(next ? 0 : m_model.nodes.size() - 1);
        return true;
    }
    const bool leaves = next ? *focused + 1 == m_model.nodes.size() : *focused == 0;
    if (leaves) return QAbstractScrollArea::focusNextPrevChild(next);
    setFocusedNode(next ? *focused + 1 : *focused - 1);
    return true;
}

void GraphView::focusInEvent(QFocusEvent* event) {
    const bool isTab = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isTab && !m_model.nodes.empty())
        setFocusedNode(event->reason() == Qt::TabFocusReason ? 0 : m_model.nodes.size() - 1);
    QAbstractScrollArea::focusInEvent(event);
}

void GraphView::focusOutEvent(QFocusEvent* event) {
    hover(std::nullopt);
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace lockstep::ui
