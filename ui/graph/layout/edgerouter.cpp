// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/layout/edgerouter.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kSamples = 24;
// Shares of the length by which a curve leaves the straight line, the gentlest first.
constexpr std::array kBends{0.0, 0.06, 0.12, -0.12, 0.25, -0.25, 0.4, -0.4, 0.6, -0.6, 0.9, -0.9};

std::array<QPointF, kSamples - 3> sampled(const GraphRoute& route) {
    std::array<QPointF, kSamples - 3> points;
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = route.at((static_cast<double>(i) + 2) / kSamples);
    return points;
}

double length(QPointF p) {
    return std::hypot(p.x(), p.y());
}

// Finer than by trails: a corner of the box must not reach over a bend.
bool covers(const QRectF& box, const GraphRoute& route) {
    constexpr int kFine = 100;
    for (int i = 0; i <= kFine; ++i)
        if (box.contains(route.at(double(i) / kFine))) return true;
    return false;
}

} // namespace

double distanceOutside(const QRectF& box, double cornerRadius, QPointF point) {
    const double r = std::min({cornerRadius, box.width() / 2, box.height() / 2});
    const QPointF d = point - box.center();
    const double x = std::abs(d.x()) - box.width() / 2 + r;
    const double y = std::abs(d.y()) - box.height() / 2 + r;
    return std::hypot(std::max(x, 0.0), std::max(y, 0.0)) + std::min(std::max(x, y), 0.0) - r;
}

QPointF borderPoint(const QRectF& box, double cornerRadius, QPointF start, QPointF way) {
    if (length(way) < 1e-9) return {box.right(), box.center().y()};
    double inside = 0;
    double outside = (box.width() + box.height()) / length(way);
    for (int i = 0; i < 40; ++i) {
        const double middle = (inside + outside) / 2;
        (distanceOutside(box, cornerRadius, start + middle * way) > 0 ? outside : inside) = middle;
    }
    return start + outside * way;
}

QPointF GraphRoute::at(double t) const {
    const double u = 1 - t;
    return u * u * u * from + 3 * u * u * t * control1 + 3 * u * t * t * control2 + t * t * t * to;
}

QPainterPath GraphRoute::path() const {
    QPainterPath path(from);
    path.cubicTo(control1, control2, to);
    return path;
}

void EdgeRouter::route() {
    m_layout.edges.resize(m_model.edges.size());
    m_trails.resize(m_model.edges.size());
    for (bool alongRing : {true, false})
        for (std::size_t i = 0; i < m_model.edges.size(); ++i)
            if (m_model.edges[i].isAlongRing == alongRing) draw(i);
    if (!m_layout.style.hasEdgeLabels) return;
    for (std::size_t i = 0; i < m_model.edges.size(); ++i) label(i);
}

void EdgeRouter::draw(std::size_t edge) {
    m_layout.edges[edge] = routed(m_model.edges[edge]);
    Trail& trail = m_trails[edge];
    for (const QPointF& point : sampled(m_layout.edges[edge])) trail.points << point;
    trail.bounds = trail.points.boundingRect();
}

GraphRoute EdgeRouter::routed(const GraphEdge& edge) const {
    if (edge.from == edge.to) return loop(edge);
    if (areFacing(edge)) return across(edge);
    GraphRoute best;
    double lowest = 1e18;
    for (double bend : kBends) {
        GraphRoute candidate = bent(edge, bend);
        const double price = cost(edge, candidate, bend);
        if (price >= lowest) continue;
        lowest = price;
        best = std::move(candidate);
    }
    return best;
}

// A thread and a resource that stand in the two lines: nothing stands between.
bool EdgeRouter::areFacing(const GraphEdge& edge) const {
    const GraphNode& from = m_model.nodes[edge.from];
    const GraphNode& to = m_model.nodes[edge.to];
    return from.seat.ring < 0 && to.seat.ring < 0 && from.isThread() != to.isThread();
}

// From the middle of one side to the middle of the other, leaving and arriving straight.
GraphRoute EdgeRouter::across(const GraphEdge& edge) const {
    const QRectF a = m_layout.nodes[edge.from];
    const QRectF b = m_layout.nodes[edge.to];
    const bool areColumns = a.right() < b.left() || b.right() < a.left();
    const QPointF way = b.center() - a.center();
    const QPointF ahead = areColumns ? QPointF(way.x() > 0 ? 1 : -1, 0) : QPointF(0, way.y() > 0 ? 1 : -1);
    GraphRoute route;
    route.from = port(edge, edge.from, ahead);
    route.to = port(edge, edge.to, -ahead);
    const double reach = 0.45 * std::abs(QPointF::dotProduct(route.to - route.from, ahead));
    route.control1 = route.from + reach * ahead;
    route.control2 = route.to - reach * ahead;
    return route;
}

// Where an edge leaves a node's side: all that leave there share it, in the order of their other ends.
QPointF EdgeRouter::port(const GraphEdge& edge, std::size_t node, QPointF ahead) const {
    const QPointF along(std::abs(ahead.y()), std::abs(ahead.x()));
    const auto place = [&](const GraphEdge& e) {
        const std::size_t other = e.from == node ? e.to : e.from;
        return std::pair(QPointF::dotProduct(m_layout.nodes[other].center(), along), e.from == node);
    };
    int before = 0;
    int count = 0;
    for (const GraphEdge& other : m_model.edges) {
        if ((other.from != node && other.to != node) || !areFacing(other)) continue;
        ++count;
        before += static_cast<int>(place(other) < place(edge));
    }
    const QRectF box = m_layout.nodes[node];
    const double side = std::abs(ahead.x()) > 0 ? box.height() : box.width();
    const double step = std::min(side * 0.6 / count, 14 * m_layout.style.unit);
    const QPointF start = box.center() + (before - (count - 1) / 2.0) * step * along;
    const double radius = m_layout.style.cornerRadius(m_model.nodes[node].isThread());
    return borderPoint(box, radius, start, ahead);
}

QPointF EdgeRouter::border(std::size_t node, QPointF towards) const {
    const double radius = m_layout.style.cornerRadius(m_model.nodes[node].isThread());
    const QPointF centre = m_layout.nodes[node].center();
    return borderPoint(m_layout.nodes[node], radius, centre, towards - centre);
}

// A curve that leaves the line between the centres by a share of its length, to the left of its way if
// positive.
GraphRoute EdgeRouter::bent(const GraphEdge& edge, double bend) const {
    const QPointF a = m_layout.nodes[edge.from].center();
    const QPointF b = m_layout.nodes[edge.to].center();
    const QPointF way = b - a;
    const QPointF sideways = bend * QPointF(way.y(), -way.x());
    GraphRoute route;
    route.control1 = a + way / 3 + sideways * (4.0 / 3);
    route.control2 = b - way / 3 + sideways * (4.0 / 3);
    route.from = border(edge.from, route.control1);
    route.to = border(edge.to, route.control2);
    // nearer controls keep the curve from folding back where the borders have eaten most of it
    const QPointF span = route.to - route.from;
    route.control1 = route.from + span / 3 + sideways * 0.8;
    route.control2 = route.to - span / 3 + sideways * 0.8;
    return route;
}

// Out of the top of the node and back into it.
GraphRoute EdgeRouter::loop(const GraphEdge& edge) const {
    const QRectF box = m_layout.nodes[edge.from];
    const double x = box.width() / 6;
    const QPointF up(0, -1.6 * m_layout.style.gap());
    GraphRoute route;
    route.from = QPointF(box.center().x() - x, box.top());
    route.to = QPointF(box.center().x() + x, box.top());
    route.control1 = route.from + up * 1.4;
    route.control2 = route.to + up * 1.4;
    return route;
}

bool EdgeRouter::hasTwin(const GraphEdge& edge) const {
    return std::ranges::any_of(m_model.edges, [&](const GraphEdge& other) {
        return other.from == edge.to && other.to == edge.from;
    });
}

// How many nodes, words and borders a route runs into, counted in points.
double EdgeRouter::hits(const GraphEdge& edge, QPointF point) const {
    double hits = QRectF(QPointF(), m_layout.size).contains(point) ? 0 : 10;
    const double clear = m_layout.style.unit * 4;
    for (std::size_t n = 0; n < m_layout.nodes.size(); ++n) {
        const double room = n == edge.from || n == edge.to ? -1 : clear;
        if (m_layout.nodes[n].adjusted(-room, -room, room, room).contains(point)) hits += 1;
    }
    for (const GraphRingPlace& ring : m_layout.rings)
        if (ring.words.contains(point)) hits += 0.2;
    const int own = m_model.nodes[edge.from].seat.ring;
    if (edge.isAlongRing && !m_layout.rings[static_cast<std::size_t>(own)].box.contains(point)) hits += 0.2;
    return hits;
}

double EdgeRouter::cost(const GraphEdge& edge, const GraphRoute& route, double bend) const {
    double count = 0;
    for (const QPointF& point : sampled(route)) count += hits(edge, point);
    const QPointF way = m_layout.nodes[edge.to].center() - m_layout.nodes[edge.from].center();
    return count * 100 + nearness(route) * 0.05 + std::abs(bend - wishedBend(edge, length(way)));
}

// Of two edges between the same nodes each bows to the left of its way; a ring's edges bow outwards, within
// its box.
double EdgeRouter::wishedBend(const GraphEdge& edge, double distance) const {
    const GraphStyle& style = m_layout.style;
    if (hasTwin(edge)) return std::min(0.4, style.cardHeight() * 1.3 / distance);
    if (!edge.isAlongRing) return 0;
    return std::min(0.12, 0.3 * style.ringInset().height() / distance);
}

// How much of it runs close to an edge that is there already.
int EdgeRouter::nearness(const GraphRoute& route) const {
    const double close = 7 * m_layout.style.unit;
    const auto points = sampled(route);
    const QRectF reach = QPolygonF(QList<QPointF>(points.begin(), points.end()))
                             .boundingRect()
                             .adjusted(-close, -close, close, close);
    int near = 0;
    for (const Trail& trail : m_trails) {
        if (trail.points.isEmpty() || !reach.intersects(trail.bounds.adjusted(-1, -1, 1, 1))) continue;
        for (const QPointF& point : points)
            near += static_cast<int>(std::ranges::any_of(trail.points, [&](QPointF other) {
                const QPointF d = point - other;
                return QPointF::dotProduct(d, d) < close * close;
            }));
    }
    return near;
}

void EdgeRouter::label(std::size_t edge) {
    GraphRoute& route = m_layout.edges[edge];
    const QString& site = m_model.edges[edge].site;
    if (site.isEmpty()) return;
    const QFontMetricsF metrics(m_layout.style.detailFont);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(site)) + 6, m_layout.style.detailHeight());
    const QPointF middle = middleOf(m_model.edges[edge]); // labels stand outwards where there is room
    for (const LabelSide side : {LabelSide::Square, LabelSide::Level, LabelSide::On})
        for (double sign : {1.0, -1.0})
            for (double t : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74}) {
                QRectF box({}, size);
                const QPointF offset = labelOffset(route, size, t, side);
                const bool isOutward = QPointF::dotProduct(offset, route.at(t) - middle) >= 0;
                box.moveCenter(route.at(t) + (isOutward ? sign : -sign) * offset);
                const bool isOn = side == LabelSide::On;
                if (!isFree(box, edge, isOn ? kSamples * 2 / 5 : 0) || (!isOn && covers(box, route)))
                    continue;
                route.label = site;
                route.labelBox = box;
                route.isLabelOnEdge = isOn;
                return;
            }
}

QPointF EdgeRouter::middleOf(const GraphEdge& edge) const {
    if (edge.isAlongRing)
        return m_layout.rings[static_cast<std::size_t>(m_model.nodes[edge.from].seat.ring)].box.center();
    return QRectF({}, m_layout.size).center();
}

// As far away that the two do not touch.
QPointF EdgeRouter::labelOffset(const GraphRoute& route, QSizeF size, double t, LabelSide side) const {
    const QPointF way = route.at(t + 0.05) - route.at(t - 0.05);
    const double clear = 3 * m_layout.style.unit;
    const QPointF normal = QPointF(-way.y(), way.x()) / std::max(1e-6, length(way));
    const double across = std::abs(normal.x()) * size.width() / 2 + std::abs(normal.y()) * size.height() / 2;
    const double slope = std::abs(way.x()) / std::max(1e-6, std::abs(way.y()));
    switch (side) {
    case LabelSide::Square: return (across + clear) * normal;
    case LabelSide::Level: return {size.width() / 2 + clear + std::min(slope, 3.0) * size.height() / 2, 0};
    case LabelSide::On: break;
    }
    return {};
}

bool EdgeRouter::isFree(const QRectF& box, std::size_t edge, int mostHidden) const {
    if (!QRectF(QPointF(), m_layout.size).contains(box)) return false;
    const auto touches = [&](const QRectF& other) { return box.intersects(other); };
    if (std::ranges::any_of(m_layout.nodes, touches) || touches(m_layout.caption) || touches(m_layout.legend))
        return false;
    for (const GraphRingPlace& ring : m_layout.rings)
        if (touches(ring.words) ||
            (touches(ring.box.adjusted(-4, -4, 4, 4)) && !ring.box.adjusted(4, 4, -4, -4).contains(box)))
            return false;
    for (std::size_t other = 0; other < m_layout.edges.size(); ++other) {
        const GraphRoute& route = m_layout.edges[other];
        if (other != edge && touches(route.labelBox)) return false;
        // it hides nothing of other edges, only so much of its own, and never the arrow's head
        const Trail& trail = m_trails[other];
        if (!box.intersects(trail.bounds.adjusted(-1, -1, 1, 1))) continue;
        const auto hidden = std::ranges::count_if(trail.points, [&](QPointF p) { return box.contains(p); });
        if (hidden > (other == edge ? mostHidden : 0)) return false;
    }
    return !box.contains(m_layout.edges[edge].to) && !box.contains(m_layout.edges[edge].at(0.9));
}

} // namespace lockstep::ui
