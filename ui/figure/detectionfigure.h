// SPDX-License-Identifier: GPL-3.0-or-later
// Deadlock detection as slides: each step of a walk as a picture.
//
// Pure. Needs a QGuiApplication (any platform will do).
#pragma once

#include "ui/graph/detection/slide/walkslide.h"

namespace lockstep::ui {

class DetectionFigure {
public:
    /// The theme must outlive it; nothing of the trace is kept.
    DetectionFigure(const Trace& trace, DetectionWalk walk, const Theme& theme, QSize size, QString title);

    std::size_t stepCount() const { return m_slide.walk().steps.size(); }
    /// At the painter's origin; steps count from 0.
    void paint(QPainter& painter, std::size_t step) const;

private:
    const Theme& m_theme;
    const QSize m_size;
    const WalkSlide m_slide;
};

} // namespace lockstep::ui
