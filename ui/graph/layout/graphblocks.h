// SPDX-License-Identifier: GPL-3.0-or-later
// The two shapes that a graph is composed of: a ring of cards, and threads facing resources. Pure geometry.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace lockstep::ui {

/// Cards on an ellipse, clockwise, the first at the left; or, when turned, half a step on, with as many at
/// the left as at the right and all rows equally far apart: lower. No two come nearer to each other than the
/// gap.
class RingShape {
public:
    /// `aspect`: how much wider than high the ellipse is to be.
    RingShape(std::vector<QSizeF> cards, QSizeF gap, double aspect, bool isTurned = false);

    QSizeF need() const; ///< of the whole ring, cards included
    /// Room above and below the cards for the two arcs of a ring of one thread and one resource.
    double arcRoom() const { return m_cards.size() < 3 ? m_gap.height() : 0; }
    /// The cards within the space, which is at least need(); the ellipse grows with it, but not beyond all
    /// measure.
    std::vector<QRectF> placed(QSizeF space) const;
    static QRectF hull(const std::vector<QRectF>& boxes);

private:
    bool isApart(double radiusX, double radiusY) const;
    QPointF offset(std::size_t card, double radiusX, double radiusY) const;
    std::vector<QRectF> placed(double radiusX, double radiusY) const;

    std::vector<QSizeF> m_cards;
    std::vector<QPointF> m_directions; // from the centre
    QSizeF m_gap;
    double m_radiusX = 0;
    double m_radiusY = 0;
};

/// Threads in one line and resources in another: two columns side by side, or two rows one above the other.
struct LinesShape {
    int threads = 0;
    int resources = 0;
    QSizeF threadCard;
    QSizeF resourceCard;
    double gap = 0;     ///< between cards of a line
    double between = 0; ///< between the lines
    double gutter = 0;  ///< beside the threads, for waits from thread to thread
    bool isColumns = true;

    bool isEmpty() const { return threads + resources == 0; }
    QSizeF need() const;
    QRectF threadAt(int row, const QRectF& space) const;
    QRectF resourceAt(int row, const QRectF& space) const;

private:
    double linesApart(const QRectF& space) const;
    QRectF cardAt(int row, int rows, QSizeF card, QPointF lineCentre, const QRectF& space) const;
};

} // namespace lockstep::ui
