// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/detectionfigure.h"

#include "ui/figure/figurepage.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

int baseTextSize(QSize size) {
    return std::clamp(std::min(size.width() * 9 / 16, size.height()) / 36, 9, 60);
}

} // namespace

DetectionFigure::DetectionFigure(const Trace& trace, DetectionWalk walk, const Theme& theme, QSize size,
                                 QString title)
    : m_theme(theme)
    , m_size(size)
    , m_slide(trace, std::make_shared<const DetectionWalk>(std::move(walk)), WalkSlide::Kind::Page, size,
              figureFont(baseTextSize(size)), std::move(title)) {}

void DetectionFigure::paint(QPainter& painter, std::size_t step) const {
    painter.fillRect(QRect({}, m_size), m_theme.background);
    m_slide.paint(painter, m_theme, step);
}

} // namespace lockstep::ui
