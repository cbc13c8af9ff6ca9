// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/layout/graphcomposer.h"

#include "ui/graph/paint/graphlegend.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr std::array kAspects{0.4, 0.6, 0.8, 1.0, 1.25, 1.6, 2.2, 3.0, 4.5, 7.0};
constexpr int kMostRingColumns = 6;

} // namespace

GraphComposer::GraphComposer(const GraphModel& model, GraphStyle style, QSizeF canvas,
                             GraphLayout::Legend legend)
    : m_model(model)
    , m_style(std::move(style))
    , m_canvas(canvas) {
    measure(legend);
    choose();
}

void GraphComposer::measure(GraphLayout::Legend legend) {
    const double height = m_style.cardHeight();
    m_threadCard = {m_style.cardWidth(m_model.roomForThreads, true), height};
    m_resourceCard = {m_style.cardWidth(m_model.roomForResources, false), height};
    const double width = m_canvas.width() - 2 * m_style.margin();
    // with a ring, its words leave room for what is said while it is open
    const QString& quiet = m_model.rings.empty() ? m_model.roomForQuiet : QString();
    for (const QString& words : {m_model.caption, m_model.roomForCaption, quiet})
        m_captionHeight = std::max(m_captionHeight, m_style.wrappedHeight(words, width));
    if (m_captionHeight > 0) m_captionHeight += m_style.gap() / 2;
    if (legend == GraphLayout::Legend::Never) return;
    const bool hasRoom = m_canvas.width() >= 200 && m_canvas.height() >= 280 && m_style.hasSentences;
    if (hasRoom || legend == GraphLayout::Legend::Always)
        m_legendHeight = GraphLegend(m_model, m_style.ofWords(), width).height() + m_style.gap();
}

void GraphComposer::choose() {
    for (const GraphRing& ring : m_model.rings) {
        auto& needs = m_ringNeeds.emplace_back();
        for (bool isTurned : {false, true})
            for (double aspect : kAspects) needs.push_back(measured(ring, aspect, isTurned));
    }
    const int rings = std::clamp(static_cast<int>(m_model.rings.size()), 1, kMostRingColumns);
    for (bool areTurned : {false, true}) {
        if (areTurned && m_style.unit > 1) return; // better smaller
        for (int columns = 1; columns <= rings; ++columns)
            for (bool isBeside : {false, true})
                for (bool areColumns : {true, false}) consider({columns, areTurned, isBeside, areColumns});
        if (fits()) return; // a ring that stands on its point looks more like one
    }
}

double GraphComposer::gapBetween(const QSizeF& rings, const QSizeF& besides) const {
    return rings.isEmpty() || besides.isEmpty() ? 0 : 2 * m_style.gap();
}

void GraphComposer::consider(Arrangement candidate) {
    const QSizeF rings = ringsNeed(candidate);
    const QSizeF beside = lines(candidate.areColumns).need();
    QSizeF need = rings.expandedTo(beside);
    if (candidate.isBeside)
        need.setWidth(rings.width() + gapBetween(rings, beside) + beside.width());
    else
        need.setHeight(rings.height() + gapBetween(rings, beside) + beside.height());
    const double margins = 2 * m_style.margin();
    candidate.need = need + QSizeF(margins, margins + m_captionHeight + m_legendHeight);
    candidate.tightness =
        std::max(candidate.need.width() / m_canvas.width(), candidate.need.height() / m_canvas.height());
    if (candidate.tightness < m_best.tightness) m_best = candidate;
}

bool GraphComposer::fits() const {
    return m_best.tightness <= 1;
}

RingShape GraphComposer::ringShape(const GraphRing& ring, double aspect, bool isTurned) const {
    std::vector<QSizeF> cards;
    for (bool isThread : ring.isThreadSeat) cards.push_back(isThread ? m_threadCard : m_resourceCard);
    const double gap = (m_style.hasDetails ? 24 : 14) * m_style.unit;
    if (cards.size() < 3) return {std::move(cards), {3 * gap, 1.4 * gap}, aspect, false}; // two arcs
    return {std::move(cards), {1.3 * gap, gap}, aspect, isTurned};
}

double GraphComposer::wordsHeight(const GraphRing& ring, double boxWidth) const {
    const QString& words = m_style.hasSentences ? ring.sentence : ring.title;
    return m_style.wrappedHeight(words, boxWidth - m_style.ringInset().width() - m_style.glyphRoom());
}

GraphComposer::RingNeed GraphComposer::measured(const GraphRing& ring, double aspect, bool isTurned) const {
    QSizeF box = ringShape(ring, aspect, isTurned).need() + m_style.ringInset();
    box.setWidth(std::max(box.width(), 150 * m_style.unit));
    return {aspect, isTurned, box + QSizeF(0, wordsHeight(ring, box.width()))};
}

double GraphComposer::columnWidth(const Arrangement& arrangement) const {
    double width = m_canvas.width() - 2 * m_style.margin();
    const QSizeF beside = lines(arrangement.areColumns).need();
    if (arrangement.isBeside && !beside.isEmpty()) width -= beside.width() + 2 * m_style.gap();
    return (width + m_style.gap()) / arrangement.ringColumns - m_style.gap();
}

// The lowest of the ring's proportions that is narrow enough; else the narrowest.
GraphComposer::RingNeed GraphComposer::ringNeed(std::size_t ring, const Arrangement& arrangement) const {
    const double width = columnWidth(arrangement);
    const auto& needs = m_ringNeeds[ring];
    const RingNeed* best = nullptr;
    for (const RingNeed& need : needs) {
        const bool isNarrowEnough = need.box.width() <= width && (!need.isTurned || arrangement.areTurned);
        if (isNarrowEnough && (!best || need.box.height() < best->box.height())) best = &need;
    }
    const auto narrowest = [](const RingNeed& need) { return need.box.width(); };
    return best ? *best : *std::ranges::min_element(needs, {}, narrowest);
}

std::vector<double> GraphComposer::rowHeights(const Arrangement& arrangement) const {
    const auto columns = static_cast<std::size_t>(arrangement.ringColumns);
    std::vector<double> heights((m_model.rings.size() + columns - 1) / columns);
    for (std::size_t i = 0; i < m_model.rings.size(); ++i) {
        double& row = heights[i / columns];
        row = std::max(row, ringNeed(i, arrangement).box.height());
    }
    return heights;
}

QSizeF GraphComposer::ringsNeed(const Arrangement& arrangement) const {
    if (m_model.rings.empty()) return {0, 0};
    const double gap = m_style.gap();
    double width = 0;
    for (std::size_t i = 0; i < m_model.rings.size(); ++i)
        width = std::max(width, ringNeed(i, arrangement).box.width());
    double height = -gap;
    for (double row : rowHeights(arrangement)) height += row + gap;
    return {arrangement.ringColumns * (width + gap) - gap, height};
}

LinesShape GraphComposer::lines(bool areColumns) const {
    LinesShape shape{.threads = m_model.threadRows,
                     .resources = m_model.resourceRows,
                     .threadCard = m_threadCard,
                     .resourceCard = m_resourceCard,
                     .gap = m_style.gap(),
                     .between = (m_style.hasDetails ? 46 : 40) * m_style.unit,
                     .isColumns = areColumns};
    if (m_model.threadRows > 1) shape.gutter = 20 * m_style.unit;
    return shape;
}

GraphLayout GraphComposer::composed() const {
    const QSizeF need = m_model.nodes.empty() ? m_canvas : m_best.need; // nothing to scroll to
    GraphLayout layout{.style = m_style, .size = m_canvas.expandedTo(need)};
    layout.nodes.resize(m_model.nodes.size());
    const double margin = m_style.margin();
    QRectF space(margin, margin, layout.size.width() - 2 * margin, layout.size.height() - 2 * margin);
    space.setHeight(space.height() - m_captionHeight - m_legendHeight);
    placeFoot(layout);

    const QSizeF rings = ringsNeed(m_best);
    const QSizeF beside = lines(m_best.areColumns).need();
    const double gap = gapBetween(rings, beside);
    QRectF ringSpace = space;
    QRectF lineSpace = space;
    // what is left over is shared in proportion
    if (m_best.isBeside) {
        const double share = beside.width() / std::max(1.0, beside.width() + rings.width());
        lineSpace.setWidth(share * (space.width() - gap));
        ringSpace.setLeft(lineSpace.right() + gap);
    } else {
        const double share = rings.height() / std::max(1.0, beside.height() + rings.height());
        ringSpace.setHeight(share * (space.height() - gap));
        lineSpace.setTop(ringSpace.bottom() + gap);
    }
    placeRings(layout, ringSpace);
    placeLines(layout, lineSpace);
    return layout;
}

void GraphComposer::placeFoot(GraphLayout& layout) const {
    const double margin = m_style.margin();
    const double width = layout.size.width() - 2 * margin;
    const double top = layout.size.height() - margin - m_captionHeight;
    layout.caption = QRectF(margin, top, width, m_captionHeight);
    layout.quiet = layout.caption;
    if (m_legendHeight > 0)
        layout.legend = QRectF(margin, top - m_legendHeight + m_style.gap() * 3 / 4, width,
                               m_legendHeight - m_style.gap());
}

void GraphComposer::placeRings(GraphLayout& layout, const QRectF& space) const {
    if (m_model.rings.empty()) return;
    const auto columns = static_cast<std::size_t>(m_best.ringColumns);
    const double gap = m_style.gap();
    const double width = (space.width() + gap) / m_best.ringColumns - gap;
    const std::vector<double> rows = rowHeights(m_best);
    const double spare = (space.height() - ringsNeed(m_best).height()) / static_cast<double>(rows.size());
    double top = space.top();
    for (std::size_t i = 0; i < m_model.rings.size(); ++i) {
        const double left = space.left() + static_cast<double>(i % columns) * (width + gap);
        const double height = rows[i / columns] + spare;
        placeRing(layout, i, QRectF(left, top, width, height));
        if (i % columns == columns - 1) top += height + gap;
    }
    const GraphRingPlace& first = layout.rings.front();
    layout.quiet = QRectF(first.box.left(), first.words.top(), first.box.width(), first.words.height());
}

// The box is drawn closely around its ring, in the middle of the cell, its words on top.
void GraphComposer::placeRing(GraphLayout& layout, std::size_t number, const QRectF& cell) const {
    const GraphRing& ring = m_model.rings[number];
    const QSizeF inset = m_style.ringInset();
    const RingNeed need = ringNeed(number, m_best);
    const double words = wordsHeight(ring, need.box.width());
    const RingShape shape = ringShape(ring, need.aspect, need.isTurned);
    const auto cards = shape.placed(cell.size() - inset - QSizeF(0, words));
    const QRectF hull = RingShape::hull(cards).adjusted(0, -shape.arcRoom(), 0, shape.arcRoom());

    QRectF box({}, hull.size() + inset);
    box.setWidth(std::min(cell.width(), std::max(box.width(), 300 * m_style.unit)));
    box.setHeight(box.height() + wordsHeight(ring, box.width()));
    box.moveCenter(cell.center());
    layout.rings.push_back({box, wordsBox(ring, box)});
    const QPointF shift(box.center().x() - hull.center().x(),
                        box.bottom() - inset.height() * 0.45 - hull.bottom());
    for (std::size_t n = 0; n < m_model.nodes.size(); ++n) {
        const GraphSeat& seat = m_model.nodes[n].seat;
        if (seat.ring == static_cast<int>(number))
            layout.nodes[n] = cards[static_cast<std::size_t>(seat.index)].translated(shift);
    }
}

QRectF GraphComposer::wordsBox(const GraphRing& ring, const QRectF& box) const {
    const QSizeF inset = m_style.ringInset();
    const double left = box.left() + inset.width() / 2 + m_style.glyphRoom();
    return {left, box.top() + inset.height() * 0.25, box.right() - inset.width() / 2 - left,
            wordsHeight(ring, box.width())};
}

void GraphComposer::placeLines(GraphLayout& layout, const QRectF& space) const {
    const LinesShape shape = lines(m_best.areColumns);
    for (std::size_t n = 0; n < m_model.nodes.size(); ++n) {
        const GraphNode& node = m_model.nodes[n];
        if (node.seat.ring >= 0) continue;
        layout.nodes[n] = node.isThread() ? shape.threadAt(node.seat.index, space)
                                          : shape.resourceAt(node.seat.index, space);
    }
}

} // namespace lockstep::ui
