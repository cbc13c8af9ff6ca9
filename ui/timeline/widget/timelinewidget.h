// SPDX-License-Identifier: GPL-3.0-or-later
// The swimlanes on screen: shows what the viewport says, and turns mouse and keyboard into changes of it.
//
// Every gesture is also a slot, so that the window can give it a key.
#pragma once

#include "ui/timeline/timelinepainter.h"

#include <QAbstractScrollArea>

namespace lockstep::ui {

class TimelineWidget : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TimelineWidget(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setArrows(ArrowMode mode);
    ArrowMode arrows() const { return m_scene.arrows; }

    /// The lanes' left edge and width in pixels of this widget: others align with it.
    int plotLeft() const;
    int plotWidth() const;

    const TimelineScene& scene() const { return m_scene; }
    /// The sentence for what is at this place of the widget; empty where there is nothing.
    QString textAt(QPoint place) const;
    /// The chosen lane's span at the cursor, in words: for screen readers.
    QString selectedText() const;
    /// "Worker 1, blocked on lock2, 900 µs, held by Worker 2": the lane's state at the cursor.
    QString laneText(int lane) const;
    QRect laneRectOnScreen(int lane) const;
    void chooseLane(std::optional<std::size_t> lane);

    QSize sizeHint() const override { return {900, 420}; }
    QSize minimumSizeHint() const override { return {240, 100}; }

public slots:
    void zoomIn();
    void zoomOut();
    void panLeft();
    void panRight();
    void fitAll();
    void zoomToSelection();
    void zoomToSpan(); ///< the span at the cursor; again: everything
    void nextState();
    void previousState();
    void laneUp();
    void laneDown();
    void toStart();
    void toEnd();
    void nextSameKind();
    void previousSameKind();
    void clearSelection();
    void growLanes();
    void shrinkLanes();

signals:
    void spaceReleased(); ///< and nothing was dragged meanwhile
    void plotGeometryChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    static constexpr double kZoomStep = 0.7; // what one step leaves of the range
    static constexpr double kPanShare = 0.2; // of the range, in one step
    static constexpr int kHeightStep = 4;

    enum class Drag : std::uint8_t { None, Cursor, Measure, Pan, Zoom };

    TimelinePainter painter() const;
    void replaceTrace();
    void catchUp();
    void layOut() { layOut(m_scene.layout.laneHeight()); }
    void layOut(int laneHeight);
    void fitIn();
    void takeFromViewport();
    void tellWhatIsChosen();
    void moveCursor(int direction);
    void stepSameKind(int direction);
    void setLaneHeight(int height);
    Timestamp zoomAnchor() const;
    bool isOnCursor(QPoint place) const;
    void showPointer(QPoint place);
    void hover(QPoint place);
    Timestamp timeAt(double x) const;
    std::optional<std::size_t> laneAt(QPoint place) const;
    std::optional<TimeRange> foldAt(QPoint place) const; ///< that is drawn as a gap there
    std::optional<LaneKey> selectedKey() const;
    void drag(QPoint place);

    Viewport* m_viewport;
    TimelineScene m_scene;
    LanesPicture m_lanes;
    std::size_t m_findingsAt = 0; // events of the trace when deadlocks were looked for
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    Timestamp m_pressedTime = 0;
    TimeRange m_pressedRange;
    bool m_isSpaceDown = false;
    bool m_hasDragged = false;
    int m_plotLeft = -1;
    int m_plotWidth = -1;
};

} // namespace lockstep::ui
