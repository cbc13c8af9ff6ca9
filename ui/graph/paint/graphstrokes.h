// SPDX-License-Identifier: GPL-3.0-or-later
// The strokes that every picture of a graph is made of: arrows, their labels, the words on a card, the box of
// a ring.
#pragma once

#include "ui/graph/layout/graphlayout.h"
#include "ui/model/theme.h"

#include <QPainter>

namespace lockstep::ui {

class GraphStrokes {
public:
    GraphStrokes(QPainter& painter, const Theme& theme, const GraphStyle& style)
        : m_painter(painter)
        , m_theme(theme)
        , m_style(style) {}

    void arrow(const GraphRoute& route, const QPen& pen);
    void arrowHead(const GraphRoute& route, const QColor& color);
    void label(const GraphRoute& route);
    void cardWords(const GraphCardText& words, const QRectF& card, bool isThread, const QColor& name,
                   const QColor& detail);
    void ring(const GraphRingPlace& place, const QString& words);

private:
    QPainter& m_painter;
    const Theme& m_theme;
    const GraphStyle& m_style;
};

} // namespace lockstep::ui
