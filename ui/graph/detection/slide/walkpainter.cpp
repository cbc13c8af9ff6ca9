// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/walkpainter.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

// Stripes that rise to the right, cut at the card's border.
QPainterPath hatch(const QPainterPath& card, double unit) {
    const QRectF box = card.boundingRect();
    const double pitch = 9 * unit;
    const double thick = 2 * unit;
    QPainterPath stripes;
    for (double x = box.left() - box.height(); x < box.right(); x += pitch) {
        stripes.addPolygon(QPolygonF({{x, box.bottom()},
                                      {x + box.height(), box.top()},
                                      {x + box.height() + thick, box.top()},
                                      {x + thick, box.bottom()}}));
        stripes.closeSubpath();
    }
    return stripes.intersected(card);
}

} // namespace

void paintMarked(QPainter& painter, const MarkLook& look, const QRectF& box, double cornerRadius,
                 double unit) {
    QPainterPath card;
    card.addRoundedRect(box, cornerRadius, cornerRadius);
    painter.fillPath(card, look.fill);
    if (look.isHatched) painter.fillPath(hatch(card, unit), blended(look.fill, look.outline, 0.25));
    QPen pen(look.outline, look.width * unit);
    if (look.isDashed) pen.setDashPattern({3, 2});
    painter.strokePath(card, pen);
}

WalkPainter::WalkPainter(QPainter& painter, const Theme& theme, DetectionView view, const WalkGraph& graph,
                         const GraphLayout& layout, const DetectionPicture& picture, ObjectId focused)
    : m_painter(painter)
    , m_theme(theme)
    , m_view(view)
    , m_graph(graph)
    , m_layout(layout)
    , m_picture(picture)
    , m_focused(focused)
    , m_strokes(painter, theme, layout.style)
    , m_unit(layout.style.unit) {}

void WalkPainter::paint() {
    m_painter.setRenderHint(QPainter::Antialiasing);
    paintRings();
    for (std::size_t e = 0; e < m_graph.edges.size(); ++e)
        if (m_graph.edges[e] < m_picture.edges.size()) paintEdge(e);
    for (std::size_t e = 0; e < m_graph.edges.size(); ++e)
        if (m_graph.edges[e] < m_picture.edges.size()) m_strokes.label(m_layout.edges[e]);
    for (std::size_t n = 0; n < m_graph.model.nodes.size(); ++n)
        if (const auto* node = shown(m_graph.model.nodes[n].id)) paintNode(n, node->mark);
    m_painter.setFont(m_layout.style.detailFont);
    m_painter.setPen(m_theme.textMuted);
    m_painter.drawText(m_layout.caption, Qt::TextWordWrap | Qt::AlignHCenter, m_graph.model.caption);
}

const DetectionPicture::Node* WalkPainter::shown(ObjectId id) const {
    const auto node = std::ranges::find(m_picture.nodes, id, &DetectionPicture::Node::id);
    return node == m_picture.nodes.end() ? nullptr : &*node;
}

// A ring is boxed as soon as the walk has found it to be one.
bool WalkPainter::isClosed(std::size_t ring) const {
    return std::ranges::all_of(m_graph.model.nodes, [&](const GraphNode& node) {
        if (node.seat.ring != static_cast<int>(ring)) return true;
        const auto* now = shown(node.id);
        return now && (now->mark == Mark::InRing || now->mark == Mark::Stuck || now->mark == Mark::Risky);
    });
}

void WalkPainter::paintRings() {
    for (std::size_t i = 0; i < m_graph.model.rings.size(); ++i)
        if (isClosed(i)) m_strokes.ring(m_layout.rings[i], m_layout.ringWords(m_graph.model.rings[i]));
}

void WalkPainter::paintEdge(std::size_t edge) {
    const DetectionPicture::Edge& shown = m_picture.edges[m_graph.edges[edge]];
    m_strokes.arrow(m_layout.edges[edge], edgePen(m_theme, shown.edge.kind, shown.mark, m_unit));
}

void WalkPainter::paintNode(std::size_t index, Mark mark) {
    const GraphNode& node = m_graph.model.nodes[index];
    const QRectF card = m_layout.nodes[index];
    const double radius = m_layout.style.cornerRadius(node.isThread());
    const MarkLook look = markLook(m_theme, mark);
    paintMarked(m_painter, look, card, radius, m_unit);
    paintBadge(node, look, m_layout.style.badgeBox(card));
    m_strokes.cardWords({node.name, node.kindName, markWords(m_view, mark, node.isThread())}, card,
                        node.isThread(), look.text, look.text);
    if (node.id != m_focused) return;
    const double out = 4 * m_unit;
    m_painter.setPen(QPen(m_theme.accent, 1.5 * m_unit, Qt::DashLine));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(card.adjusted(-out, -out, out, out), radius + out, radius + out);
}

// The sign of its mark; on the path, how far along it stands.
void WalkPainter::paintBadge(const GraphNode& node, const MarkLook& look, const QRectF& box) {
    m_painter.setPen(QPen(look.text, 1.2 * m_unit));
    m_painter.setBrush(look.fill);
    if (node.isThread())
        m_painter.drawEllipse(box);
    else
        m_painter.drawRect(box);
    const double inset = box.width() * 0.2;
    if (look.glyph != Glyph::None)
        return drawGlyph(m_painter, look.glyph, box.adjusted(inset, inset, -inset, -inset), look.text);
    const auto place = std::ranges::find(m_picture.stack, node.id);
    if (place == m_picture.stack.end()) return;
    m_painter.setFont(m_layout.style.nameFont);
    m_painter.drawText(box, Qt::AlignCenter, QString::number(place - m_picture.stack.begin() + 1));
}

} // namespace lockstep::ui
