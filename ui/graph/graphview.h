// SPDX-License-Identifier: GPL-3.0-or-later
// The lock-wait graph at the cursor: who holds what, who waits for whom, and every deadlock boxed and named.
//
// Follows the viewport. Hover or keyboard focus on a resource lights it everywhere; a click or Enter on a
// thread selects it. Tab and the arrow keys move among the nodes. Scrolls only where even the tersest style
// needs more room than there is.
#pragma once

#include "ui/graph/layout/graphlayout.h"
#include "ui/graph/paint/graphpainter.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QAbstractScrollArea>

class QTimer;

namespace lockstep::ui {

class GraphView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit GraphView(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    const GraphModel& model() const { return m_model; }
    const GraphLayout& layout() const { return m_layout; }
    std::optional<std::size_t> focusedNode() const;

    QSize sizeHint() const override { return {400, 380}; }
    QSize minimumSizeHint() const override { return {200, 100}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void forget();
    void lookSoon();
    void look();
    void layOut();
    void setFocusedNode(std::optional<std::size_t> node);
    void activate(std::size_t node);
    void hover(std::optional<std::size_t> node);
    std::optional<std::size_t> neighbour(int key) const;
    QPointF toCanvas(QPointF point) const;

    Viewport* m_shared; // QAbstractScrollArea has a viewport() of its own
    const Theme* m_theme;
    QTimer* m_timer;
    GraphPlaces m_places;
    std::size_t m_eventsPlaced = 0;
    GraphModel m_model;
    GraphLayout m_layout;
    ObjectId m_focused; // survives other moments; may not be shown just now
};

} // namespace lockstep::ui
