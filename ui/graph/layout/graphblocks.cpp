// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/layout/graphblocks.h"

#include <QPointF>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace lockstep::ui {

namespace {

constexpr double kBulge = 0.85; // of the ellipse's height that rows fill: more of it would need more width

// From the centre to the place of a card, clockwise, the first at the left or half a step on.
QPointF onEllipse(std::size_t card, std::size_t count, bool isTurned) {
    const double step = 2 * std::numbers::pi / static_cast<double>(count);
    const double angle = std::numbers::pi + (static_cast<double>(card) + (isTurned ? 0.5 : 0.0)) * step;
    return {std::cos(angle), std::sin(angle)};
}

// The same way round, but in rows of two.
QPointF inRows(std::size_t card, std::size_t count) {
    const std::size_t rows = count / 2;
    const std::size_t place = (card + rows / 2) % count; // from the lowest at the left up, and down again
    const bool isLeft = place < rows;
    const auto row = static_cast<double>(isLeft ? rows - 1 - place : place - rows); // from above
    const double y = (2 * row - static_cast<double>(rows - 1)) / static_cast<double>(rows);
    const double x = std::sqrt(1 - kBulge * y * kBulge * y);
    return {isLeft ? -x : x, y};
}

} // namespace

RingShape::RingShape(std::vector<QSizeF> cards, QSizeF gap, double aspect, bool isTurned)
    : m_cards(std::move(cards))
    , m_gap(gap) {
    const std::size_t count = m_cards.size();
    const bool hasRows = isTurned && count >= 6 && count % 2 == 0;
    for (std::size_t i = 0; i < count; ++i)
        m_directions.push_back(hasRows ? inRows(i, count) : onEllipse(i, count, isTurned));
    // cards only part as the ellipse grows: find the smallest by halving
    const auto radii = [&](double r) {
        return std::pair(r * std::max(1.0, aspect), r * std::max(1.0, 1 / aspect));
    };
    const auto apart = [&](double r) { return isApart(radii(r).first, radii(r).second); };
    double high = 8;
    while (!apart(high)) high *= 2;
    for (double low = 0; high - low > 1;) ((apart((low + high) / 2)) ? high : low) = (low + high) / 2;
    std::tie(m_radiusX, m_radiusY) = radii(high);
}

QSizeF RingShape::need() const {
    return hull(placed(m_radiusX, m_radiusY)).size() + QSizeF(0, 2 * arcRoom());
}

QRectF RingShape::hull(const std::vector<QRectF>& boxes) {
    QRectF hull = boxes.front();
    for (const QRectF& box : boxes) hull |= box;
    return hull;
}

std::vector<QRectF> RingShape::placed(double radiusX, double radiusY) const {
    std::vector<QRectF> boxes;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        QRectF box({}, m_cards[i]);
        box.moveCenter(offset(i, radiusX, radiusY));
        boxes.push_back(box);
    }
    return boxes;
}

QPointF RingShape::offset(std::size_t card, double radiusX, double radiusY) const {
    return {radiusX * m_directions[card].x(), radiusY * m_directions[card].y()};
}

bool RingShape::isApart(double radiusX, double radiusY) const {
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const QPointF d = offset(i, radiusX, radiusY) - offset(j, radiusX, radiusY);
            const QSizeF reach = (m_cards[i] + m_cards[j]) / 2 + m_gap;
            if (std::abs(d.x()) < reach.width() && std::abs(d.y()) < reach.height()) return false;
        }
    return true;
}

std::vector<QRectF> RingShape::placed(QSizeF space) const {
    const QSizeF spare = space - need();
    const auto growth = [](double room, double most) { return std::clamp(room / 2, 0.0, most); };
    return placed(m_radiusX + growth(spare.width(), 4 * m_gap.width()),
                  m_radiusY + growth(spare.height(), 4 * m_gap.height()));
}

QSizeF LinesShape::need() const {
    const QSizeF t = threads > 0 ? threadCard : QSizeF(0, 0);
    const QSizeF r = resources > 0 ? resourceCard : QSizeF(0, 0);
    const double apart = threads > 0 && resources > 0 ? between : 0;
    const auto along = [&](double card, int count) { return count * card + std::max(0, count - 1) * gap; };
    if (isColumns)
        return {gutter + t.width() + apart + r.width(),
                std::max(along(t.height(), threads), along(r.height(), resources))};
    return {std::max(along(t.width(), threads), along(r.width(), resources)),
            gutter + t.height() + apart + r.height()};
}

// The lines move apart with the space, up to thrice the least.
double LinesShape::linesApart(const QRectF& space) const {
    const QSizeF spare = space.size() - need();
    return between + std::clamp(isColumns ? spare.width() : spare.height(), 0.0, 2 * between);
}

QRectF LinesShape::cardAt(int row, int rows, QSizeF card, QPointF lineCentre, const QRectF& space) const {
    const double size = isColumns ? card.height() : card.width();
    const double length = isColumns ? space.height() : space.width();
    const double pitch = std::min((length + gap) / rows, size + 3 * gap);
    const double along = (row - (rows - 1) / 2.0) * pitch;
    QRectF box({}, card);
    box.moveCenter(lineCentre + (isColumns ? QPointF(0, along) : QPointF(along, 0)));
    return box;
}

QRectF LinesShape::threadAt(int row, const QRectF& space) const {
    QPointF centre = space.center();
    const double half = resources > 0 ? linesApart(space) / 2 : 0;
    if (isColumns)
        centre.rx() += gutter / 2 - (resources > 0 ? half + resourceCard.width() / 2 : 0);
    else
        centre.ry() += gutter / 2 - (resources > 0 ? half + resourceCard.height() / 2 : 0);
    return cardAt(row, threads, threadCard, centre, space);
}

QRectF LinesShape::resourceAt(int row, const QRectF& space) const {
    QPointF centre = space.center();
    const double half = threads > 0 ? linesApart(space) / 2 : 0;
    if (isColumns)
        centre.rx() += gutter / 2 + (threads > 0 ? half + threadCard.width() / 2 : 0);
    else
        centre.ry() += gutter / 2 + (threads > 0 ? half + threadCard.height() / 2 : 0);
    return cardAt(row, resources, resourceCard, centre, space);
}

} // namespace lockstep::ui
