// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/figure.h"

#include "ui/figure/figurepage.h"
#include "ui/figure/graphfigure.h"
#include "ui/figure/queuefigure.h"
#include "ui/figure/timelinefigure.h"
#include "ui/graph/detection/walks.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

// A slide has a title of its own; only the caption takes room from it.
std::unique_ptr<const DetectionFigure> walkOf(const Trace& trace, const FigureOrder& order, QSize size) {
    if (order.view != FigureView::Detection || !order.cursor.event) return nullptr;
    const DetectionView view = order.walk.value_or(fittingView(trace, *order.cursor.event));
    return std::make_unique<DetectionFigure>(trace, walkAt(trace, *order.cursor.event, view),
                                             themeOf(order.theme), size, order.title);
}

} // namespace

Figure::Figure(const Trace& trace, FigureOrder order, const RunWords& run, PaintWindow paintWindow)
    : m_trace(trace)
    , m_order(std::move(order))
    , m_caption(captionOf(trace, m_order, run))
    , m_paintWindow(std::move(paintWindow)) {
    const QRectF words = QFontMetricsF(font()).boundingRect(paper(), Qt::TextWordWrap, m_caption);
    const int room = static_cast<int>(std::ceil(words.height() + kFigureMargin));
    m_walk = walkOf(trace, m_order, m_order.size - QSize(0, std::min(room, m_order.size.height() / 4)));
}

QRectF Figure::paper() const {
    return QRectF(QPointF(), QSizeF(m_order.size))
        .adjusted(kFigureMargin, kFigureMargin, -kFigureMargin, -kFigureMargin);
}

QFont Figure::font() const {
    return figureFont(figureTextSize(m_order.size));
}

Picture Figure::picture() const {
    const auto last = static_cast<int>(stepCount()) - 1;
    return {.size = m_order.size,
            .title = m_order.title,
            .words = m_caption,
            .paint = [this](QPainter& painter, int page) { paint(painter, static_cast<std::size_t>(page)); },
            .pages = static_cast<int>(stepCount()),
            .page = std::min(static_cast<int>(m_order.step.value_or(static_cast<std::size_t>(last))), last)};
}

void Figure::paint(QPainter& painter, std::size_t step) const {
    const Theme& theme = themeOf(m_order.theme);
    painter.fillRect(QRect({}, m_order.size), theme.background);
    painter.setPen(theme.text);
    QRectF space = paper();
    if (!m_walk)
        drawFigureWords(painter, space, m_order.title,
                        figureFont(figureTextSize(m_order.size) * 10 / 7, QFont::DemiBold), true);
    drawFigureWords(painter, space, m_caption, font(), false);
    if (m_walk)
        m_walk->paint(painter, step);
    else
        paintView(painter, space);
}

void Figure::paintView(QPainter& painter, const QRectF& space) const {
    switch (m_order.view) {
    case FigureView::Graph: return paintGraphFigure(painter, space, m_trace, m_order);
    case FigureView::Queues: return paintQueueFigure(painter, space, m_trace, m_order);
    case FigureView::Window:
        if (m_paintWindow) m_paintWindow(painter, space, m_order.theme);
        return;
    default: return paintTimelineFigure(painter, space, m_trace, m_order);
    }
}

} // namespace lockstep::ui
