// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/paint/graphpainter.h"

namespace lockstep::ui {

GraphPainter::GraphPainter(QPainter& painter, const Theme& theme, const GraphModel& model,
                           const GraphLayout& layout, GraphEmphasis emphasis)
    : m_painter(painter)
    , m_theme(theme)
    , m_model(model)
    , m_layout(layout)
    , m_emphasis(emphasis)
    , m_strokes(painter, theme, layout.style)
    , m_unit(layout.style.unit) {}

void GraphPainter::paint() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_model.rings.size(); ++i)
        if (m_model.rings[i].isClosed)
            m_strokes.ring(m_layout.rings[i], m_layout.ringWords(m_model.rings[i]));
    for (std::size_t i = 0; i < m_model.edges.size(); ++i) paintEdge(i);
    for (const GraphRoute& route : m_layout.edges) m_strokes.label(route);
    for (std::size_t i = 0; i < m_model.nodes.size(); ++i) paintNode(i);
    if (!m_layout.legend.isEmpty()) paintLegend();
    paintCaption();
}

QColor GraphPainter::edgeColor(const GraphEdge& edge) const {
    if (edge.isInRing) return m_theme.deadlock;
    if (edge.kind == GraphEdgeKind::Holds) return m_theme.outline;
    return m_theme.look(edge.isBlocked ? ThreadState::Blocked : ThreadState::Waiting).outline;
}

void GraphPainter::paintEdge(std::size_t index) {
    const GraphEdge& edge = m_model.edges[index];
    const GraphRoute& route = m_layout.edges[index];
    const bool isLitEdge = isLit(m_model.nodes[edge.from]) || isLit(m_model.nodes[edge.to]);
    m_strokes.arrow(route, edgePen(edge, (edge.isInRing || isLitEdge ? 2.4 : 1.6) * m_unit));
}

// Solid for what is, dashed for what is waited for, dotted for whose turn it would be.
QPen GraphPainter::edgePen(const GraphEdge& edge, double width) const {
    QPen pen(edgeColor(edge), width);
    pen.setCapStyle(Qt::FlatCap);
    if (edge.kind == GraphEdgeKind::Needs)
        pen.setDashPattern({1.2, 1.6});
    else if (edge.kind != GraphEdgeKind::Holds)
        pen.setDashPattern({4, 2.5});
    return pen;
}

bool GraphPainter::isLit(const GraphNode& node) const {
    if (node.isThread()) return node.thread == m_emphasis.selected;
    return node.id == m_emphasis.hovered;
}

void GraphPainter::paintNode(std::size_t index) {
    const GraphNode& node = m_model.nodes[index];
    const QRectF card = m_layout.nodes[index];
    paintFrame(node, card, m_emphasis.focused == index);
    paintBadge(node, m_layout.style.badgeBox(card));
    m_strokes.cardWords({node.name, node.kindName, node.detail}, card, node.isThread(),
                        node.isMuted ? m_theme.textMuted : m_theme.text, m_theme.textMuted);
}

void GraphPainter::paintFrame(const GraphNode& node, const QRectF& card, bool isFocused) {
    const double radius = m_layout.style.cornerRadius(node.isThread());
    QPen pen(m_theme.outline, 1.2 * m_unit);
    if (node.isMuted) pen = QPen(m_theme.textMuted, m_unit, Qt::DotLine);
    if (node.isDeadlocked) pen = QPen(m_theme.deadlock, 2.5 * m_unit);
    if (isLit(node)) pen = QPen(m_theme.accent, 3 * m_unit);
    m_painter.setPen(pen);
    m_painter.setBrush(isLit(node) ? blended(m_theme.background, m_theme.accent, 0.16) : m_theme.background);
    m_painter.drawRoundedRect(card, radius, radius);
    if (!isFocused) return;
    const double out = 3.5 * m_unit;
    m_painter.setPen(QPen(m_theme.accent, 1.5 * m_unit, Qt::DashLine));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(card.adjusted(-out, -out, out, out), radius + out, radius + out);
}

void GraphPainter::paintBadge(const GraphNode& node, const QRectF& box) {
    if (node.isThread())
        paintThreadBadge(node, box);
    else
        paintResourceBadge(node, box);
}

void GraphPainter::paintThreadBadge(const GraphNode& node, const QRectF& box) {
    const StateLook& look = m_theme.look(node.state);
    m_painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1.5 * m_unit) : QPen(Qt::NoPen));
    m_painter.setBrush(look.isHollow ? QBrush(m_theme.background) : QBrush(look.fill));
    m_painter.drawEllipse(box);
    const double inset = box.width() * 0.2;
    drawGlyph(m_painter, look.icon, box.adjusted(inset, inset, -inset, -inset), look.text);
}

void GraphPainter::paintCaption() {
    m_painter.setFont(m_layout.style.detailFont);
    m_painter.setPen(m_theme.text);
    const auto flags = Qt::TextWordWrap | Qt::AlignHCenter;
    m_painter.drawText(m_layout.caption, flags | Qt::AlignBottom, m_model.caption);
    if (!m_model.nodes.empty()) {
        m_painter.drawText(m_layout.quiet, flags, m_model.quiet);
        return;
    }
    m_painter.setFont(m_layout.style.ofWords().detailFont);
    m_painter.setPen(m_theme.textMuted);
    m_painter.drawText(QRectF({}, m_layout.size), flags | Qt::AlignVCenter, m_model.quiet);
}

void GraphPainter::paintLegend() {
    const GraphStyle style = m_layout.style.ofWords();
    const GraphLegend legend(m_model, style, m_layout.legend.width());
    for (const GraphLegend::Entry& entry : legend.entries())
        paintLegendEntry(entry, style,
                         {m_layout.legend.topLeft() + entry.place,
                          QSizeF(m_layout.legend.width() - entry.place.x(), legend.rowHeight())});
}

void GraphPainter::paintLegendEntry(const GraphLegend::Entry& entry, const GraphStyle& style,
                                    const QRectF& row) {
    GraphRoute route{.from = {row.left(), row.center().y()}};
    route.to = route.from + QPointF(GraphLegend::lineWidth(style), 0);
    route.control1 = route.from;
    route.control2 = route.to;
    GraphStrokes(m_painter, m_theme, style).arrow(route, edgePen(entry.edge, 1.6 * style.unit));
    const double left = route.to.x() + GraphLegend::gap(style);
    m_painter.setFont(style.detailFont);
    m_painter.setPen(m_theme.textMuted);
    m_painter.drawText(QRectF(left, row.top(), row.right() - left, row.height()), Qt::AlignVCenter,
                       entry.words);
}

} // namespace lockstep::ui
