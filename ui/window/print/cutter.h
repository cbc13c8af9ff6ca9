// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what is seen through a clip onto a painter that knows no clips, such as that of an SVG.
//
// What lies within is passed on as it is and what lies outside is left out; of what an edge cuts through, the
// part within is drawn: text too becomes an outline only there.
#pragma once

#include <QPainter>
#include <QPainterPath>

namespace lockstep::ui {

class Cutter {
public:
    /// `base`: from the coordinates of clips to the painter's.
    Cutter(QPainter& painter, const QTransform& base)
        : m_painter(painter)
        , m_base(base) {}

    /// From now on. `transform`: from what is drawn to the coordinates of clips; the painter draws with it
    /// and the base.
    void setClip(const QPainterPath& clip, const QTransform& transform);

    void drawPath(const QPainterPath& path, bool isFilled);
    void drawText(const QPointF& place, const QTextItem& item);
    void drawImage(const QRectF& room, const QImage& image, const QRectF& part);

private:
    enum class Seen : std::uint8_t { All, Part, Nothing };
    Seen seen(const QRectF& bounds) const;
    void fill(const QPainterPath& path, QBrush brush);

    QPainter& m_painter;
    const QTransform m_base;
    QPainterPath m_clip;
    QTransform m_transform;
};

} // namespace lockstep::ui
