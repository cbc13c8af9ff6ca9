// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a timeline into a rectangle: ruler, names, lanes, arrows, deadlocks, marks, cursor. The same code for
// the window and for figures.
#pragma once

#include "ui/model/fold/timecoordinates.h"
#include "ui/timeline/lanes/lanespicture.h"
#include "ui/timeline/scene/timelinescene.h"

#include <QFont>
#include <QPainter>

namespace lockstep::ui {

/// "412 ms idle"
QString foldText(const Trace& trace, TimeRange fold);

class TimelinePainter {
public:
    static constexpr int kCursorRow = 15; ///< the cursor's time has a row of its own: it hides no tick
    static constexpr int kRulerHeight = kCursorRow + 21;

    TimelinePainter(const TimelineScene& scene, const QRect& area, const QFont& font,
                    double devicePixelRatio);

    /// Where lanes are drawn: right of the names, below the ruler.
    QRect plot() const { return m_plot; }
    QRect ruler() const { return {m_plot.left(), m_area.top(), m_plot.width(), kRulerHeight}; }
    TimeCoordinates coordinates() const { return m_scene.coordinates(m_plot.left(), m_plot.width()); }
    /// The lane's spans; may lie outside of the plot.
    QRect laneRect(const Lane& lane) const;

    /// What a deadlocked thread's lane is framed with; none where that lies out of view in time.
    std::optional<QRectF> deadlockFrame(ThreadId thread) const;

    /// `lanes` may be kept from frame to frame.
    void paint(QPainter& painter, LanesPicture& lanes);

    /// Width of the column of names that suits the trace.
    static int namesWidth(const Trace& trace, const TimelineLayout& layout, const QFont& font, int areaWidth);

private:
    void paintAxisName(QPainter& painter);
    void paintSeparators(QPainter& painter);
    void paintNames(QPainter& painter, SpanWords& words);
    void paintName(QPainter& painter, SpanWords& words, const Lane& lane, bool isSelected);
    void paintLongName(QPainter& painter, const QRect& room, const QString& name, bool isBold);
    void paintDescent(QPainter& painter, const Lane& lane);
    void paintBadge(QPainter& painter, SpanWords& words, const Lane& lane, const QRectF& where);
    QRectF cursorTag() const;
    void paintCursor(QPainter& painter);

    // timelineoverlays.cpp
    void paintLit(QPainter& painter);
    void paintHolds(QPainter& painter, ObjectId lock);
    void paintWaits(QPainter& painter, const Lane& lane, ObjectId object);
    void paintDeadlocks(QPainter& painter);
    void paintDeadlock(QPainter& painter, const QRectF& frame);
    void paintDeadlockBeyond(QPainter& painter, const Lane& lane);
    void paintFolds(QPainter& painter);
    void paintFold(QPainter& painter, TimeRange fold);
    void paintMarks(QPainter& painter);
    void paintParting(QPainter& painter);
    void paintNotes(QPainter& painter);
    void paintAccesses(QPainter& painter);
    void paintAccess(QPainter& painter, const Lane& lane, const Event& event, const QString& text,
                     std::vector<QRectF>& taken);
    void paintCutOffs(QPainter& painter);
    void paintMarked(QPainter& painter);
    void paintLosses(QPainter& painter);
    void paintLoss(QPainter& painter, const Lane& lane, double x, std::int64_t count);
    void paintSelection(QPainter& painter);
    void paintTotals(QPainter& painter, const QRectF& box);
    void paintTag(QPainter& painter, const QRectF& where, const QString& text, const QColor& fill,
                  const QColor& ink);

    int lanesEnd() const { return m_plot.top() + m_scene.layout.height() - m_scene.scroll; }
    bool isVisible(const QRect& lane) const {
        return lane.bottom() >= m_plot.top() && lane.top() <= m_plot.bottom();
    }

    const TimelineScene& m_scene;
    const Trace& m_trace;
    const Theme& m_theme;
    QRect m_area;
    QRect m_plot;
    QFont m_font;
    double m_ratio;
};

} // namespace lockstep::ui
