// SPDX-License-Identifier: GPL-3.0-or-later
// A finished figure of a trace: title, picture with legend and scale, and a caption of one sentence; on any
// paint device, and as a file.
//
// Pure: the same trace and order give the same bytes on the same machine. Needs a QApplication (any platform
// will do).
#pragma once

#include "ui/figure/caption.h"
#include "ui/figure/detectionfigure.h"
#include "ui/figure/picturedevice.h"

#include <memory>

namespace lockstep::ui {

class Figure {
public:
    /// Draws the whole window into the space, in the theme; for FigureView::Window.
    using PaintWindow = std::function<void(QPainter&, const QRectF& space, FigureTheme)>;

    /// The trace must outlive it. A walk needs a cursor with an event.
    Figure(const Trace& trace, FigureOrder order, const RunWords& run = {}, PaintWindow paintWindow = {});

    const FigureOrder& order() const { return m_order; }
    const QString& caption() const { return m_caption; }
    /// Of a walk; 1 of anything else.
    std::size_t stepCount() const { return m_walk ? m_walk->stepCount() : 1; }

    /// Step counted from 0.
    void paint(QPainter& painter, std::size_t step) const;
    QImage image(double scale) const { return imageOf(picture(), scale); }
    /// A PDF of a walk has a page for each step. `run`: what the file is to carry, see enclosure.h.
    QByteArray bytes(PictureKind kind, const QByteArray& run = {}) const {
        return pictureBytes(picture(), kind, m_order.scale, run);
    }

private:
    Picture picture() const;
    void paintView(QPainter& painter, const QRectF& space) const;
    QRectF paper() const;
    QFont font() const;

    const Trace& m_trace;
    const FigureOrder m_order;
    const QString m_caption;
    const PaintWindow m_paintWindow;
    std::unique_ptr<const DetectionFigure> m_walk;
};

} // namespace lockstep::ui
