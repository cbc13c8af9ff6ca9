// SPDX-License-Identifier: GPL-3.0-or-later
// How full queues are, and how many permits semaphores have left, over the same time axis as the timeline.
//
// Follows the viewport's range and cursor. The plot takes exactly the span given by setPlotSpan; names and
// present values stand to its left. A press or drag in the plot moves the cursor, Ctrl + wheel zooms, Shift +
// wheel pans.
#pragma once

#include "ui/charts/depthsubject.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QChartView>

class QTimer;
class QLineSeries;
class QAreaSeries;
class QValueAxis;

namespace lockstep::ui {

class QueueChart : public QChartView {
    Q_OBJECT
public:
    explicit QueueChart(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Off at first: variables and atomics beside queues and semaphores. Without those they are always drawn.
    void setVariablesShown(bool shown);

    const std::vector<DepthSubject>& subjects() const { return m_subjects; }
    /// Where the plot is, in pixels of this widget.
    QRectF plotArea() const;
    /// What the depth axis' numbers take left of the plot, in pixels; names stand left of that.
    double axisRoom() const;
    double xOf(Timestamp time) const;
    double yOf(double value) const;
    Timestamp timeAt(double x) const;
    QString emptyText() const;

    QSize sizeHint() const override { return {600, 130}; }
    QSize minimumSizeHint() const override { return {160, 64}; }

public slots:
    /// The plot's left edge and width, in pixels of this widget.
    void setPlotSpan(int left, int width);

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Lines {
        QLineSeries* depth = nullptr;
        QAreaSeries* area = nullptr;
        QLineSeries* capacity = nullptr; ///< null where there is none
    };

    void forget();
    void lookSoon();
    void look();
    void takeSubjects(std::vector<DepthSubject> subjects);
    void makeLines();
    void addSeries(class QAbstractSeries* series);
    void fillLines();
    QList<QPointF> lineOf(const DepthSubject& subject) const;
    TimeCoordinates coordinates() const;
    void paintFolds(QPainter& painter) const;
    static void setDense(const Lines& lines, bool isDense);
    void placePlot();
    void placeAxes();
    void colour();
    std::int32_t highest() const;
    bool isCapacityDrawn(const DepthSubject& subject) const;
    QString sentenceAt(Timestamp time) const;
    void paintCursor(QPainter& painter) const;
    void paintCapacities(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    bool areBesides(const QFontMetrics& metrics, double width) const;
    void paintVeil(QPainter& painter, const QRectF& box) const;
    void paintMark(QPainter& painter, std::size_t index, QPointF centre) const;

    Viewport* m_shared; // QGraphicsView has a viewport() of its own
    const Theme* m_theme;
    QTimer* m_timer;
    QValueAxis* m_times;
    QValueAxis* m_depths;
    std::vector<DepthSubject> m_subjects;
    std::vector<Lines> m_lines;
    std::int64_t m_highestTick = 0;
    bool m_areVariablesShown = false;
    int m_plotLeft = 120;
    int m_plotWidth = 0; // 0: up to the right edge
};

} // namespace lockstep::ui
