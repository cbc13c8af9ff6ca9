// SPDX-License-Identifier: GPL-3.0-or-later
// The lanes as an image, with grid, words and arrows: drawn anew only when something in it has changed.
//
// Cursor, selection and all else that moves often is painted over it.
#pragma once

#include "ui/timeline/lanes/spanwords.h"

namespace lockstep::ui {

class LanesPicture {
public:
    /// Fills the area: the part of the scene's layout below scene.scroll, and the grid down to the area's
    /// end. As shapes and text where the painter keeps those.
    void paint(QPainter& painter, const QRect& area, const TimelineScene& scene, const QFont& font,
               double devicePixelRatio);
    /// The part of the scene's layout below scene.scroll that fits into the size (logical pixels); it ends
    /// below the last lane.
    const QImage& of(const TimelineScene& scene, QSize size, const QFont& font, double devicePixelRatio);
    /// Words and glyphs that were drawn before, for whoever draws more of the same font after of().
    SpanWords& words() { return m_words; }

private:
    struct Key {
        const Trace* trace = nullptr;
        std::size_t events = 0;
        Timestamp end = 0;
        const Theme* theme = nullptr;
        TimeRange range;
        TimeFolds folds;
        int scroll = 0;
        int laneHeight = 0;
        std::size_t lanes = 0; // their fingerprint
        std::size_t deadlocks = 0;
        ArrowMode arrows = ArrowMode::Off;
        ThreadId selected;
        ObjectId hovered;
        QSize size;
        QFont font;
        double ratio = 0;
        bool operator==(const Key&) const = default;
    };
    void paintShapes(QPainter& painter, const QRect& area, const TimelineScene& scene, const QFont& font);
    static void paintEmpty(QPainter& painter, const QRect& area, const TimelineScene& scene);
    void draw(const TimelineScene& scene, QSize size, const QFont& font, double ratio);
    std::vector<SpanBox> drawLanes(const TimelineScene& scene, QSize size, double ratio);
    void drawWords(const TimelineScene& scene, const std::vector<SpanBox>& boxes, const QFont& font,
                   double ratio);
    void drawArrows(const TimelineScene& scene, QSize size, double ratio);
    static std::vector<QRgb> backdrop(const TimelineScene& scene, double width, int columns);

    Key m_key;
    QImage m_image;
    SpanWords m_words;
};

} // namespace lockstep::ui
