// SPDX-License-Identifier: GPL-3.0-or-later
// The whole run in one band: what share of the threads was in which state, and which part of it is in view.
//
// A drag selects the visible range, a double click shows everything, the wheel zooms.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QImage>
#include <QWidget>

class QTimer;

namespace lockstep::ui {

/// One column per pixel: how the states of all living threads divide it. Shares of a column sum to 1 or,
/// where no thread was alive, to 0. O(threads * columns * log changes).
std::vector<std::array<double, kThreadStates>> stateShares(const Trace& trace, TimeRange range, int columns,
                                                           const TimeFolds* folds = nullptr);

class Minimap : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Where the visible range stands, in pixels of this widget.
    QRectF visibleBox() const;
    double xOf(Timestamp time) const;
    Timestamp timeAt(double x) const;

    QSize sizeHint() const override { return {600, 36}; }
    QSize minimumSizeHint() const override { return {100, 28}; }

public slots:
    /// The band's left edge and width, in pixels of this widget: in line with the lanes.
    void setPlotSpan(int left, int width);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    QRect band() const;
    TimeCoordinates coordinates() const;
    void forget();
    void paintBand(QPainter& painter);
    void paintMarks(QPainter& painter);

    Viewport* m_viewport;
    const Theme* m_theme = &Theme::light();
    QImage m_image;  // of the whole run; null when it has to be drawn anew
    QTimer* m_timer; // the run grows: drawn anew a few times a second
    int m_left = -1;
    int m_width = 0;
    std::optional<Timestamp> m_dragFrom;
};

} // namespace lockstep::ui
