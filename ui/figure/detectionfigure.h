// SPDX-License-Identifier: GPL-3.0-or-later
// Deadlock detection as slides: one step as a picture, or every step as a page of a PDF.
//
// Pure: the same trace, walk and options give the same bytes on the same machine, whatever the time of day.
// Text stays text in SVG and PDF. Needs a QGuiApplication (any platform will do).
#pragma once

#include "ui/graph/detection/slide/walkslide.h"

#include <QImage>

namespace lockstep::ui {

class DetectionFigure {
public:
    static constexpr QSize kSize{1280, 720};

    /// The theme must outlive it; nothing of the trace is kept.
    DetectionFigure(const Trace& trace, DetectionWalk walk, const Theme& theme, QSize size, QString title);

    std::size_t stepCount() const { return m_slide.walk().steps.size(); }
    /// `scale` device pixels for each; steps count from 0.
    QImage image(std::size_t step, double scale) const;
    QByteArray svg(std::size_t step) const;
    QByteArray pdf() const;

private:
    void paint(QPainter& painter, std::size_t step) const;

    const Theme& m_theme;
    const QSize m_size;
    const QString m_title;
    const WalkSlide m_slide;
};

} // namespace lockstep::ui
