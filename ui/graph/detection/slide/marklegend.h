// SPDX-License-Identifier: GPL-3.0-or-later
// What the marks and lines of a walk's picture mean, in as many rows as the width asks for.
#pragma once

#include "ui/graph/detection/slide/marklook.h"

#include <QFont>
#include <QPainter>

namespace lockstep::ui {

class MarkLegend {
public:
    MarkLegend(DetectionView view, const QFont& font, double width);

    double height() const { return m_rows * m_rowHeight; }
    void paint(QPainter& painter, const Theme& theme, QPointF corner) const;

private:
    struct Item {
        std::optional<Mark> mark; ///< else a line
        DetectionEdgeKind line = DetectionEdgeKind::WaitsFor;
        QString words;
        QPointF place;
    };
    void addLines(DetectionView view);
    void place(double width);
    double swatchWidth() const { return m_rowHeight * 1.3; }
    void paintSwatch(QPainter& painter, const Theme& theme, const Item& item, const QRectF& box) const;

    std::vector<Item> m_items;
    QFont m_font;
    double m_rowHeight = 0;
    int m_rows = 0;
};

} // namespace lockstep::ui
