// SPDX-License-Identifier: GPL-3.0-or-later
// The square mark of a resource: what kind of thing it is, and how full or taken.
#include "ui/graph/paint/graphpainter.h"

namespace lockstep::ui {

namespace {

// A box filled from below.
void paintLevel(QPainter& painter, const QRectF& box, double fill, const QColor& color, double unit) {
    QRectF level = box.adjusted(1.5 * unit, 1.5 * unit, -1.5 * unit, -1.5 * unit);
    level.setTop(level.bottom() - fill * level.height());
    painter.fillRect(level, color);
}

QString letter(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::Queue: return QStringLiteral("Q");
    case ObjectKind::Semaphore: return QStringLiteral("S");
    case ObjectKind::Condition: return QStringLiteral("C");
    case ObjectKind::Future: return QStringLiteral("F");
    case ObjectKind::Barrier: return QStringLiteral("B");
    case ObjectKind::Latch: return QStringLiteral("L");
    case ObjectKind::Event: return QStringLiteral("E");
    case ObjectKind::File:
    case ObjectKind::Socket:
    case ObjectKind::Process: return QStringLiteral("IO");
    default: return QStringLiteral("?");
    }
}

} // namespace

void GraphPainter::paintResourceBadge(const GraphNode& node, const QRectF& box) {
    const bool isLocked = isLock(node.kind) && node.lock != LockState::Free;
    const StateLook& look = m_theme.look(node.lock);
    m_painter.setPen(QPen(isLocked ? look.outline : m_theme.textMuted, 1.2 * m_unit));
    m_painter.setBrush(isLocked ? QBrush(look.fill) : QBrush(m_theme.background));
    m_painter.drawRect(box);
    const double inset = box.width() * 0.16;
    const QRectF inner = box.adjusted(inset, inset, -inset, -inset);
    if (isLock(node.kind)) {
        drawGlyph(m_painter, Glyph::Lock, inner, isLocked ? look.text : m_theme.textMuted);
        return;
    }
    if (node.fill)
        paintLevel(m_painter, box, *node.fill, blended(m_theme.background, m_theme.accent, 0.35), m_unit);
    m_painter.setFont(m_layout.style.nameFont);
    m_painter.setPen(m_theme.text);
    m_painter.drawText(box, Qt::AlignCenter, letter(node.kind));
}

} // namespace lockstep::ui
